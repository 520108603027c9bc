import assert from 'node:assert/strict';
import {
  bibliographyEntries,
  listOnly,
  listStates,
  planBibliography,
  unresolvedNumbers,
} from '../../../src/core/features/bibliography';
import type { Library } from '../../../src/core/library/types';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import {
  bundledStyles,
  DEFAULT_STYLE_ID,
  findStyle,
  loadStyleEngine,
  plainEntry,
} from '../../../src/core/style';
import type { StyleEngine } from '../../../src/core/style/types';
import { edited, libraryOf, number, reviewOnly } from './setting';

const style = findStyle(DEFAULT_STYLE_ID)!;
const options = { locale: 'en-US' };

const PRINTED = {
  1: '1. Jianping Long, Jiejie He, Qibing Sun. "CAR-NK cell therapy in hematological malignancies: A comprehensive review." *Front Immunol* 14 (2023):1205391.',
  2: '2. Xin Liu, Zhi Zhang, Yuan Li. "Natural killer cell-based immunotherapy for solid tumors: current progress and future perspectives." *J Hematol Oncol* 16 (2023):110.',
  3: '3. Jeffrey S Miller, Sarah Cooley, Armin Ghobadi. "Clinical Trials of Allogeneic Natural Killer Cells for Cancer: Ongoing Advances." *Cancer Discov* 10 (2020):1121-1128.',
  4: '4. Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.',
  5: '5. Guohui Xie, Pengfei Zhang, Jia Liu. "Advances in ex vivo expansion of natural killer cells for clinical applications." *Front Immunol* 13 (2022):1018698.',
  6: '6. Wei Li, Xiang Wang, Ying Song. "Current progress in iPSC-derived NK cell therapy for cancer." *J Hematol Oncol* 16 (2023):102.',
  7: '7. Ping Hu, Min Wang, Shijun Kang. "Strategies for enhancing natural killer cell-based immunotherapy." *Cell Mol Life Sci* 79 (2022):649.',
  8: '8. Amisha Mehta, Jinyuan Li, Wenqing Li. "NK Cell Immunotherapy: From Bench to Bedside." *Cancers (Basel)* 13 (2021):5094.',
  9: '9. Rikin Shah, Madiha Ashraf, Michael R. R. Davison. "Advances in NK cell-based adoptive immunotherapy: the journey continues." *Cell Death Dis* 14 (2023):694.',
  10: '10. Peggy Rubart, Michael H. H. Klinger, Jürgen G. J. Schultze. "Challenges and opportunities in NK cell therapy for solid tumors." *Expert Opin Biol Ther* 22 (2022):1341-1355.',
} as const;

