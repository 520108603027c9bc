import assert from 'node:assert/strict';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { type CitationAppearance, numberManuscript, planCitationForm } from '../../../src/core/numbering';
import { applyEdits } from '../../../src/core/text/textEdit';

const IEEE: CitationAppearance = { form: 'brackets', separator: '], [', collapseFrom: 3 };
const BRACKETS: CitationAppearance = { form: 'brackets', separator: ', ', collapseFrom: 3 };
const NATURE: CitationAppearance = { form: 'superscript', separator: ',', collapseFrom: 3 };
const NLM: CitationAppearance = { form: 'round', separator: ',', collapseFrom: 3 };

const LISTS: Readonly<Record<MarkupLanguage, (count: number) => string>> = {
  markdown: count => `\n## References\n\n${items(count, number => `${number}. `)}`,
  plaintext: count => `\nReferences\n\n${items(count, number => `${number}. `)}`,
  latex: count =>
    `\n\\section*{References}\n\n\\begin{enumerate}\n${items(count, () => '\\item ')}\\end{enumerate}\n`,
  restructuredtext: count => `\nReferences\n==========\n\n${items(count, number => `${number}. `)}`,
  asciidoc: count => `\n== References\n\n${items(count, () => '. ')}`,
  typst: count => `\n= References\n\n${items(count, () => '+ ')}`,
};

function items(count: number, label: (number: number) => string): string {
  const entry = (index: number) =>
    `${label(index + 1)}Author ${'ABCDEFGHIJ'[index]}. Title of its own. 20${10 + index}.\n`;
  return Array.from({ length: count }, (_, index) => entry(index)).join('');
}

function convert(
  text: string,
  appearance: CitationAppearance,
  language: MarkupLanguage = 'markdown',
): string {
  const numbered = numberManuscript(parseManuscript(text, language), []);
  const plan = planCitationForm(numbered, appearance);
  if (plan.kind === 'refused') return `refused: ${plan.reasons[0]!.message}`;
  return applyEdits(text, plan.edits);
}

/** The prose after a conversion, without the list. */
function prose(text: string, appearance: CitationAppearance, language: MarkupLanguage = 'markdown'): string {
  const list = LISTS[language](5);
  const after = convert(text + list, appearance, language);
  return after.endsWith(list) ? after.slice(0, after.length - list.length) : after;
}

describe('planCitationForm', () => {
  it('raises citations behind the punctuation, close to their word', () => {
    assert.equal(
      prose('Cells kill [1], [3]–[5]. They rest [2], then (see [2]) die [4]; so.\n', NATURE),
      'Cells kill.<sup>1,3–5</sup> They rest,<sup>2</sup> then (see<sup>2</sup>) die<sup>4</sup>; so.\n',
    );
  });

  it('gives the text as it was on the way back', () => {
    const texts = [
      'Cells kill [1], [3]–[5]. They rest [2], then die [4].\n',
      'As Li et al. [1] showed, e.g. [2] and [3]–[5], it holds [1].\n\nNext paragraph [2].\n',
      'Of CD16 [1], m [2] and H2 [3]. iPSC-derived cells [4]. p53 is [5] "quoted [1]."\n',
      'By Li et al. [1] Smith [2] said; (as [3]) [4]: x [5]? Yes [1]! End [2]…\n',
    ];
    for (const text of texts) {
      const raised = prose(text, NATURE);
      assert.ok(/<sup>/.test(raised) && !/\[\d/.test(raised), raised);
      assert.equal(prose(raised, IEEE), text, raised);
      assert.equal(prose(raised, NATURE), raised);
      assert.equal(prose(text, IEEE), text);
    }
  });

  it('keeps a space where a number would read as a power', () => {
    assert.equal(
      prose('CD16 [1] binds. One [2, 3]. Two [4]. Three [5].\n', NATURE),
      'CD16 <sup>1</sup> binds. One.<sup>2,3</sup> Two.<sup>4</sup> Three.<sup>5</sup>\n',
    );
  });

  it('writes round brackets, square ones, and runs as the style wants them', () => {
    const text = 'One [1,2,3]. Two [4], [5]. Three [1, 3]. See [2, p. 7].\n';
    const round = prose(text, NLM);
    assert.equal(round, 'One (1–3). Two (4,5). Three (1,3). See (2, p. 7).\n');
    assert.equal(prose(round, BRACKETS), 'One [1–3]. Two [4, 5]. Three [1, 3]. See [2, p. 7].\n');
    assert.equal(prose(round, IEEE), 'One [1]–[3]. Two [4], [5]. Three [1], [3]. See [2, p. 7].\n');
  });

  it('leaves links and what is no citation as they are', () => {
    const list = LISTS.markdown(10);
    const text = `One [[1]](#a) two [2]. Code \`[3]\` and three [3]. Four to ten [4–10]. ${'Again [2]. '.repeat(12)}So [3].\n${list}`;
    const raised = text
      .replace(' [2]. Code', '.<sup>2</sup> Code')
      .replace(' [3]. Four', '.<sup>3</sup> Four')
      .replace(' [4–10].', '.<sup>4–10</sup>')
      .replaceAll('Again [2].', 'Again.<sup>2</sup>')
      .replace(' [3].', '.<sup>3</sup>');
    assert.equal(convert(text, NATURE), raised);
  });

  it('raises in every markup so that the grammar reads it, and lowers again', () => {
    const plain = 'Cells kill [1], [3]–[5]. They rest [2], then die [4].\n';
    const raised: Readonly<Partial<Record<MarkupLanguage, string>>> = {
      plaintext: 'Cells kill.¹,³⁻⁵ They rest,² then die.⁴\n',
      latex:
        'Cells kill.\\textsuperscript{1,3–5} They rest,\\textsuperscript{2} then die.\\textsuperscript{4}\n',
      restructuredtext: 'Cells kill.\\ :sup:`1,3–5` They rest,\\ :sup:`2` then die.\\ :sup:`4`\n',
      asciidoc: 'Cells kill.^1,3–5^ They rest,^2^ then die.^4^\n',
    };
    for (const [language, expected] of Object.entries(raised)) {
      const markup = language as MarkupLanguage;
      assert.equal(prose(plain, NATURE, markup), expected, language);
      assert.equal(prose(expected, IEEE, markup), plain, language);
    }
    const typst = 'Cells kill \\[1\\], \\[3\\]–\\[5\\]. They rest \\[2\\], then die \\[4\\].\n';
    const inTypst = prose(typst, NATURE, 'typst');
    assert.equal(inTypst, 'Cells kill.#super[1,3–5] They rest,#super[2] then die.#super[4]\n');
    assert.equal(prose(inTypst, IEEE, 'typst'), typst);
    const quarto = '---\nformat: pdf\n---\n\nOne [1]. Two [2], [3]. Four [4]. Five [5].\n';
    assert.match(prose(quarto, NATURE), /\n\nOne\.\^1\^ Two\.\^2,3\^ Four\.\^4\^ Five\.\^5\^\n/);
  });

  it('refuses where superscripts could not be told from powers', () => {
    assert.match(
      convert(`One [1] of many.\n${LISTS.markdown(5)}`, NATURE),
      /^refused: Too little of the text/,
    );
  });
});
