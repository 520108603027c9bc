import { detached } from '../../../text/detached';
import type { CslName } from '../../types';
import { BIBTEX_TEXT } from './bibtexFields';
import type { LatexReader } from './latexText';

const SUFFIX = /^(?:jr|sr|jun|sen|junior|senior|[ivx]{1,4})\.?$/i;
const NAME_PART =
  /^\s*(?:"\s*)?(family|given|prefix|suffix|id|useprefix|given-i|family-i|prefix-i|suffix-i)\s*=\s*/i;
const AND = /\s+and\s+/i;

const TEX = BIBTEX_TEXT.brace | BIBTEX_TEXT.command;
const MOST_REMEMBERED = 100_000;

/**
 * Reads fields of names as BibTeX does (`First von Last`, `von Last, First`, `von Last, Jr, First`; names joined by
 * `and`; braces keep words together, a name all in braces is an institution), and as BibLaTeX's extended format does
 * (`family=…, given=…`). `others` at the end is left out: CSL has no word for it. One reader is made per file: the same
 * people write many of a library's works, so each name is read once and shared.
 */
export class BibtexNameReader {
  readonly #latex: LatexReader;
  readonly #known = new Map<string, CslName | undefined>();
  readonly #found: CslName[] = [];
  readonly #knownWithPrefix = new Map<string, CslName | undefined>();

  constructor(latex: LatexReader) {
    this.#latex = latex;
  }

  /**
   * @param flags {@link BIBTEX_TEXT} bits of `value`
   * @param usePrefix whether a particle belongs to the family name (BibLaTeX's option `useprefix`)
   */
  read(value: string, flags: number, usePrefix: boolean): readonly CslName[] {
    const found = this.#found;
    found.length = 0;
    if (
      (flags & BIBTEX_TEXT.space) !== 0 ||
      (flags !== 0 && hasBracedAnd(value)) ||
      value.includes(' AND ')
    ) {
      for (const part of splitNames(value, flags)) this.#add(part, flags, usePrefix);
    } else {
      // Nearly all: names with one ` and ` between them.
      let start = 0;
      let end = value.indexOf(' and ');
      for (; end >= 0; end = value.indexOf(' and ', start)) {
        this.#add(value.slice(start, end), flags, usePrefix);
        start = end + 5;
      }
      this.#add(start === 0 ? value : value.slice(start), flags, usePrefix);
    }
    // A list that grew has room for more than it holds; its copy has not.
    return found.slice();
  }

  #add(part: string, flags: number, usePrefix: boolean): void {
    const known = usePrefix ? this.#knownWithPrefix : this.#known;
    let name = known.get(part);
    if (name === undefined) {
      const kept = detached(part);
      name = readName(kept, flags, usePrefix, this.#latex);
      if (known.size < MOST_REMEMBERED) known.set(kept, name);
    }
    if (name !== undefined) this.#found.push(name);
  }
}

function splitNames(value: string, flags: number): readonly string[] {
  return (flags & TEX) !== 0 && value.includes('{')
    ? splitAtDepthZero(value, 'and')
    : value.trim().split(AND);
}

/** Whether an "and" may stand between braces, which keep it together: TeX's accents have none. */
function hasBracedAnd(value: string): boolean {
  let depth = 0;
  for (let index = value.indexOf('{'); index >= 0 && index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === 123) depth++;
    else if (code === 125) depth--;
    else if (depth > 0 && code === 32 && value.startsWith(' and ', index)) return true;
    if (depth <= 0 && code === 125) {
      const next = value.indexOf('{', index);
      if (depth < 0 || next < 0) return depth < 0;
      index = next - 1;
    }
  }
  return depth !== 0;
}

