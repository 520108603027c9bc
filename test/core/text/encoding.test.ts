import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText, encodeText, type TextEncoding } from '../../../src/core/text/encoding';

describe('decodeText', () => {
  const cases: readonly [string, Buffer, string, TextEncoding, boolean][] = [
    ['UTF-8', Buffer.from('Müller [1]'), 'Müller [1]', 'utf-8', false],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffMüller'), 'Müller', 'utf-8', true],
    ['UTF-16 with a byte order mark', Buffer.from('\ufeffMüller', 'utf16le'), 'Müller', 'utf-16le', true],
    [
      'UTF-16 without a byte order mark',
      Buffer.from('Müller [1]', 'utf16le'),
      'Müller [1]',
      'utf-16le',
      false,
    ],
    ['Latin-1', Buffer.from('Müller [1]', 'latin1'), 'Müller [1]', 'windows-1252', false],
    ['nothing', Buffer.from(''), '', 'utf-8', false],
  ];
  for (const [name, bytes, text, encoding, byteOrderMark] of cases) {
    it(`reads ${name} and stores it back unchanged`, () => {
      assert.deepEqual(decodeText(bytes), { text, encoding, byteOrderMark });
      assert.deepEqual(Buffer.from(encodeText(text, encoding, byteOrderMark)!), Buffer.from(bytes));
    });
  }

  it('calls a file with scattered zero bytes binary', () => {
    assert.equal(decodeText(Uint8Array.of(0x89, 0x50, 0, 0, 0, 1, 0x4e, 0x47)), undefined);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => void decodeText(bytes)));
  });
});

describe('encodeText', () => {
  it('refuses a character that the encoding cannot hold', () => {
    assert.equal(encodeText('α', 'windows-1252', false), undefined);
  });
  it('writes the characters of Windows-1252 above Latin-1', () => {
    assert.deepEqual([...encodeText('–€', 'windows-1252', false)!], [0x96, 0x80]);
  });
});
