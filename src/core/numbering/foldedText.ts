/** What stands between two letters of a {@link FoldedText}; several may hold at once. */
export const Gap = {
  /** White space, a hyphen, an apostrophe: they do not end a title. */
  space: 1,
  comma: 2,
  colon: 4,
  /** `.`, `?`, `!`, `;` */
  stop: 8,
  /** Quotation marks of any kind. */
  quote: 16,
  bracket: 32,
  /** Signs of markup: `*`, `_`, `` ` ``, `#`, `|`. */
  markup: 64,
  /** The start or the end of the text. */
  edge: 128,
} as const;

/**
 * A text reduced to what is left of it in any typesetting: lower-case letters and digits without diacritics, markup,
 * punctuation and white space (`\emph{Ex}~vivo` and `ex-vivo` are both `exvivo`).
 */
export interface FoldedText {
  readonly letters: string;
  /** For each letter the union of {@link Gap}s in front of it, 0 inside a word; one more at the end. */
  readonly gaps: Uint8Array;
}

/** Longest run that is taken for an HTML tag, a character reference or a reST role. */
const MARKUP_LIMIT = 60;

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/** Letters that Unicode does not decompose, as bibliographic databases write them in ASCII. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
};

/** Commands of LaTeX that are letters themselves. */
const LATEX_LETTERS: ReadonlySet<string> = new Set([
  'o',
  'l',
  'ss',
  'ae',
  'oe',
  'i',
  'j',
  'aa',
  'O',
  'L',
  'AE',
  'OE',
  'AA',
]);
const GREEK_NAMES: ReadonlySet<string> = new Set(Object.values(GREEK));

/**
 * Folds a text for comparison across typesettings and markups.
 *
 * @param text a title, a name or a whole list entry in any markup, in any normalisation form
 */
export function foldText(text: string): FoldedText {
  const units: number[] = [];
  const gaps: number[] = [];
  let gap: number = Gap.edge;
  const putUnit = (unit: number) => {
    units.push(unit);
    gaps.push(gap);
    gap = 0;
  };
  const put = (folded: string) => {
    for (let unit = 0; unit < folded.length; unit++) putUnit(folded.charCodeAt(unit));
  };
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      putUnit(code);
      position++;
    } else if (code >= 65 && code <= 90) {
      putUnit(code + 32);
      position++;
    } else if (code === 60 /* < */) {
      position = skipTag(text, position, () => {
        gap |= Gap.bracket;
      });
    } else if (code === 38 /* & */) {
      const reference = characterReference(text, position);
      if (reference.letters !== '') {
        gap |= Gap.space;
        put(reference.letters);
        gap |= Gap.space;
      } else gap |= Gap.space;
      position = reference.end;
    } else if (code === 92 /* \ */) {
      const end = commandEnd(text, position + 1);
      const name = text.slice(position + 1, end);
      if (LATEX_LETTERS.has(name) || GREEK_NAMES.has(name.toLowerCase())) put(name.toLowerCase());
      position = Math.max(end, position + (isEscapedPunctuation(text.charCodeAt(position + 1)) ? 1 : 2));
      // The blank that ends a command belongs to the command.
      if (name !== '' && text.charCodeAt(position) === 32) position++;
    } else if (code === 58 /* : */ && roleEnd(text, position) > 0) {
      position = roleEnd(text, position);
    } else if (code < 128) {
      gap |= ASCII_GAPS[code] ?? Gap.space;
      position++;
    } else {
      const character = String.fromCodePoint(text.codePointAt(position)!);
      const folded = foldCharacter(character);
      if (folded === undefined) gap |= gapOf(character);
      else put(folded);
      position += character.length;
    }
  }
  gaps.push(gap | Gap.edge);
  return { letters: textOfUnits(units), gaps: new Uint8Array(gaps) };
}

/** More arguments than this a call may not take. */
const MOST_ARGUMENTS = 8192;

function textOfUnits(units: readonly number[]): string {
  if (units.length <= MOST_ARGUMENTS) return String.fromCharCode(...units);
  let text = '';
  for (let start = 0; start < units.length; start += MOST_ARGUMENTS) {
    text += String.fromCharCode(...units.slice(start, start + MOST_ARGUMENTS));
  }
  return text;
}

