import assert from 'node:assert/strict';
import { previewMarks } from '../../../src/core/features/markdownPreview';
import { joinFiles } from '../../../src/core/numbering';
import { markedPieces, markedSource } from '../../../src/preview/marks';
import { number } from './setting';

const LIST =
  '\n## References\n\n1. Doe J. Tiring of cells. 2001.\n2. Roe R. *Travelling*. 2002.\n3. Poe P. Sleeping. 2003.\n';

/** The text with its marks as HTML would have them. */
function html(text: string): string {
  const marks = previewMarks(number(text, 'markdown', []));
  const pieces = markedPieces(markedSource(text, marks), marks) ?? [{ kind: 'words' as const, text }];
  return pieces
    .map(piece => {
      if (piece.kind === 'words') return piece.text;
      if (piece.kind === 'end') return '</a>';
      if (piece.mark.kind === 'entry') return `<#${piece.mark.id}>`;
      return `<a ${piece.mark.target ?? '-'} “${piece.mark.title}”>`;
    })
    .join('');
}

describe('marks of a Markdown preview', () => {
  it('lead from each number to its entry, and say what it stands for', () => {
    assert.equal(
      html(`They tire [1, 3].\n${LIST}`),
      'They tire [<a reference-1 “[1] Doe J. Tiring of cells. 2001.”>1</a>, ' +
        '<a reference-3 “[3] Poe P. Sleeping. 2003.”>3</a>].\n' +
        LIST.replace('2001.', '2001.<#reference-1>')
          .replace('2002.', '2002.<#reference-2>')
          .replace('2003.', '2003.<#reference-3>'),
    );
  });

  it('tell at the beginning of a range what it hides', () => {
    const [first] = previewMarks(number(`They tire [1–3] `.concat('\n', LIST), 'markdown', []));
    assert.ok(first?.kind === 'citation');
    assert.equal(first.title, '[1] Doe J. Tiring of cells. 2001.\n\n[2] Roe R. Travelling. 2002.');
  });

  it('leave links of the author and code alone, and name numbers without an entry', () => {
    const text = 'See [[1]](#a), `[2]` and [4].\n';
    assert.equal(html(text + LIST).split('\n')[0], 'See [[1]](#a), `[2]` and [<a - “[4]”>4</a>].');
    assert.equal(html('Nothing here.\n'), 'Nothing here.\n');
  });

  it('leave a text alone that has the characters of marks itself', () => {
    const text = `They \uf8e0 tire [1].\n${LIST}`;
    const marks = previewMarks(number(text, 'markdown', []));
    assert.equal(markedSource(text, marks), text);
  });

  it('lead from one cell of a notebook to the entries in another, and give no id twice', () => {
    const files = [
      'They tire [2].\n',
      LIST,
      'They [1] rest.\n',
      '## References\n\n1. Coe C. Resting. 2004.\n',
    ].map((text, index) => ({ name: String(index), numbered: number(text, 'markdown', []) }));
    const marks = files.map((_, index) => previewMarks(joinFiles(files, index), { together: true }));
    const citation = marks[0]![0]!;
    assert.deepEqual(citation.kind === 'citation' && [citation.target, citation.title], [
      'reference-2',
      '[2] Roe R. Travelling. 2002.',
    ]);
    assert.deepEqual(
      marks.slice(1).map(own => own.map(mark => (mark.kind === 'entry' ? mark.id : mark.target))),
      [['reference-1', 'reference-2', 'reference-3'], ['reference-2-1'], ['reference-2-1']],
    );
    assert.equal(
      previewMarks(joinFiles(files, 0)).some(mark => mark.kind === 'citation' && mark.target),
      false,
    );
  });
});