describe('planBibliography', () => {
  let engine: StyleEngine;
  before(async () => {
    engine = await loadStyleEngine();
  });

  /** The text after the bibliography is written, which must be the same when it is written again. */
  function write(
    text: string,
    language: MarkupLanguage = 'markdown',
    libraries: readonly Library[] = reviewOnly,
  ): string {
    const first = number(text, language, libraries);
    const plan = planBibliography(first, style, engine, options);
    assert.equal(plan.kind, 'edits', JSON.stringify(plan));
    const once = edited(first, plan.kind === 'edits' ? plan.edits : []);
    const second = number(once, language, libraries);
    const again = planBibliography(second, style, engine, options);
    assert.deepEqual(again.kind === 'edits' ? again.edits : again.reasons, [], `not idempotent:\n${once}`);
    return once;
  }

  it('prints the ten entries of the review exactly', () => {
    const text = 'Cells [1, 2]. More [3–9], and [10].\n';
    assert.equal(write(text), `${text}\n## References\n\n${Object.values(PRINTED).join('\n')}\n`);
  });

  it('lists what is cited only, with the numbers that a renderer shows', () => {
    assert.equal(
      write('Cells [2]. Others [5, 6].\n'),
      `Cells [2]. Others [5, 6].\n\n## References\n\n${PRINTED[2]}\n\n<!-- -->\n\n${PRINTED[5]}\n${PRINTED[6]}\n`,
    );
  });

  it('goes under a heading that is there, in front of what follows it', () => {
    assert.equal(
      write('# Title\n\nCells [1].\n\n# Literature cited\n\n# Appendix\n\nText.\n'),
      `# Title\n\nCells [1].\n\n# Literature cited\n\n${PRINTED[1]}\n\n# Appendix\n\nText.\n`,
    );
  });

  it('takes the rank and the underlines of the other headings', () => {
    assert.equal(
      write('# Title\n\n## A\n\nCells [1].\n\n## B\n'),
      `# Title\n\n## A\n\nCells [1].\n\n## B\n\n## References\n\n${PRINTED[1]}\n`,
    );
    assert.equal(
      write('# A\n\nCells [1].\n\n# B\n\nB.\n'),
      `# A\n\nCells [1].\n\n# B\n\nB.\n\n# References\n\n${PRINTED[1]}\n`,
    );
    assert.equal(
      write('A\n---\n\nCells [1].\n\nB\n---\n\nB.\n'),
      `A\n---\n\nCells [1].\n\nB\n---\n\nB.\n\nReferences\n----------\n\n${PRINTED[1]}\n`,
    );
  });

  it('keeps the line endings of the manuscript', () => {
    assert.equal(
      write('Cells [1, 2].\r\n'),
      `Cells [1, 2].\r\n\r\n## References\r\n\r\n${PRINTED[1]}\r\n${PRINTED[2]}\r\n`,
    );
  });

  it('speaks the language of the manuscript', () => {
    assert.match(write('---\nlang: de\n---\n\nZellen [1].\n'), /\n## Literatur\n\n1\. /);
    assert.match(write('---\nlang: zh-TW\n---\n\n細胞 [1].\n'), /\n## 參考文獻\n\n1\. /);
  });

  it('formats linked entries anew and leaves the others to the letter', () => {
    const typed =
      'Cells [1, 2].\n\n## References\n\n1. Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023.\n2. Somebody. *A work that no library knows*, 1999.\n';
    const daher = PRINTED[4].replace('4. ', '1. ');
    assert.equal(
      write(typed),
      `Cells [1, 2].\n\n## References\n\n${daher}\n2. Somebody. *A work that no library knows*, 1999.\n`,
    );
  });

  it('keeps entries that are not cited', () => {
    const text = `Cells [1].\n\n## References\n\n${PRINTED[1]}\n2. Somebody. A work that no library knows, 1999.\n`;
    assert.equal(write(text), text);
  });

  it('adds a cited reference of the review to a list with the review’s own numbers', () => {
    const text = `Cells [1, 3], [2].\n\n## References\n\n${PRINTED[1]}\n\n<!-- -->\n\n${PRINTED[3]}\n`;
    const written = write(text);
    assert.match(written, /\n1\. Jianping[^\n]*\n2\. Xin/);
    assert.equal(number(written).numberings[0]!.byNumber.size, 3);
  });

  it('does not add to a list that numbers otherwise', () => {
    const text = 'Cells [1, 7].\n\n## References\n\n1. Somebody. A work that no library knows, 1999.\n';
    assert.equal(write(text), text);
    assert.deepEqual(unresolvedNumbers(number(text)), [7]);
  });

  it('writes a key only where the words do not lead back to the record', () => {
    const own = libraryOf(
      { id: 'page', title: 'Home', type: 'webpage' },
      {
        id: 'known',
        title: 'A title that is long enough to be found',
        author: [{ family: 'Smith' }],
        issued: { 'date-parts': [[2001]] },
      },
    );
    const numbered: Library = {
      ...own,
      numbered: true,
      references: own.references.map((reference, index) => ({ ...reference, number: index + 1 })),
    };
    const written = write('Cells [1, 2].\n', 'markdown', [numbered]);
    assert.match(written, /\n1\. "?Home\.?"?.* <!-- @page =[0-9a-z]{1,7} -->\n2\. [^\n@]*\n$/);
  });

  it('follows a corrected record where the entry is as it was written, and keeps it where its author changed it', () => {
    const library = (fields: object): Library => {
      const own = libraryOf({ id: 'page', title: 'Home', type: 'webpage', ...fields });
      return { ...own, numbered: true, references: [{ ...own.references.at(0)!, number: 1 }] };
    };
    for (const language of ['markdown', 'latex', 'restructuredtext', 'asciidoc', 'typst'] as const) {
      const update = (text: string, fields: object, keepHandMade?: boolean): string => {
        const numbered = number(text, language, [library(fields)]);
        const plan = planBibliography(numbered, style, engine, {
          ...options,
          ...(keepHandMade === undefined ? {} : { keepHandMade }),
        });
        return edited(numbered, plan.kind === 'edits' ? plan.edits : []);
      };
      const before = update('Cells [1].\n', { publisher: 'Springer 1999' });
      const after = update(before, { publisher: 'Elsevier 2001' });
      assert.ok(/Springer 1999/.test(before) && /Elsevier 2001/.test(after), `${language}: ${after}`);
      assert.doesNotMatch(after, /Springer|1999/);
      assert.equal(update(after, { publisher: 'Springer 1999' }), before);
      const changed = before.replace('Springer 1999', 'Springer 1999, vol. 77');
      assert.equal(update(changed, { publisher: 'Elsevier 2001' }), changed);
      const replaced = update(changed, { publisher: 'Elsevier 2001' }, false);
      assert.equal(replaced, after);
    }
  });

  it('says what of a list is not up to date, and says nothing of lists in a style of their own', () => {
    const states = (text: string, ours = false) =>
      listStates(number(text), style, engine, options, ours).map(({ outdated, missing, kept }) => ({
        outdated,
        missing,
        kept: kept.map(({ entry }) => entry.number),
      }));
    const list = `\n## References\n\n${PRINTED[1]}\n${PRINTED[2]}\n${PRINTED[3]}\n`;
    assert.deepEqual(states(`Cells [1–3].\n${list}`), []);
    assert.deepEqual(states(`Cells [1–3, 5].\n${list}`), [{ outdated: [], missing: [5], kept: [] }]);
    const other = list
      .replace('*Front Immunol*', 'Front Immunol')
      .replace('10 (2020)', '10 (2020), read by me');
    assert.deepEqual(states(`Cells [1–3].\n${other}`, true), [{ outdated: [1], missing: [], kept: [3] }]);
    const typed = list.replaceAll('*', '').replaceAll('"', '');
    assert.deepEqual(states(`Cells [1–3].\n${typed}`), []);
    assert.deepEqual(states(`Cells [1–3].\n${typed}`, true)[0]!.outdated, [1, 2, 3]);
  });

  it('does nothing where nothing is cited', () =>
    assert.equal(write('No citation here.\n'), 'No citation here.\n'));
  it('does nothing to an empty manuscript', () => assert.equal(write(''), ''));
  it('adds a line end to a text without one', () =>
    assert.equal(write('Cells [1].'), `Cells [1].\n\n## References\n\n${PRINTED[1]}\n`));

  it('writes each chapter its own list', () => {
    const chapter = (title: string, cited: string) => `# ${title}\n\nCells ${cited}.\n\n## References\n\n`;
    const text = `${chapter('One', '[1]')}${chapter('Two', '[2]')}`.trimEnd();
    assert.equal(
      write(`${text}\n`),
      `# One\n\nCells [1].\n\n## References\n\n${PRINTED[1]}\n\n# Two\n\nCells [2].\n\n## References\n\n${PRINTED[2]}\n`,
    );
  });

  it('goes behind the mark of the style', () => {
    const text = 'Cells [1].\n\n## References\n\n<!-- numbered-citations style: ieee -->\n';
    assert.equal(write(text), `${text}\n${PRINTED[1]}\n`);
  });

  it('keeps the commands that converters put around entries', () => {
    const words = 'Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023.';
    const text = `Cells [1].\n\n\\section*{References}\n\n\\begin{CSLReferences}{0}{0}\n\\leavevmode\\hypertarget{ref-a}{}%\n\\CSLLeftMargin{1. }\n\\CSLRightInline{${words}}\n\n\\end{CSLReferences}\n`;
    const written = write(text, 'latex');
    assert.match(written, /\n\\CSLRightInline\{Mitchell Daher, [^\n]*1123169\.\}\n\n\\end/);
  });

  it('does not replace an entry by a record that says less', () => {
    const own = libraryOf({ id: 'bare', type: 'webpage', DOI: '10.1000/bare' });
    const text = 'Cells [1].\n\n## References\n\n1. Home page of the cells. https://doi.org/10.1000/bare\n';
    assert.equal(number(text, 'markdown', [own]).numberings[0]!.numberOf.get('bare'), 1);
    assert.equal(write(text, 'markdown', [own]), text);
  });

  describe('what an author typed into a linked entry', () => {
    const daher = 'Daher M, Zaidan Y, Liu E-Y. Targeting NK cell exhaustion for cancer immunotherapy.';
    const list = (entry: string) => `Cells [1].\n\n## References\n\n1. ${entry}\n`;
    const kept: Readonly<Record<string, string>> = {
      'a DOI': `${daher} Front Immunol. 2023;14:1123169. doi:10.3389/fimmu.2023.1123169`,
      'a PubMed number': `${daher} Front Immunol. 2023;14:1123169. PMID: 36845123`,
      'an address': `${daher} Front Immunol. 2023;14:1123169. https://example.org/paper`,
      'another page': `${daher} Front Immunol. 2023;14:1123170.`,
      'an issue': `${daher} Front Immunol. 2023;14(14):1123169.`,
      'a note': `${daher} Front Immunol. 2023;14:1123169. Read this first.`,
      'another author': `Daher M, Zaidan Y, Liu E-Y, Wang P. Targeting NK cell exhaustion for cancer immunotherapy. 2023.`,
      'a middle initial': `Daher MQ, Zaidan Y. Targeting NK cell exhaustion for cancer immunotherapy. 2023.`,
      'a month': `${daher} Front Immunol. 2023 Aug;14:1123169.`,
    };
    for (const [what, entry] of Object.entries(kept)) {
      it(`keeps the entry with ${what}, and says so`, () => {
        assert.equal(write(list(entry)), list(entry));
        const plan = planBibliography(number(list(entry)), style, engine, options);
        assert.ok(plan.kind === 'edits' && /Kept 1 entry as typed.*: 1 \(/.test(plan.summary), entry);
        const [listed] = bibliographyEntries(number(list(entry)), style, engine, options);
        assert.equal(listed!.markup, entry);
        assert.equal(listed!.reference?.number, 4);
      });
    }

    const anew: Readonly<Record<string, string>> = {
      'initials, et al. and a journal in full':
        'Daher M, et al. Targeting NK cell exhaustion for cancer immunotherapy. Frontiers in Immunology. 2023;14:1123169.',
      'an older order':
        'Daher, M. (2023). Targeting NK Cell Exhaustion for Cancer Immunotherapy. *Front. Immunol.*, 14, 1123169.',
    };
    for (const [what, entry] of Object.entries(anew)) {
      it(`writes the entry anew that has only ${what}`, () => {
        assert.equal(write(list(entry)), list(PRINTED[4].slice(3)));
      });
    }

    it('takes a shortened last page for the page', () => {
      const typed =
        'Miller JS, Cooley S. Clinical Trials of Allogeneic Natural Killer Cells for Cancer: Ongoing Advances. Cancer Discov. 2020;10:1121-8.';
      assert.equal(write(list(typed)), list(PRINTED[3].slice(3)));
    });

    it('goes where its caller says so', () => {
      const numbered = number(list(kept['a note']!));
      const plan = planBibliography(numbered, style, engine, { ...options, keepHandMade: false });
      assert.equal(plan.kind === 'edits' && edited(numbered, plan.edits), list(PRINTED[4].slice(3)));
    });
  });

  it('goes from style to style and back to the same bytes', () => {
    // Those that take citeproc a second to set up are formatted by the tests of the engine.
    const styles = bundledStyles().filter(({ id }) => id !== 'apa' && id !== 'chicago-author-date');
    const byStyle = new Map<string, string>();
    let text = 'Cells [1–10].\n';
    for (const each of [...styles, ...styles]) {
      const numbered = number(text);
      const plan = planBibliography(numbered, each, engine, options);
      assert.equal(plan.kind, 'edits');
      text = edited(numbered, plan.kind === 'edits' ? plan.edits : []);
      assert.equal(byStyle.get(each.id) ?? text, text, each.id);
      byStyle.set(each.id, text);
    }
    assert.ok(new Set(byStyle.values()).size > 4);
  });

  it('leaves anchors around entries alone', () => {
    const typed =
      '1. <a id="ref-1"></a>Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023.\n';
    const text = `Cells [[1]](#ref-1).\n\n## References\n\n${typed}`;
    assert.match(write(text), /\n1\. <a id="ref-1"><\/a>Mitchell Daher, [^\n]*\n$/);
    const behind = '1. Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023. {#ref-1}\n';
    assert.match(
      write(`Cells [1].\n\n## References\n\n${behind}`),
      /\n1\. Mitchell Daher, [^\n]* \{#ref-1\}\n$/,
    );
  });

  describe('in other markups', () => {
    const texts: Readonly<Record<Exclude<MarkupLanguage, 'markdown'>, readonly [string, RegExp]>> = {
      plaintext: [
        'Cells [2], [5].\n',
        /^Cells \[2\], \[5\]\.\n\nReferences\n\n2\. Xin Liu[^\n]*\n5\. Guohui[^\n]*\n$/,
      ],
      latex: [
        '\\begin{document}\n\\section{A}\nCells [2], [5].\n\\end{document}\n',
        /Cells \[2\], \[5\]\.\n\n\\section\*\{References\}\n\n[\s\S]*Xin Liu[\s\S]*Guohui[\s\S]*\n\n\\end\{document\}\n$/,
      ],
      restructuredtext: [
        'A\n=\n\nCells [2]_, [5]_.\n\nB\n=\n\nB.\n',
        /\n\nReferences\n==========\n\n[\s\S]*Xin Liu[\s\S]*Guohui[\s\S]*\n$/,
      ],
      asciidoc: [
        '= Title\n\n== A\n\nCells [2], [5].\n',
        /\n\n== References\n\n[\s\S]*Xin Liu[\s\S]*Guohui[\s\S]*\n$/,
      ],
      typst: [
        '= A\n\nCells [2], [5].\n',
        /\n\n== References\n\n|\n\n= References\n\n[\s\S]*Xin Liu[\s\S]*Guohui[\s\S]*\n$/,
      ],
    };
    for (const [language, [text, expected]] of Object.entries(texts)) {
      it(`writes ${language}, and the numbers are read back as cited`, () => {
        const written = write(text, language as MarkupLanguage);
        assert.match(written, expected);
        const { byNumber } = number(written, language as MarkupLanguage).numberings[0]!;
        assert.deepEqual(
          [...byNumber].map(([printed, { reference }]) => [printed, reference?.number]),
          [
            [2, 2],
            [5, 5],
          ],
        );
      });
    }
  });

  it('lists without writing', () => {
    const numbered = number('Cells [2, 4].\n');
    const entries = bibliographyEntries(numbered, style, engine, options);
    assert.deepEqual(
      entries.map(entry => [entry.number, entry.reference?.number]),
      [
        [2, 2],
        [4, 4],
      ],
    );
    assert.match(plainEntry(entries[1]!.entry), /^Mitchell Daher, /);
    assert.equal(listOnly(numbered, style, engine, options), `${PRINTED[2]}\n\n<!-- -->\n\n${PRINTED[4]}`);
  });
});
