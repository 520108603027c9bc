import type { ClusterStyle, Manuscript, MarkupLanguage } from '../../manuscript';
import { lineEnding } from '../referenceSection';

/**
 * How a manuscript was numbered before its citations became keys, so that they can become the very same numbers again.
 * It stands in the manuscript itself, in comments that no reader sees: one line of JSON for each entry of the list.
 */
export interface RememberedNumbers {
  readonly style: ClusterStyle;
  /** The list as it stood, cut behind each entry. `key` is missing where an earlier entry has its number. */
  readonly entries: readonly {
    readonly number: number;
    readonly key: string | undefined;
    readonly text: string;
  }[];
  /** What followed the last entry: the end of its environment. */
  readonly tail: string;
  /** What was written in front of these lines, in place of the list. */
  readonly place: string;
  /** What was written behind these lines. */
  readonly after: string;
  /** What was put into the metadata or the preamble, and what stood there before. */
  readonly added: string;
  readonly replaced: string;
  /** Citations that were not written as the style says: as keys, and as numbers, at each place in turn (or the same at all). */
  readonly forms: readonly {
    readonly keyed: string;
    readonly lead: number;
    readonly written: readonly string[];
  }[];
}

/** The lines, found in a manuscript. */
export interface FoundNumbers extends RememberedNumbers {
  readonly start: number;
  readonly end: number;
}

const TITLE = 'numbered-citations numbers';
const CLOSING = 'numbered-citations end';

const LINE_START: Readonly<Record<Exclude<MarkupLanguage, 'plaintext'>, string>> = {
  markdown: '',
  latex: '% ',
  typst: '// ',
  restructuredtext: '   ',
  asciidoc: '// ',
};

/** Writes what is remembered as comments of the markup, without a line end at the end. */
export function writeRememberedNumbers(remembered: RememberedNumbers, manuscript: Manuscript): string {
  const { language, text } = manuscript;
  if (language === 'plaintext') throw new RangeError('Plain text has no comments.');
  const { style, place, after, added, replaced, tail } = remembered;
  const lines = [
    safeJson({ style, ...filled({ place, after, added, replaced, tail }) }),
    ...remembered.entries.map(({ number, key, text: words }) =>
      safeJson(key === undefined ? { number, text: words } : { number, key, text: words }),
    ),
    ...remembered.forms.map(({ keyed, lead, written }) =>
      safeJson(lead === 0 ? { keyed, written } : { keyed, lead, written }),
    ),
  ].map(line => LINE_START[language] + line);
  const [opens, closes] = frame(language);
  return [opens, ...lines, ...(closes === undefined ? [] : [closes])].join(lineEnding(text));
}

function frame(language: Exclude<MarkupLanguage, 'plaintext'>): readonly [string, string | undefined] {
  switch (language) {
    case 'markdown':
      return [`<!-- ${TITLE}`, '-->'];
    case 'restructuredtext':
      return [`.. ${TITLE}`, undefined];
    default:
      return [`${LINE_START[language]}${TITLE}`, `${LINE_START[language]}${CLOSING}`];
  }
}

/** What a manuscript remembers of its numbers; undefined where nothing, or nothing that can be read. */
export function findRememberedNumbers({ text, language }: Manuscript): FoundNumbers | undefined {
  if (language === 'plaintext') return undefined;
  const [opens, closes] = frame(language);
  for (let start = text.indexOf(opens); start >= 0; start = text.indexOf(opens, start + 1)) {
    if (start > 0 && text[start - 1] !== '\n') continue;
    const found = readLines(text, start, opens.length, LINE_START[language], closes);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readLines(
  text: string,
  start: number,
  opening: number,
  lineStart: string,
  closes: string | undefined,
): FoundNumbers | undefined {
  let head: Head | undefined;
  const entries: RememberedNumbers['entries'][number][] = [];
  const forms: RememberedNumbers['forms'][number][] = [];
  let at = start + opening;
  let end = at;
  for (;;) {
    const line = /\r?\n([^\r\n]*)/y;
    line.lastIndex = at;
    const match = line.exec(text);
    if (match === null) break;
    if (closes !== undefined && match[1] === closes) {
      end = line.lastIndex;
      break;
    }
    const read = match[1]!.startsWith(lineStart) ? parsed(match[1]!.slice(lineStart.length)) : undefined;
    if (read === undefined) {
      if (closes !== undefined) return undefined;
      break;
    }
    const first = head === undefined ? headOf(read) : undefined;
    if (first !== undefined) head = first;
    else if (isEntry(read)) entries.push({ number: read.number, key: read.key, text: read.text });
    else if (isForm(read)) forms.push({ keyed: read.keyed, lead: read.lead ?? 0, written: read.written });
    at = line.lastIndex;
    end = at;
  }
  return head === undefined ? undefined : { ...head, entries, forms, start, end };
}

/** Without what is empty. */
function filled(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

/** JSON on one line that cannot end a comment, and that ends in no backslash. */
function safeJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[<>\u2028\u2029\u0085]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/--/g, '-\\u002d');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

type Head = Pick<RememberedNumbers, 'style' | 'place' | 'after' | 'added' | 'replaced' | 'tail'>;

function headOf(value: unknown): Head | undefined {
  if (!isObject(value) || !isObject(value['style'])) return undefined;
  const style = value['style'];
  const texts = ['place', 'after', 'added', 'replaced', 'tail'].map(name => value[name] ?? '');
  const words = [style['open'], style['close'], style['separator'], style['dash'], style['form']];
  if (![...texts, ...words].every(part => typeof part === 'string')) return undefined;
  if (!Number.isInteger(style['collapseFrom'])) return undefined;
  const [place, after, added, replaced, tail] = texts as [string, string, string, string, string];
  return { style: style as unknown as ClusterStyle, place, after, added, replaced, tail };
}

function isEntry(
  value: unknown,
): value is { readonly number: number; readonly key: string | undefined; readonly text: string } {
  return (
    isObject(value) &&
    Number.isInteger(value['number']) &&
    typeof value['text'] === 'string' &&
    (value['key'] === undefined || typeof value['key'] === 'string')
  );
}

function isForm(
  value: unknown,
): value is { readonly keyed: string; readonly lead?: number; readonly written: readonly string[] } {
  if (!isObject(value) || typeof value['keyed'] !== 'string' || !Array.isArray(value['written']))
    return false;
  const lead = value['lead'];
  return (
    value['written'].every(part => typeof part === 'string') && (lead === undefined || Number.isInteger(lead))
  );
}
