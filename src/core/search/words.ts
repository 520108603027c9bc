/** Takes the words that a {@link WordReader} finds. */
export interface WordSink {
  /**
   * @param codes holds the folded word in its first `length` code units; only valid during the call
   * @param start offset in the text where the word begins
   * @param end offset behind it
   */
  word(codes: Uint16Array, length: number, start: number, end: number): void;
}

/** Longer words are cut: nobody searches for the 65th letter, and a hostile text is one word of megabytes. */
export const LONGEST_WORD = 64;

/**
 * Splits text into folded words: lower case, without diacritics, ligatures opened, `α` spelled `alpha`.
 * Rich-text tags and character entities do not count as words. Han and kana characters are words of their own.
 * Reading is linear in the text. One reader may be used again and again, but not by two sinks at a time.
 */
export class WordReader {
  private readonly others = new Map<number, string>();
  private readonly buffer = new Uint16Array(LONGEST_WORD + 8);

  /** Passes each word of `text` to `sink`, in order. */
  read(text: string, sink: WordSink): void {
    const { buffer } = this;
    const size = text.length;
    let length = 0;
    let start = 0;
    for (let i = 0; i < size; i++) {
      const code = text.charCodeAt(i);
      const folded = code < 128 ? (ASCII[code] as number) : OTHER;
      if (folded > OTHER) {
        if (length === 0) start = i;
        if (length < LONGEST_WORD) buffer[length++] = folded;
        continue;
      }
      if (folded === OTHER) {
        const letters = this.fold(code, text, i);
        if (letters === '') continue;
        if (letters !== ' ') {
          if (isOwnWord(code, text, i)) {
            if (length > 0) sink.word(buffer, length, start, i);
            for (let k = 0; k < letters.length; k++) buffer[k] = letters.charCodeAt(k);
            sink.word(buffer, letters.length, i, i + 1);
            length = 0;
            continue;
          }
          if (length === 0) start = i;
          for (let k = 0; k < letters.length && length < LONGEST_WORD; k++)
            buffer[length++] = letters.charCodeAt(k);
          continue;
        }
      } else if (folded === JOINER) {
        if (length > 0 && isLetterLike(text.charCodeAt(i + 1))) continue;
      } else if (folded === TAG) {
        const close = endOfTag(text, i);
        if (close > 0) {
          const joins = isInlineTag(text, i);
          if (!joins && length > 0) {
            sink.word(buffer, length, start, i);
            length = 0;
          }
          i = close;
          continue;
        }
      } else if (folded === ENTITY) {
        const close = endOfEntity(text, i);
        if (length > 0) sink.word(buffer, length, start, i);
        length = 0;
        if (close > 0) i = close;
        continue;
      }
      if (length > 0) {
        sink.word(buffer, length, start, i);
        length = 0;
      }
    }
    if (length > 0) sink.word(buffer, length, start, size);
  }

  /** Folded letters of a character outside ASCII: `` joins silently (combining mark, soft hyphen), ` ` separates. */
  private fold(code: number, text: string, at: number): string {
    const known = this.others.get(code);
    if (known !== undefined) return known;
    const folded = foldCharacter(String.fromCharCode(code));
    // Surrogates fold differently with their other half, and pages of Han would fill the table.
    if (code < 0x2e80) this.others.set(code, folded);
    if (code >= 0xd800 && code < 0xdc00) return foldCharacter(text.slice(at, at + 2));
    if (code >= 0xdc00 && code < 0xe000) return '';
    return folded;
  }
}

/**
 * The folded words of a text, in order: `Müller’s “CAR-NK” study` → `mullers`, `car`, `nk`, `study`. Not stemmed, stop
 * words included.
 */
export function normaliseWords(text: string): readonly string[] {
  const words: string[] = [];
  new WordReader().read(text, {
    word: (codes, length) => words.push(String.fromCharCode(...codes.subarray(0, length))),
  });
  return words;
}

const BREAK = 0;
const OTHER = 1;
const JOINER = -1;
const TAG = -2;
const ENTITY = -3;

function asciiTable(): Int8Array {
  const table = new Int8Array(128).fill(BREAK);
  for (let digit = 48; digit < 58; digit++) table[digit] = digit;
  for (let letter = 97; letter < 123; letter++) {
    table[letter] = letter;
    table[letter - 32] = letter;
  }
  table[0x27] = JOINER;
  table[0x3c] = TAG;
  table[0x26] = ENTITY;
  return table;
}

const ASCII = asciiTable();

const SPECIAL_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ʼ: '',
  '’': '',
  '‘': '',
};

const GREEK_NAMES: readonly string[] =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  const special = SPECIAL_LETTERS[lower];
  if (special !== undefined) return special;
  let folded = '';
  for (const part of lower.normalize('NFKD').toLowerCase()) {
    const code = part.codePointAt(0) ?? 0;
    if (code >= 0x3b1 && code <= 0x3c9) folded += GREEK_NAMES[code - 0x3b1] ?? '';
    else if (/[\p{M}\u00ad\u200b-\u200d\ufeff]/u.test(part)) continue;
    else if (/[\p{L}\p{N}]/u.test(part)) folded += SPECIAL_LETTERS[part] ?? part;
    else return ' ';
  }
  return folded;
}

/** Greek letters within Latin text (`TNFα`) and each Han or kana character are words of their own. */
function isOwnWord(code: number, text: string, at: number): boolean {
  if (code >= 0x370 && code < 0x400)
    return !isGreek(text.charCodeAt(at - 1)) && !isGreek(text.charCodeAt(at + 1));
  return (code >= 0x3040 && code < 0x3100) || (code >= 0x3400 && code < 0xa000);
}

function isGreek(code: number): boolean {
  return code >= 0x370 && code < 0x400;
}

function isLetterLike(code: number): boolean {
  return (code >= 97 && code < 123) || (code >= 65 && code < 91) || code > 0xbf;
}

/** Offset of the `>` of the tag that starts at `at`; 0 where there is no tag. */
function endOfTag(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  const isTag = next === 0x2f || (next >= 97 && next < 123) || (next >= 65 && next < 91);
  if (!isTag) return 0;
  const limit = Math.min(text.length, at + 120);
  for (let i = at + 2; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3e) return i;
    if (code === 0x3c) return 0;
  }
  return 0;
}

/** Whether letters before and behind the tag belong to one word: `H<sub>2</sub>O`. */
function isInlineTag(text: string, at: number): boolean {
  const name = /^<\/?([a-z]+)/i.exec(text.slice(at, at + 10))?.[1]?.toLowerCase() ?? '';
  return /^(?:i|b|u|em|sub|sup|sc|span|strong)$/.test(name);
}

/** Offset of the `;` of the character entity that starts at `at`; 0 where there is none. */
function endOfEntity(text: string, at: number): number {
  const limit = Math.min(text.length, at + 10);
  for (let i = at + 1; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3b) return i > at + 1 ? i : 0;
    const inside =
      code === 0x23 || (code >= 48 && code < 58) || (code >= 65 && code < 91) || (code >= 97 && code < 123);
    if (!inside) return 0;
  }
  return 0;
}