/** The letters of {@link foldText} alone. */
export function foldLetters(text: string): string {
  return foldText(text).letters;
}

/** ASCII signs; braces of TeX and marks within words leave no gap at all. */
const ASCII_GAPS: Readonly<Record<number, number>> = {
  33: Gap.stop,
  34: Gap.quote,
  35: Gap.markup,
  36: 0,
  40: Gap.bracket,
  41: Gap.bracket,
  42: Gap.markup,
  44: Gap.comma,
  46: Gap.stop,
  58: Gap.colon,
  59: Gap.stop,
  62: Gap.bracket,
  63: Gap.stop,
  91: Gap.bracket,
  93: Gap.bracket,
  94: 0,
  95: Gap.markup,
  96: Gap.markup,
  123: 0,
  124: Gap.markup,
  125: 0,
};

function foldCharacter(character: string): string | undefined {
  const lower = character.toLowerCase();
  const known = GREEK[lower] ?? PLAIN_LETTERS[lower];
  if (known !== undefined) return known;
  let folded = '';
  let hasLetter = false;
  for (const part of lower.normalize('NFKD')) {
    if (/\p{M}/u.test(part) || /\p{Cf}/u.test(part)) hasLetter = true;
    else if (/[\p{L}\p{N}]/u.test(part)) {
      hasLetter = true;
      folded += GREEK[part] ?? PLAIN_LETTERS[part] ?? part;
    }
  }
  return hasLetter ? folded : undefined;
}

function gapOf(character: string): number {
  if (/[\p{Pi}\p{Pf}„‚]/u.test(character)) return character === '’' ? Gap.space : Gap.quote;
  if (/[\p{Ps}\p{Pe}]/u.test(character)) return Gap.bracket;
  if (/[。．！？；]/u.test(character)) return Gap.stop;
  if (character === '，' || character === '、') return Gap.comma;
  if (character === '：') return Gap.colon;
  // A dash between words parts a title from its subtitle as a colon does.
  if (character === '–' || character === '—') return Gap.colon;
  return Gap.space;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function commandEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < MARKUP_LIMIT && isLetter(text.charCodeAt(end))) end++;
  return end;
}

/** Whether a backslash escapes this sign for a lightweight markup, so that the sign itself still counts. */
function isEscapedPunctuation(code: number): boolean {
  return (
    code === 91 || code === 93 || code === 42 || code === 60 || code === 62 || code === 46 || code === 38
  );
}

/** Behind `<i>`, `</span>` …; only behind the `<` itself where no tag stands, after telling so. */
function skipTag(text: string, start: number, noTag: () => void): number {
  const next = text.charCodeAt(start + 1);
  if (next === 47 || isLetter(next)) {
    const end = Math.min(text.length, start + MARKUP_LIMIT);
    for (let position = start + 1; position < end; position++) {
      const code = text.charCodeAt(position);
      if (code === 62) return position + 1;
      if (code === 60) break;
      // `\<scp\>`: an escaped tag is a tag of the record that went through a converter.
      if (code === 92 && text.charCodeAt(position + 1) === 62) return position + 2;
    }
  }
  noTag();
  return start + 1;
}

function characterReference(text: string, start: number): { readonly letters: string; readonly end: number } {
  let end = start + 1;
  while (end < text.length && end - start < 12 && /[#\w]/.test(text[end]!)) end++;
  if (text[end] !== ';' || end === start + 1) return { letters: 'and', end: start + 1 };
  const name = text.slice(start + 1, end);
  if (name === 'amp') return { letters: 'and', end: end + 1 };
  return { letters: GREEK_NAMES.has(name.toLowerCase()) ? name.toLowerCase() : '', end: end + 1 };
}

/** Behind the second colon of a reST role in front of its backtick (`:sup:` of ``:sup:`2` ``); 0 where there is none. */
function roleEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && end - start < MARKUP_LIMIT && isLetter(text.charCodeAt(end))) end++;
  return end > start + 1 && text[end] === ':' && text[end + 1] === '`' ? end + 1 : 0;
}
