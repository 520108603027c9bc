import assert from 'node:assert/strict';
import { planInsertReference } from '../../../src/core/features/insertReference';
import { planMergeReferences } from '../../../src/core/features/mergeReferences';
import { planMoveReference, planReorderReferences } from '../../../src/core/features/moveReference';
import { planRemoveReference } from '../../../src/core/features/removeReference';
import { numberToRename, planRenameNumber } from '../../../src/core/features/renameNumber';
import { planRenumber } from '../../../src/core/features/renumber';
import { planSwapReferences } from '../../../src/core/features/swapReferences';
import { numbered, planned, refusedPlaces } from '../../support/numbered';

const A = 'Adams A. Ants. J Test. 2001.';
const B = 'Brown B. Bees. J Test. 2002.';
const C = 'Clark C. Cats. J Test. 2003.';
const D = 'Dunn D. Dogs. J Test. 2004.';
const list = (...entries: readonly string[]) =>
  `\n\n## References\n\n${entries.map((entry, index) => `${index + 1}. ${entry}`).join('\n')}\n`;
const TEXT = `A [1], b [2], all [1–3], c [3].${list(A, B, C)}`;

describe('remove a reference', () => {
  it('closes the gap in text and list', () => {
    const text = `A [1], c [3], b and c [1, 3].${list(A, B, C)}`;
    assert.equal(
      planned(text, planRemoveReference(numbered(text), 2)),
      `A [1], c [2], b and c [1, 2].${list(A, C)}`,
    );
  });

  it('refuses and names the citations, unless they are to go too', () => {
    assert.deepEqual(refusedPlaces(TEXT, planRemoveReference(numbered(TEXT), 2)), ['[2]', '[1–3]']);
    assert.equal(
      planned(TEXT, planRemoveReference(numbered(TEXT), 2, { citations: 'remove' })),
      `A [1], b, all [1, 2], c [2].${list(A, C)}`,
    );
  });

  it('takes the first, the last, the only entry', () => {
    const text = `B [2].${list(A, B, C)}`;
    assert.equal(planned(text, planRemoveReference(numbered(text), 1)), `B [1].${list(B, C)}`);
    assert.equal(planned(text, planRemoveReference(numbered(text), 3)), `B [2].${list(A, B)}`);
  });

  it('says so when there is no such number or no list', () => {
    assert.equal(planRemoveReference(numbered(TEXT), 9).kind, 'refused');
    assert.match(
      JSON.stringify(planRemoveReference(numbered('Text [1].'), 1)),
      /Insert the bibliography first/,
    );
  });
});

describe('lists whose counter is set', () => {
  const latex = (first: number, a: string, second: number, b: string) =>
    `\n\n\\section*{References}\n\n\\begin{enumerate}\n\\setcounter{enumi}{${first}}\n${a}\n\\setcounter{enumi}{${second}}\n${b}\n\\end{enumerate}\n`;

  it('keeps setting it right in LaTeX', () => {
    const text = `B [2], c [3], f [6].${latex(1, `\\item ${B}\n\\item ${C}`, 5, `\\item ${D}`)}`;
    assert.equal(
      planned(text, planRemoveReference(numbered(text, 'latex'), 3, { citations: 'remove' })),
      `B [2], c, f [5].${latex(1, `\\item ${B}`, 4, `\\item ${D}`)}`,
    );
    assert.equal(
      planned(text, planSwapReferences(numbered(text, 'latex'), 2, 6)),
      `B [6], c [3], f [2].${latex(1, `\\item ${D}\n\\item ${C}`, 5, `\\item ${B}`)}`,
    );
    assert.equal(
      planned(text, planRenumber(numbered(text, 'latex'))),
      `B [1], c [2], f [3].${latex(0, `\\item ${B}\n\\item ${C}`, 2, `\\item ${D}`)}`,
    );
  });

  it('keeps the comment that makes Markdown count anew', () => {
    const text = `B [2], c [3], f [6].\n\n## References\n\n2. ${B}\n3. ${C}\n\n<!-- -->\n\n6. ${D}\n`;
    assert.equal(
      planned(text, planRemoveReference(numbered(text), 3, { citations: 'remove' })),
      `B [2], c, f [5].\n\n## References\n\n2. ${B}\n\n<!-- -->\n\n5. ${D}\n`,
    );
  });

  it('keeps setting it right in AsciiDoc', () => {
    const text = `B [2], f [6].\n\n== References\n\n[start=2]\n. ${B}\n\n//-\n\n[start=6]\n. ${D}\n`;
    assert.equal(
      planned(text, planRenumber(numbered(text, 'asciidoc'))),
      `B [1], f [2].\n\n== References\n\n[start=1]\n. ${B}\n\n//-\n\n[start=2]\n. ${D}\n`,
    );
  });
});