/** Splits at a word or character that stands outside of braces; used for lists such as publishers too. */
export function splitAtDepthZero(value: string, separator: 'and' | ','): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === 92) index++;
    else if (code === 123) depth++;
    else if (code === 125) depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (separator === ',') {
      if (code !== 44) continue;
      parts.push(value.slice(start, index));
      start = index + 1;
    } else if (
      (code | 32) === 97 &&
      isSpace(value.charCodeAt(index - 1)) &&
      (value.charCodeAt(index + 1) | 32) === 110 &&
      (value.charCodeAt(index + 2) | 32) === 100 &&
      isSpace(value.charCodeAt(index + 3))
    ) {
      parts.push(value.slice(start, index));
      start = index + 3;
      index += 2;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

function readName(raw: string, flags: number, usePrefix: boolean, latex: LatexReader): CslName | undefined {
  const text = raw.trim();
  if (text === '' || text === 'others') return undefined;
  if (text.charCodeAt(0) === 123 && isOneGroup(text)) {
    const literal = latex.read(text, flags, 'plain');
    return literal === '' ? undefined : { literal };
  }
  if (text.includes('=') && NAME_PART.test(text)) return readNameParts(text, flags, usePrefix, latex);
  const pieces = text.includes(',')
    ? text.includes('{')
      ? splitAtDepthZero(text, ',')
      : text.split(',')
    : [text];
  if (pieces.length === 1) return withoutComma(pieces[0]!, flags, usePrefix, latex);
  const before = pieces[0]!.trim();
  const second = pieces[1]!.trim();
  const isSuffix = SUFFIX.test(second);
  // A letter alone is an initial: “van Beethoven, V”.
  if (pieces.length === 2 && isSuffix && /\s/.test(before) && !/^\s*[ivx]\.?\s*$/i.test(second)) {
    return withSuffix(withoutComma(before, flags, usePrefix, latex), latex.read(second, flags, 'plain'));
  }
  const third = pieces.slice(2).join(',').trim();
  const swapped = pieces.length > 2 && !isSuffix && SUFFIX.test(third);
  const given = pieces.length === 2 || swapped ? second : third;
  const suffix = pieces.length === 2 ? '' : swapped ? third : second;
  const words = splitWords(before);
  let vonEnd = 0;
  while (vonEnd < words.length - 1 && isLowerCase(words[vonEnd]!)) vonEnd++;
  return makeName(
    vonEnd === 0 ? before : words.slice(vonEnd).join(' '),
    given,
    words.slice(0, vonEnd).join(' '),
    suffix,
    flags,
    usePrefix,
    latex,
  );
}

function withoutComma(
  text: string,
  flags: number,
  usePrefix: boolean,
  latex: LatexReader,
): CslName | undefined {
  const words = splitWords(text);
  if (words.length === 1) return makeName(text, '', '', '', flags, usePrefix, latex);
  let vonStart = 0;
  while (vonStart < words.length - 1 && !isLowerCase(words[vonStart]!)) vonStart++;
  if (vonStart === words.length - 1) {
    const last = words[words.length - 1]!;
    const isSuffix = words.length > 2 && /^(?:Jr|Sr|III|IV)\.?$/.test(last);
    const lastWord = words.length - (isSuffix ? 2 : 1);
    const given = words.slice(0, lastWord).join(' ');
    return makeName(words[lastWord]!, given, '', isSuffix ? last : '', flags, usePrefix, latex);
  }
  let vonEnd = words.length - 1;
  while (vonEnd > vonStart && !isLowerCase(words[vonEnd - 1]!)) vonEnd--;
  return makeName(
    words.slice(vonEnd).join(' '),
    words.slice(0, vonStart).join(' '),
    words.slice(vonStart, vonEnd).join(' '),
    '',
    flags,
    usePrefix,
    latex,
  );
}

function makeName(
  family: string,
  given: string,
  particle: string,
  suffix: string,
  flags: number,
  usePrefix: boolean,
  latex: LatexReader,
): CslName | undefined {
  const familyText = latex.read(family, flags, 'plain');
  const givenText = given === '' ? '' : latex.read(given, flags, 'plain');
  if (particle === '' && suffix === '') {
    if (givenText === '') return familyText === '' ? undefined : { family: familyText };
    if (familyText === '') return { literal: givenText };
    return { family: familyText, given: givenText };
  }
  const name: { -readonly [K in keyof CslName]: CslName[K] } = { family: familyText };
  if (givenText !== '') name.given = givenText;
  if (particle !== '') {
    name[usePrefix ? 'non-dropping-particle' : 'dropping-particle'] = latex.read(particle, flags, 'plain');
  }
  if (suffix !== '') name.suffix = latex.read(suffix, flags, 'plain');
  return name;
}

function withSuffix(name: CslName | undefined, suffix: string): CslName | undefined {
  return name && { ...name, suffix };
}

/** BibLaTeX manual, section 3.6: `family=Gennep, given=Arnold, prefix=van, useprefix=true`. */
function readNameParts(
  text: string,
  flags: number,
  usePrefix: boolean,
  latex: LatexReader,
): CslName | undefined {
  const found = new Map<string, string>();
  for (const piece of splitAtDepthZero(text, ',')) {
    const match = NAME_PART.exec(piece);
    if (!match) continue;
    const value = latex.read(piece.slice(match[0].length), flags, 'plain').replace(/^"|"$/g, '');
    found.set(match[1]!.toLowerCase(), value);
  }
  const prefers = found.get('useprefix');
  const name: { -readonly [K in keyof CslName]: CslName[K] } = {};
  const family = found.get('family');
  const given = found.get('given');
  if (family) name.family = family;
  if (given) name[family ? 'given' : 'literal'] = given;
  const prefix = found.get('prefix');
  const isKept = prefers === undefined ? usePrefix : prefers.toLowerCase() === 'true';
  if (prefix) name[isKept ? 'non-dropping-particle' : 'dropping-particle'] = prefix;
  const suffix = found.get('suffix');
  if (suffix) name.suffix = suffix;
  return name.family || name.literal ? name : undefined;
}

/** Words outside of braces; `~` parts words as a space does. */
function splitWords(text: string): readonly string[] {
  if (!text.includes('{') && !text.includes('~')) return text.split(/\s+/).filter(Boolean);
  const words: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 92 && text.charCodeAt(index + 1) > 32) index++;
    else if (code === 123) depth++;
    else if (code === 125) depth = Math.max(0, depth - 1);
    else if (depth === 0 && (isSpace(code) || code === 126)) {
      if (index > start) words.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (start < text.length) words.push(text.slice(start));
  return words.length === 0 ? [text] : words;
}

/** Whether BibTeX takes a word as a particle: by its first letter outside of braces, or of a TeX command's argument. */
function isLowerCase(word: string): boolean {
  const first = word.charCodeAt(0);
  if (first >= 65 && first <= 90) return false;
  if (first >= 97 && first <= 122) return true;
  if (first === 123 && word.charCodeAt(1) !== 92) return false;
  for (let index = 0; index < word.length && index < 80; index++) {
    const character = word[index]!;
    if (character === '\\') {
      const command = /\\(?:([A-Za-z]+)|.)[\s{]*/y;
      command.lastIndex = index;
      const match = command.exec(word);
      if (!match) return false;
      const name = match[1];
      if (name !== undefined && name.length > 1 && /^(?:ss|ae|oe|aa|dh|dj|th|ng|ij)$/i.test(name)) {
        return name === name.toLowerCase();
      }
      if (name !== undefined && /^[oliOLI]$/.test(name)) return name === name.toLowerCase();
      index += match[0].length - 1;
      continue;
    }
    const lower = character.toLowerCase();
    const upper = character.toUpperCase();
    if (lower !== upper) return character === lower;
  }
  return false;
}

function isOneGroup(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 92) index++;
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return index === text.length - 1 && text.charCodeAt(1) !== 92;
  }
  return false;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 160;
}
