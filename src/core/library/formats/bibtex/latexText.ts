import { BIBTEX_TEXT } from './bibtexFields';
import { QUOTED, SILENT, STYLED, SWITCHES } from './latexCommands';
import { LATEX_ACCENTS, latexSymbols } from './latexSymbols';

/** What to keep of the formatting that TeX commands ask for. */
export type LatexMarkup = 'rich' | 'plain';

const SUPERSCRIPTS = '0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻nⁿ';
const SUBSCRIPTS = '0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋';

const COMMAND = /[A-Za-z]+\*?/y;
/** Not the no-break space, which stands for `~`. */
const SPACES = /[ \t\r\n\f\v\u2028\u2029]+/g;
const BRACES = /[{}]/g;
const LONGEST_SKIPPED_ARGUMENT = 4096;
/** Looking for the end of an argument in vain is cheap once, but a hostile text could ask for it at each command. */
const MOST_UNCLOSED_ARGUMENTS = 16;
const VERBATIM_ESCAPE = /\\([_%&#$~{}])(?:\{\})?/g;

/**
 * Reads the text of BibTeX fields as TeX would typeset it: accents and symbol commands become Unicode characters,
 * protecting braces go, dashes, quotes and spaces are what they stand for, emphasis becomes CSL's rich text or goes.
 * Commands that nobody knows go, their arguments stay. One reader is made per file, because it remembers characters.
 */
export class LatexReader {
  readonly #composed = new Map<string, string>();
  readonly #symbols = latexSymbols();
  /** Arguments of the text that is read now whose end was not found. */
  #unclosedArguments = 0;

  /**
   * @param flags {@link BIBTEX_TEXT} bits of what `value` may contain; clean text comes back as it is
   * @returns the text in NFC, runs of white space as one space, without space at its ends
   */
  read(value: string, flags: number, markup: LatexMarkup): string {
    if ((flags & BIBTEX_TEXT.command) !== 0) {
      if (isClean(value)) return trimmed(value);
      const typeset = this.#typeset(value, markup);
      return trimmed((flags & BIBTEX_TEXT.space) !== 0 ? typeset.replace(SPACES, ' ') : typeset);
    }
    // Two hyphens are a dash also where braces stand around them, but not where braces stand between them.
    let clean = value.includes('--') ? withDashes(value) : value;
    if (flags !== 0) {
      if ((flags & BIBTEX_TEXT.space) !== 0) clean = clean.replace(SPACES, ' ');
      if ((flags & BIBTEX_TEXT.quote) !== 0) clean = withQuotes(clean);
      if ((flags & BIBTEX_TEXT.brace) !== 0) clean = clean.replace(BRACES, '');
    }
    return trimmed(clean);
  }

  /** An address, identifier or file name: not TeX, but often with TeX's escapes in it. */
  readVerbatim(value: string, flags: number): string {
    if (flags === 0) return value.trim();
    return value
      .replace(/\\(?:url|href|path|nolinkurl|texttt)\s*\{/g, '{')
      .replace(VERBATIM_ESCAPE, '$1')
      .replace(/\{?\\textunderscore\s?(?:\{\})?\}?/g, '_')
      .replace(/\{?\\(?:textasciitilde|sim)\s?(?:\{\})?\}?|\$\\sim\$/g, '~')
      .replace(/[{}]/g, '')
      .replace(SPACES, ' ')
      .trim();
  }

  #typeset(value: string, markup: LatexMarkup): string {
    const closers: string[] = [''];
    let out = '';
    let accent = '';
    let isMath = false;
    let runStart = 0;
    let index = 0;
    this.#unclosedArguments = 0;
    const rich = markup === 'rich';
    const length = value.length;
    while (index < length) {
      const code = value.charCodeAt(index);
      if (accent === '') {
        // Letters, which are most of every text: none of TeX's characters is one.
        if ((code >= 97 && code <= 122) || code === 32 || (code >= 65 && code <= 90) || code > 126) {
          index++;
          continue;
        }
      } else if (code <= 32) {
        index++;
        runStart = index;
        continue;
      }
      if (accent !== '' && code !== 92 && code !== 123 && code !== 125) {
        const character = String.fromCodePoint(value.codePointAt(index)!);
        out += this.#compose(character, accent);
        accent = '';
        index += character.length;
        runStart = index;
        continue;
      }
      switch (code) {
        case 123: {
          out += value.slice(runStart, index);
          index++;
          if (accent !== '' && value.charCodeAt(index) === 125) {
            out += STANDALONE[accent] ?? '';
            accent = '';
          }
          closers.push('');
          break;
        }
        case 125:
          out += value.slice(runStart, index) + (closers.pop() ?? '');
          accent = '';
          index++;
          break;
        case 92: {
          out += value.slice(runStart, index);
          index = this.#command(value, index + 1, command => {
            if (command.kind === 'accent') accent = command.text;
            else if (accent !== '') {
              out += this.#compose(command.text, accent);
              accent = '';
            } else if (command.kind === 'open') {
              const isTag = command.text.startsWith('<');
              if (rich || !isTag) {
                out += command.text;
                closers.push(command.close);
              } else closers.push('');
            } else if (command.kind === 'switch') {
              if (rich && closers.length > 0) {
                out += command.text;
                closers[closers.length - 1] = command.close + closers[closers.length - 1]!;
              }
            } else out += command.text;
          });
          break;
        }
        case 126:
          out += `${value.slice(runStart, index)}\u00a0`;
          index++;
          break;
        case 36: {
          const end = isMath ? -1 : value.indexOf('$', index + 1);
          out += value.slice(runStart, index);
          if (isMath) isMath = false;
          else if (end < 0) out += '$';
          else isMath = true;
          index++;
          if (isMath && value.charCodeAt(index) === 36) isMath = false;
          break;
        }
        case 94:
        case 95: {
          if (!isMath) {
            index++;
            continue;
          }
          out += value.slice(runStart, index);
          const tag = code === 94 ? 'sup' : 'sub';
          const next = value[index + 1] ?? '';
          if (next === '{') {
            index += 2;
            const end = value.indexOf('}', index);
            const content = value.slice(index, end < 0 ? length : end);
            const raised =
              rich || content.includes('\\') || content.includes('{')
                ? undefined
                : shifted(content, code === 94);
            if (raised !== undefined) {
              out += raised;
              index = end < 0 ? length : end + 1;
            } else {
              out += rich ? `<${tag}>` : '';
              closers.push(rich ? `</${tag}>` : '');
            }
          } else if (next === '\\' || next === '' || next === '}' || next === '$') {
            index++;
          } else {
            out += rich ? `<${tag}>${next}</${tag}>` : (shifted(next, code === 94) ?? next);
            index += 2;
          }
          break;
        }
        case 45: {
          let count = 1;
          while (count < 3 && value.charCodeAt(index + count) === 45) count++;
          if (count === 1 || isMath) {
            index += count;
            continue;
          }
          out += value.slice(runStart, index) + (count === 2 ? '–' : '—');
          index += count;
          break;
        }
        case 96:
        case 39: {
          const isDouble = value.charCodeAt(index + 1) === code;
          if (code === 39 && !isDouble) {
            if (!isMath) {
              index++;
              continue;
            }
            out += `${value.slice(runStart, index)}′`;
            index++;
            break;
          }
          out += value.slice(runStart, index) + (code === 96 ? (isDouble ? '“' : '‘') : '”');
          index += isDouble ? 2 : 1;
          break;
        }
        default:
          index++;
          continue;
      }
      runStart = index;
    }
    out += value.slice(runStart);
    while (closers.length > 0) out += closers.pop()!;
    return out;
  }

  /** Reads the command whose name starts at `start`; returns the offset after it and its white space. */
  #command(value: string, start: number, emit: (command: LatexCommand) => void): number {
    COMMAND.lastIndex = start;
    let name = COMMAND.exec(value)?.[0];
    if (name?.endsWith('*') && name !== 'enquote*') name = name.slice(0, -1);
    if (name === undefined) {
      const character = value[start] ?? '';
      const combining = LATEX_ACCENTS[character];
      const next = start + (character === '' ? 0 : 1);
      if (combining !== undefined) emit({ kind: 'accent', text: combining });
      else if (character === '-' || character === '/' || character === '!' || character === '@') {
        // Hyphenation points, italic corrections and the like have no character.
      } else if (character === ',' || character === ':' || character === ';')
        emit({ kind: 'text', text: '\u2009' });
      else if (character === '(' || character === ')' || character === '[' || character === ']') {
        // Delimiters of formulas.
      } else if (character === '\\' || character.trim() === '') emit({ kind: 'text', text: ' ' });
      else emit({ kind: 'text', text: character });
      return next;
    }
    const nameEnd = start + name.length;
    const after = skipSpace(value, nameEnd);
    const hasArgument = value.charCodeAt(after) === 123;
    const wrapped = own(STYLED, name) ?? own(QUOTED, name);
    if (wrapped !== undefined && hasArgument) {
      emit({ kind: 'open', text: wrapped[0], close: wrapped[1] });
      return after + 1;
    }
    const symbol = this.#symbols.get(name);
    if (symbol !== undefined) {
      emit({ kind: 'text', text: symbol });
      // `{}` after a command only ends its name.
      if (hasArgument && value.charCodeAt(after + 1) === 125) return after + 2;
      return isLigatureWord(symbol) ? nameEnd : after;
    }
    if (Object.hasOwn(LATEX_ACCENTS, name)) {
      emit({ kind: 'accent', text: LATEX_ACCENTS[name]! });
      return after;
    }
    const switched = own(SWITCHES, name);
    if (switched !== undefined) {
      emit({ kind: 'switch', text: switched[0], close: switched[1] });
      return after;
    }
    if (hasArgument && (name === 'href' || SILENT.has(name))) return this.#afterGroup(value, after);
    if (name === 'char' && hasCharacterNumber(value, after)) {
      const digits = /"[0-9A-Fa-f]{1,6}|\d{1,7}/y;
      digits.lastIndex = after;
      const found = digits.exec(value)![0];
      const point = found.startsWith('"') ? Number.parseInt(found.slice(1), 16) : Number(found);
      emit({ kind: 'text', text: point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '' });
      return after + found.length;
    }
    if (name === 'par' || name === 'newline' || name === 'quad' || name === 'qquad' || name === 'space') {
      emit({ kind: 'text', text: ' ' });
    }
    return after;
  }

  /** The offset after the group that opens at `open`; where it never closes, after its opening brace. */
  #afterGroup(value: string, open: number): number {
    if (this.#unclosedArguments >= MOST_UNCLOSED_ARGUMENTS) return open + 1;
    let depth = 0;
    const limit = Math.min(value.length, open + LONGEST_SKIPPED_ARGUMENT);
    for (let index = open; index < limit; index++) {
      const code = value.charCodeAt(index);
      if (code === 123) depth++;
      else if (code === 125 && --depth === 0) return index + 1;
    }
    this.#unclosedArguments++;
    return open + 1;
  }

  #compose(text: string, accent: string): string {
    const key = accent + text;
    const known = this.#composed.get(key);
    if (known !== undefined) return known;
    const first = text === '' ? '' : String.fromCodePoint(text.codePointAt(0)!);
    const base = first === 'ı' ? 'i' : first === 'ȷ' ? 'j' : first;
    const composed = `${(base + accent).normalize('NFC')}${text.slice(first.length)}`;
    this.#composed.set(key, composed);
    return composed;
  }
}

