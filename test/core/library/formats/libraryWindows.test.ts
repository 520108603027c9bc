import assert from 'node:assert/strict';
import { libraryTextOf, readLibraryRecords } from '../../../../src/core/library';
import type { Reference } from '../../../../src/core/library/types';
import { encodeText, type TextEncoding } from '../../../../src/core/text/encoding';
import { LineIndex } from '../../../../src/core/text/lineIndex';
import { type TextWindow, TextWindows } from '../../../../src/core/text/textWindows';
import { damaged } from '../../../support/hostileLibraries';
import { generatedRecords, toBibtex, toRis } from '../../../support/libraries';

const BIBTEX = `@inproceedings{child, title = {C}, crossref = {parent}, xdata = {shared, none}, note = later}
@comment{jabref-meta: {
@article{commented, title = {Out}}
}}
${toBibtex(generatedRecords(20))}
@article{note, title = {Ünïcode “😀”}, keywords = {a keyword of many letters; beta}, groups = {Thesis, Reading}}
@article{broken, title = {No end
@article{without,
  title =
@article{key1,title = {Name
@misc{last, title = {The last}, author
@misc{last, title = {Another}}
@book{, author = {Long, A}, year = 2001}
@proceedings{parent, title = {P}, year = 2001}
@xdata{shared, publisher = {S}}
@string{later = {L}}
@book{long2001, title = {T}, note = unknown}
@comment{never closed
@book{behind, title = {B}}
`;

function windowed(name: string, bytes: Uint8Array, size: number): TextWindows {
  const opened = libraryTextOf(name, bytes, 4 * size);
  assert.ok(opened && typeof opened.text !== 'string');
  return opened.text;
}

function everything(name: string, bytes: Uint8Array, large: number) {
  const found: Reference[] = [];
  const { text, format } = libraryTextOf(name, bytes, large)!;
  const frame = readLibraryRecords(name, text, format, reference => found.push(reference));
  return { found, frame };
}

function bytesOf(text: string, encoding: TextEncoding = 'utf-8', mark = false): Uint8Array {
  return encodeText(text, encoding, mark)!;
}

describe('a library file that is read in windows', () => {
  it('gives what the whole file gives', () => {
    for (const [name, text] of [
      ['a.bib', BIBTEX],
      [
        'a.ris',
        `made by hand\n${toRis(generatedRecords(20))}stray\nTY  - JOUR\nTI  - ü\nTY  - BOOK\nTI  - é`,
      ],
    ] as const) {
      const bytes = bytesOf(text);
      const whole = everything(name, bytes, 1e9);
      assert.ok(whole.found.length > 20 && whole.frame.problems.length > 0, name);
      for (const size of [50, 300, 1000]) {
        assert.ok([...windowed(name, bytes, size)].length > 1, name);
        assert.deepEqual(everything(name, bytes, 4 * size), whole, `${name} in windows of ${size}`);
      }
    }
  });

  it('gives what the whole file gives, however damaged', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const [name, text] of [
        ['a.bib', BIBTEX],
        ['a.ris', toRis(generatedRecords(6))],
      ] as const) {
        const bytes = bytesOf(damaged(text.slice(0, 6000), seed, 6).replaceAll('\0', ''));
        assert.deepEqual(everything(name, bytes, 400), everything(name, bytes, 1e9), `${name} ${seed}`);
      }
    }
  });

  it('decodes each window as the file is encoded, and leaves out the byte order mark', () => {
    const text = BIBTEX.replaceAll('😀', '–').replace(/[^\0-ÿ–“”]/g, 'x');
    for (const [encoding, mark] of [
      ['utf-8', false],
      ['utf-8', true],
      ['windows-1252', false],
    ] as const) {
      const windows = windowed('a.bib', bytesOf(text, encoding, mark), 300);
      const joined = [...windows].map(window => window.text.slice(0, window.length)).join('');
      assert.equal(joined, text, encoding);
    }
    assert.equal(libraryTextOf('a.bib', bytesOf(text.repeat(2), 'utf-16le', true), 10)?.text, text.repeat(2));
    assert.equal(libraryTextOf('a.bib', new Uint8Array([64, 0, 0, 0, 97, 0]), 4), undefined);
  });

  it('tells how its windows end, and where its lines begin', () => {
    const windows: readonly TextWindow[] = [...windowed('a.bib', bytesOf(BIBTEX), 200)];
    for (const { text, start, length } of windows) {
      assert.ok(BIBTEX.startsWith(text.slice(0, length), start));
      assert.equal(text.slice(length), BIBTEX.slice(start + length).slice(0, text.length - length));
    }
    const parts = new LineIndex(windows);
    const whole = new LineIndex(BIBTEX);
    for (let offset = 0; offset <= BIBTEX.length; offset += 7) {
      assert.deepEqual(parts.positionAt(offset), whole.positionAt(offset));
    }
  });

  it('is read once or twice, where it can be cut nowhere', () => {
    let looked = 0;
    const bytes = new Uint8Array(100_000).fill(97);
    const windows = new TextWindows(
      bytes,
      'utf-8',
      (_, from, to) => {
        looked += to - from;
        return -1;
      },
      10,
    );
    assert.equal([...windows].length, 1);
    assert.ok(looked <= 2 * bytes.length);
  });
});
