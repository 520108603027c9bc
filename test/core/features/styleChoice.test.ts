import assert from 'node:assert/strict';
import { planStyleChoice, styleChoice } from '../../../src/core/features/styleChoice';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { applyEdits } from '../../../src/core/text/textEdit';

function chosen(text: string, language: MarkupLanguage = 'markdown'): string | undefined {
  return styleChoice(parseManuscript(text, language))?.style;
}

/** The text after the choice, which must be read back and stay when made again. */
function choose(text: string, style: string, language: MarkupLanguage = 'markdown'): string {
  const plan = planStyleChoice(parseManuscript(text, language), style);
  if (plan.kind === 'refused') return `refused: ${plan.reasons[0]!.message}`;
  const after = applyEdits(text, plan.edits);
  assert.equal(chosen(after, language), style, after);
  const again = planStyleChoice(parseManuscript(after, language), style);
  assert.deepEqual(again.kind === 'edits' && again.edits, []);
  return after;
}

describe('styleChoice', () => {
  it('reads the front matter', () => {
    assert.equal(chosen('---\ncsl: ieee\n---\n\nText.\n'), 'ieee');
    assert.equal(chosen('---\ntitle: "A"\ncsl: "styles/nature.csl" # ours\n---\n'), 'nature');
    assert.equal(chosen('---\ncsl: https://www.zotero.org/styles/apa\n---\n'), 'apa');
    assert.equal(chosen("---\ncsl: ieee.csl\ncitation-style: 'ama'\n---\n"), 'ama');
    assert.equal(chosen('---\ntitle: csl\n---\n\ncsl: no\n'), undefined);
  });
  it('reads the mark of the list', () =>
    assert.equal(
      chosen('A [1].\n\n## References\n\n<!-- numbered-citations style: ieee -->\n\n1. One. 1999.\n'),
      'ieee',
    ));
});

describe('planStyleChoice', () => {
  it('writes into the front matter', () => {
    assert.equal(
      choose('---\ntitle: A\n---\n\nText.\n', 'ieee'),
      '---\ntitle: A\ncitation-style: ieee\n---\n\nText.\n',
    );
    assert.equal(
      choose('---\r\ntitle: A\r\n---\r\n', 'ieee'),
      '---\r\ntitle: A\r\ncitation-style: ieee\r\n---\r\n',
    );
  });
  it('changes what is there', () => {
    assert.equal(
      choose('---\ncitation-style: "apa" # theirs\n---\n', 'ieee'),
      '---\ncitation-style: ieee # theirs\n---\n',
    );
    assert.equal(
      choose('---\ncsl: apa.csl\n---\n', 'ieee'),
      '---\ncsl: apa.csl\ncitation-style: ieee\n---\n',
    );
  });
  it('writes a mark that readers do not see into the list', () => {
    const list = '1. Somebody. A work. 1999.\n2. Nobody. Another work. 2001.\n';
    assert.equal(
      choose(`A [1].\n\n## References\n\n${list}`, 'ieee'),
      `A [1].\n\n## References\n\n<!-- numbered-citations style: ieee -->\n\n${list}`,
    );
    assert.equal(
      choose(`A [1].\n\n## References\n\n<!-- numbered-citations style: apa -->\n\n${list}`, 'ieee'),
      `A [1].\n\n## References\n\n<!-- numbered-citations style: ieee -->\n\n${list}`,
    );
    assert.match(
      choose('= A\n\nCells [1].\n\n== References\n\n. Somebody. A work. 1999.\n', 'ieee', 'asciidoc'),
      /\n\/\/ numbered-citations style: ieee\n/,
    );
    assert.match(
      choose(
        'A\n=\n\nCells [1]_.\n\nReferences\n==========\n\n.. [1] Somebody. A work. 1999.\n',
        'ieee',
        'restructuredtext',
      ),
      /\n\.\. numbered-citations style: ieee\n/,
    );
  });
  it('writes a mark into lists of LaTeX and Typst', () => {
    const latex =
      '\\section{A}\nCells [1].\n\n\\section*{References}\n\n\\begin{enumerate}\n\\item Somebody. A work. 1999.\n\\end{enumerate}\n';
    assert.match(choose(latex, 'ieee', 'latex'), /\n% numbered-citations style: ieee\n/);
    const bibliography =
      'Cells [1].\n\n\\begin{thebibliography}{9}\n\\bibitem{a} Somebody. A work. 1999.\n\\end{thebibliography}\n';
    assert.match(choose(bibliography, 'ieee', 'latex'), /% numbered-citations style: ieee\n/);
    assert.match(
      choose('= A\n\nCells [1].\n\n= References\n\n1. Somebody. A work. 1999.\n', 'ieee', 'typst'),
      /\n\/\/ numbered-citations style: ieee\n/,
    );
  });
  it('says where there is no place for it', () => {
    assert.match(choose('A [1].\n', 'ieee'), /^refused: .*Insert the bibliography first/);
    assert.match(
      choose('A [1].\n\nReferences\n\n1. One. 1999.\n', 'ieee', 'plaintext'),
      /^refused: .*settings/,
    );
  });
});
