import { type KeyBeingTyped, keyedCitationAt, keyedMemberAt, writeKeyedCitation } from '../manuscript';
import { writePandocKey } from '../manuscript/keyed/writeKeyed';
import type { KeyedCitation, Manuscript } from '../manuscript/types';
import type { TextEdit } from '../text/textEdit';

/**
 * Cites works by key at a place: in the citation by key that is there, behind the work before the cursor, else in a new
 * one behind the word there.
 *
 * @returns undefined where the citation there has all of them already
 */
export function citeByKey(
  manuscript: Manuscript,
  cursor: number,
  keys: readonly string[],
): TextEdit | undefined {
  const there = keyedCitationAt(manuscript, cursor);
  if (there !== undefined && there.form !== 'pandocText') return addKeys(manuscript, there, cursor, keys);
  const { text } = manuscript;
  const offset = endOfWord(text, there === undefined ? cursor : there.range.end);
  const before = text.slice(Math.max(0, offset - 2), offset);
  const blank = /[\p{L}\p{N})\]”"’*_`]$/u.test(before) ? ' ' : '';
  const around = { before: blank === '' ? before : ' ', after: text.slice(offset, offset + 3) };
  const written = writeKeyedCitation(
    keys.map(key => ({ key })),
    manuscript.language,
    around,
  );
  return { range: { start: offset, end: offset }, newText: blank + written };
}

function addKeys(
  { text }: Manuscript,
  citation: KeyedCitation,
  cursor: number,
  keys: readonly string[],
): TextEdit | undefined {
  const known = new Set(citation.members.map(({ key }) => key.value));
  const missing = keys.filter(key => !known.has(key));
  if (missing.length === 0) return undefined;
  const before = citation.members.filter(({ range }) => range.end <= cursor);
  const member = before[before.length - 1] ?? keyedMemberAt(citation, cursor);
  const last = citation.members[citation.members.length - 1]!;
  switch (citation.form) {
    case 'pandoc': {
      const behind = cursor > citation.range.start && cursor < citation.range.end ? member : last;
      return insertion(behind.range.end, `; ${missing.map(writePandocKey).join('; ')}`);
    }
    case 'latex':
    case 'restructuredtextRole':
    case 'mystRole':
    case 'asciidocMacro': {
      // A locator in braces or brackets belongs to the key before it.
      const end = citation.form === 'latex' ? member.key.range.end : member.range.end;
      const separator = /,\s/.test(text.slice(citation.range.start, citation.range.end)) ? ', ' : ',';
      return insertion(end, missing.map(key => separator + key).join(''));
    }
    case 'typst':
    case 'typstCite':
      return insertion(
        citation.range.end,
        ` ${writeKeyedCitation(
          missing.map(key => ({ key })),
          'typst',
          { before: ' ', after: text.slice(citation.range.end, citation.range.end + 3) },
        )}`,
      );
    case 'restructuredtext':
      return insertion(citation.range.end, missing.map(key => ` [${key}]_`).join(''));
    case 'asciidocReference':
      return insertion(citation.range.end, missing.map(key => ` <<${key}>>`).join(''));
    case 'pandocText':
      return undefined;
  }
}

/** Replaces what is typed of a key by a key, written so that the markup reads it where it stands. */
export function writeTypedKey(manuscript: Manuscript, being: KeyBeingTyped, key: string): TextEdit {
  const { text } = manuscript;
  const { typed, form } = being;
  if (form !== 'pandoc' && form !== 'pandocText') return { range: typed, newText: key };
  const braced = text[typed.start - 1] === '{';
  const written = writePandocKey(key).slice(1);
  if (!braced) return { range: typed, newText: written };
  const closed = text[typed.end] === '}';
  return { range: typed, newText: closed ? key : `${key}}` };
}

function endOfWord(text: string, cursor: number): number {
  const isWord = (sign: string) => /[\p{L}\p{N}]/u.test(sign);
  if (!isWord(text.charAt(cursor - 1))) return cursor;
  let end = cursor;
  while (isWord(text.charAt(end))) end += 1;
  return end;
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