describe('insert a reference', () => {
  it('moves the numbers behind it up', () => {
    assert.equal(
      planned(TEXT, planInsertReference(numbered(TEXT), { number: 2, body: D })),
      `A [1], b [3], all [1, 3, 4], c [4].${list(A, D, B, C)}`,
    );
  });

  it('appends, in the manuscript’s own line ends', () => {
    const text = TEXT.replaceAll('\n', '\r\n');
    assert.equal(
      planned(text, planInsertReference(numbered(text), { body: D })),
      `A [1], b [2], all [1–3], c [3].${list(A, B, C, D)}`.replaceAll('\n', '\r\n'),
    );
  });

  it('leaves no gap', () => {
    assert.equal(planInsertReference(numbered(TEXT), { number: 7, body: D }).kind, 'refused');
  });

  it('gives \\bibitem a key of its own', () => {
    const text = `A [1].\n\n\\begin{thebibliography}{9}\n\\bibitem{ref2} ${A}\n\\end{thebibliography}\n`;
    assert.equal(
      planned(text, planInsertReference(numbered(text, 'latex'), { body: B })),
      text.replace(A, `${A}\n\\bibitem{ref2a} ${B}`),
    );
  });
});

describe('merge, swap, move, reorder', () => {
  it('merges two entries, and a cluster of both cites the work once', () => {
    const text = `A [1], again [3], both [1, 3], c [4].${list(A, B, A, C)}`;
    assert.equal(
      planned(text, planMergeReferences(numbered(text), 1, 3)),
      `A [1], again [1], both [1], c [3].${list(A, B, C)}`,
    );
  });

  it('swaps two', () => {
    assert.equal(
      planned(TEXT, planSwapReferences(numbered(TEXT), 1, 3)),
      `A [3], b [2], all [1–3], c [1].${list(C, B, A)}`,
    );
    const back = planned(TEXT, planSwapReferences(numbered(TEXT), 1, 3));
    assert.equal(planned(back, planSwapReferences(numbered(back), 1, 3)), TEXT);
  });

  it('moves one', () => {
    assert.equal(
      planned(TEXT, planMoveReference(numbered(TEXT), 3, 1)),
      `A [2], b [3], all [1–3], c [1].${list(C, A, B)}`,
    );
  });

  it('reorders the list', () => {
    assert.equal(
      planned(TEXT, planReorderReferences(numbered(TEXT), [3, 2, 1])),
      `A [3], b [2], all [1–3], c [1].${list(C, B, A)}`,
    );
  });

  it('refuses while a citation could mean either of two works', () => {
    const text = `A [1], b [2], who [5].${list(A, B, C)}`;
    assert.deepEqual(refusedPlaces(text, planSwapReferences(numbered(text), 1, 2)), ['[5]']);
  });
});

describe('rename a number', () => {
  it('finds the number under the cursor, in citation and label', () => {
    const at = (offset: number) => {
      const found = numberToRename(numbered(TEXT), offset);
      return found && `${found.number} ${TEXT.slice(found.range.start, found.range.end)}`;
    };
    assert.equal(at(TEXT.indexOf('2]')), '2 2');
    assert.equal(at(TEXT.indexOf('3], c')), '3 3');
    assert.equal(at(TEXT.indexOf('3. Clark')), '3 3');
    assert.equal(at(TEXT.indexOf('all')), undefined);
  });

  it('moves those between where the number is taken', () => {
    assert.equal(
      planned(TEXT, planRenameNumber(numbered(TEXT), 1, 3)),
      `A [3], b [1], all [1–3], c [2].${list(B, C, A)}`,
    );
  });

  it('takes a free number as it is', () => {
    const text = `A [1], b [2].\n\nReferences\n\n[1] ${A}\n[2] ${B}\n`;
    assert.equal(
      planned(text, planRenameNumber(numbered(text, 'plaintext'), 1, 7)),
      `A [7], b [2].\n\nReferences\n\n[2] ${B}\n[7] ${A}\n`,
    );
  });

  it('refuses a number that a counting list cannot print', () => {
    assert.match(JSON.stringify(planRenameNumber(numbered(TEXT), 1, 9)), /refused.*counts lists on/);
    assert.equal(planRenameNumber(numbered(TEXT), 1, 0).kind, 'refused');
  });
});
