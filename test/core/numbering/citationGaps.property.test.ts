import assert from 'node:assert/strict';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { type CitationAppearance, numberManuscript, planCitationForm } from '../../../src/core/numbering';
import { applyEdits } from '../../../src/core/text/textEdit';

const IEEE: CitationAppearance = { form: 'brackets', separator: '], [', collapseFrom: 3 };
const BRACKETS: CitationAppearance = { form: 'brackets', separator: ', ', collapseFrom: 3 };
const NATURE: CitationAppearance = { form: 'superscript', separator: ',', collapseFrom: 3 };

const HEADS: Readonly<
  Partial<Record<MarkupLanguage, readonly [string, string, (number: number) => string]>>
> = {
  markdown: ['## References\n\n', '', number => `${number}. `],
  latex: ['\\section*{References}\n\n\\begin{enumerate}\n', '\\end{enumerate}\n', () => '\\item '],
  restructuredtext: ['References\n==========\n\n', '', number => `${number}. `],
  asciidoc: ['== References\n\n', '', () => '. '],
  typst: ['= References\n\n', '', () => '+ '],
};

const TIES: ReadonlySet<MarkupLanguage> = new Set(['latex', 'typst']);

function convert(text: string, appearance: CitationAppearance, language: MarkupLanguage): string {
  const plan = planCitationForm(numberManuscript(parseManuscript(text, language), []), appearance);
  assert.equal(plan.kind, 'edits', JSON.stringify(plan));
  return plan.kind === 'edits' ? applyEdits(text, plan.edits) : '';
}

/** A repeatable stream of choices. */
function chooser(seed: number): <T>(options: readonly T[]) => T {
  let state = seed;
  return options => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return options[Math.floor((state / 2 ** 32) * options.length)]!;
  };
}

function manuscript(language: MarkupLanguage, separator: string, seed: number): string {
  const choose = chooser(seed);
  const usual = choose([' ', ' ', '', TIES.has(language) ? '~' : ' ']);
  const gaps = [usual, usual, usual, ' ', '', '\n', '\u00a0', '  ', ...(TIES.has(language) ? ['~'] : [])];
  const written = (numbers: string): string =>
    language === 'typst' ? numbers.replace(/[[\]]/g, '\\$&') : numbers;
  const clusters = ['[1]', '[2]', '[3]', '[5]', `[1${separator}4]`, `[2${separator}3${separator}5]`];
  const words = [
    'cells',
    'They travel',
    'as Li et al.',
    'of patients',
    '“quoted”',
    'the same cells',
    'they rest',
  ];
  const ends = ['. Then', ', and', '; so', ' and then', ': thus', '. So', '? They', '.\n\nNext'];
  let prose = 'Killer cells';
  for (let index = 0; index < 14; index++) {
    prose += `${choose(gaps) + written(choose(clusters)) + choose(ends)} ${choose(words)}`;
  }
  const [head, tail, label] = HEADS[language]!;
  const entries = Array.from(
    { length: 5 },
    (_, index) => `${label(index + 1)}Author ${'ABCDE'[index]}. Title of its own. 20${10 + index}.\n`,
  );
  const text = `${prose} at the end.\n\n${head}${entries.join('')}${tail}`;
  const ending = choose(['', '', '\n', 'cut']);
  const ended = ending === 'cut' ? text.trimEnd() : text + ending;
  return choose([false, false, true]) ? ended.replaceAll('\n', '\r\n') : ended;
}

describe('switching to superscripts and back', () => {
  for (const language of Object.keys(HEADS) as readonly MarkupLanguage[]) {
    it(`leaves the same bytes in ${language}, whatever stood before the brackets`, () => {
      for (let seed = 1; seed <= 24; seed++) {
        const [brackets, separator] = seed % 2 ? ([IEEE, '], ['] as const) : ([BRACKETS, ', '] as const);
        const text = manuscript(language, separator, seed * 7919);
        const raised = convert(text, NATURE, language);
        assert.notEqual(raised, text);
        assert.equal(convert(raised, NATURE, language), raised, `raised twice, ${seed}`);
        assert.equal(convert(raised, brackets, language), text, `${seed}\n${raised}`);
      }
    });
  }

  it('remembers nothing where single spaces stood before the brackets, and keeps what later citations have', () => {
    const entries = ['A', 'B', 'C', 'D', 'E'].map(
      (name, at) => `${at + 1}. Author ${name}. Title. 201${at}.`,
    );
    const list = `\n## References\n\n${entries.join('\n')}\n`;
    const spaced = `One [1]. Two [2]. Three [3], four [4]; five [5]. Six [2].\n${list}`;
    assert.doesNotMatch(convert(spaced, NATURE, 'markdown'), /numbered-citations/);
    const close = `One[1]. Two[2]. Three [3], four[4]; five[5]. Six[2].\n${list}`;
    const raised = convert(close, NATURE, 'markdown');
    assert.match(raised, /2014\.\n\n<!-- numbered-citations gaps: 0 \w+\.%20 -->\n$/);
    const longer = (text: string, citation: string) => text.replace('Two', `New${citation} and two`);
    assert.equal(convert(longer(raised, '<sup>2</sup>'), IEEE, 'markdown'), longer(close, '[2]'));
  });
});