type LatexCommand =
  | { readonly kind: 'text' | 'accent'; readonly text: string }
  | { readonly kind: 'open' | 'switch'; readonly text: string; readonly close: string };

const STANDALONE: Readonly<Record<string, string>> = {
  '\u0303': '~',
  '\u0302': '^',
  '\u0300': '`',
  '\u0301': '´',
  '\u0308': '¨',
};

/** Whether a part of a field has nothing of the TeX that the whole field has. */
function isClean(value: string): boolean {
  if (value.length > 60) return false;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 65 ? !(code >= 48 || code === 32 || code === 46 || code === 44) : code === 92 || code > 122) {
      if (code < 128) return false;
    } else if (code >= 94 && code <= 96) return false;
  }
  return true;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function trimmed(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const clean = first <= 32 || last <= 32 ? text.trim() : text;
  // Long texts are worth no search: spaces within an abstract change nothing that anybody compares.
  return clean.length < 400 && clean.includes('  ') ? clean.replace(/ {2,}/g, ' ') : clean;
}

function withDashes(text: string): string {
  return text.replace(/---?/g, dashes => (dashes.length === 2 ? '–' : '—'));
}

function withQuotes(text: string): string {
  let clean = text;
  if (clean.includes('`')) clean = clean.replace(/``/g, '“').replace(/`/g, '‘');
  return clean.includes("''") ? clean.replace(/''/g, '”') : clean;
}

/** Names such as \LaTeX keep the space that an author writes after them: TeX would eat it, the reader misses it. */
function isLigatureWord(symbol: string): boolean {
  return symbol.length > 2 && /^[A-Za-z]/.test(symbol);
}

function shifted(text: string, up: boolean): string | undefined {
  const table = up ? SUPERSCRIPTS : SUBSCRIPTS;
  let out = '';
  for (const character of text) {
    const at = table.indexOf(character);
    if (at < 0 || at % 2 === 1 || at + 1 >= table.length) return undefined;
    out += table[at + 1];
  }
  return out;
}

function hasCharacterNumber(value: string, at: number): boolean {
  const code = value.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code === 34 && /^"[0-9A-Fa-f]/.test(value.slice(at, at + 2)));
}

function skipSpace(value: string, start: number): number {
  let index = start;
  while (index < value.length && value.charCodeAt(index) <= 32) index++;
  return index;
}
