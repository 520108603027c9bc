import type {
  Citation,
  CitationForm,
  CitationMember,
  MarkupLanguage,
  WrittenNumber,
} from '../../manuscript/types';
import { citationsIn } from '../../numbering/identity';
import { numberingFor } from '../../numbering/resolve';
import type { NumberedManuscript } from '../../numbering/types';
import { doisIn } from '../../numbering/writtenDoi';
import { numbersOfMember } from '../../numbering/writtenNumber';
import { contains, type TextRange } from '../../text/textRange';

/** A work that copied text cites. */
export interface CopiedWork {
  /** Its number in the copied text. */
  readonly number: number;
  /** The list that numbers it there: copied text may come from chapters with a list each. */
  readonly list: number;
  /** Id of the library record; undefined for entries that are linked to none. */
  readonly id: string | undefined;
  /** Its entry in the list it was copied from, in that manuscript's markup; undefined where the number was a library's. */
  readonly entry: string | undefined;
  /** Lower-case DOI of the entry, when it has one. */
  readonly doi: string | undefined;
}

/**
 * A citation in copied text, as it was read where it was copied: out of its manuscript the same text may read otherwise.
 * Offsets are of the copied text.
 */
export type CopiedCitation = Pick<Citation, 'range' | 'form' | 'members'> & { readonly list: number };

/** What goes to the clipboard beside the text: plain data, to be written as JSON. */
export interface CopiedCitations {
  readonly kind: 'numbered-citations';
  readonly version: 2;
  readonly language: MarkupLanguage;
  readonly text: string;
  readonly citations: readonly CopiedCitation[];
  readonly works: readonly CopiedWork[];
}

/**
 * Takes down which works the citations of a piece of text stand for, so that it can be pasted elsewhere.
 *
 * @returns undefined where the piece cites nothing that is known
 */
export function copyCitations(numbered: NumberedManuscript, range: TextRange): CopiedCitations | undefined {
  const { manuscript } = numbered;
  const works = new Map<string, CopiedWork>();
  const citations = citationsIn(manuscript, range);
  for (const citation of citations) {
    const list = citation.list ?? NO_LIST;
    const numbering = numberingFor(numbered, citation);
    for (const number of citation.numbers) {
      const known = numbering.byNumber.get(number);
      if (!known || works.has(workKey(list, number))) continue;
      const entry =
        known.entry && manuscript.text.slice(known.entry.textRange.start, known.entry.textRange.end);
      const dois = entry === undefined ? [] : doisIn(entry);
      const doi = dois[0]?.doi ?? known.reference?.csl.DOI?.toLowerCase();
      works.set(workKey(list, number), { number, list, id: known.reference?.id, entry, doi });
    }
  }
  if (works.size === 0) return undefined;
  return {
    kind: 'numbered-citations',
    version: 2,
    language: manuscript.language,
    text: manuscript.text.slice(range.start, range.end),
    citations: citations.map(citation => ({
      range: moved(citation.range, range.start),
      form: citation.form,
      members: citation.members.map(member => movedMember(member, range.start)),
      list: citation.list ?? NO_LIST,
    })),
    works: [...works.values()],
  };
}

/** Names a number of a list, for maps. */
export function workKey(list: number, number: number): string {
  return `${list}:${number}`;
}

/** The citation as the rewriting of citations wants it. */
export function asCitation({ range, form, members }: CopiedCitation): Citation {
  return { range, form, members, numbers: members.flatMap(numbersOfMember), list: undefined };
}

const NO_LIST = -1;

function moved({ start, end }: TextRange, by: number): TextRange {
  return { start: start - by, end: end - by };
}

function movedMember(member: CitationMember, by: number): CitationMember {
  const number = ({ value, range }: WrittenNumber) => ({ value, range: moved(range, by) });
  const around = {
    range: moved(member.range, by),
    ...(member.prefix ? { prefix: moved(member.prefix, by) } : {}),
    ...(member.locator ? { locator: moved(member.locator, by) } : {}),
  };
  return member.kind === 'number'
    ? { kind: 'number', ...around, number: number(member.number) }
    : {
        kind: 'range',
        ...around,
        first: number(member.first),
        last: number(member.last),
        dash: moved(member.dash, by),
      };
}

const MARKUPS: readonly MarkupLanguage[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

const FORMS: readonly CitationForm[] = [
  'brackets',
  'escaped',
  'linked',
  'restructuredtext',
  'superscript',
  'round',
  'mention',
];

/** Reads what {@link copyCitations} wrote, as JSON; undefined for anything else. */
export function readCopiedCitations(json: string): CopiedCitations | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['kind'] !== 'numbered-citations' || value['version'] !== 2) return undefined;
  const { text, language, works, citations } = value;
  const markup = MARKUPS.find(known => known === language);
  if (typeof text !== 'string' || !markup) return undefined;
  if (!Array.isArray(works) || !Array.isArray(citations)) return undefined;
  const whole = { start: 0, end: text.length };
  const read = citations.map((citation: unknown) => readCitation(citation, whole));
  const readable = read.filter(citation => citation !== undefined);
  const ordered = readable.every(
    ({ range }, index) => index === 0 || readable[index - 1]!.range.end <= range.start,
  );
  if (readable.length < read.length || !ordered) return undefined;
  return {
    kind: 'numbered-citations',
    version: 2,
    language: markup,
    text,
    citations: readable,
    works: works.flatMap(readWork),
  };
}

function readWork(work: unknown): readonly CopiedWork[] {
  if (!isRecord(work)) return [];
  const { number, list } = work;
  if (!isInteger(number) || !isInteger(list)) return [];
  const [id, entry, doi] = [stringOr(work['id']), stringOr(work['entry']), stringOr(work['doi'])];
  return [{ number, list, id, entry, doi }];
}

function readCitation(value: unknown, whole: TextRange): CopiedCitation | undefined {
  if (!isRecord(value) || !Array.isArray(value['members'])) return undefined;
  const range = readRange(value['range'], whole);
  const form = FORMS.find(known => known === value['form']);
  const { list } = value;
  if (!range || !form || !isInteger(list)) return undefined;
  const members = value['members'].map((member: unknown) => readMember(member, range));
  const readable = members.filter(member => member !== undefined);
  if (readable.length === 0 || readable.length < members.length) return undefined;
  return { range, form, members: readable, list };
}

function readMember(value: unknown, whole: TextRange): CitationMember | undefined {
  if (!isRecord(value)) return undefined;
  const range = readRange(value['range'], whole);
  if (!range) return undefined;
  const [prefix, locator] = [readRange(value['prefix'], range), readRange(value['locator'], range)];
  const around = { range, ...(prefix ? { prefix } : {}), ...(locator ? { locator } : {}) };
  if (value['kind'] === 'number') {
    const number = readNumber(value['number'], range);
    return number && { kind: 'number', ...around, number };
  }
  const first = readNumber(value['first'], range);
  const last = readNumber(value['last'], range);
  const dash = readRange(value['dash'], range);
  return first && last && dash && { kind: 'range', ...around, first, last, dash };
}

function readNumber(value: unknown, whole: TextRange): WrittenNumber | undefined {
  if (!isRecord(value)) return undefined;
  const range = readRange(value['range'], whole);
  const number = value['value'];
  return range && isInteger(number) ? { value: number, range } : undefined;
}

function readRange(value: unknown, whole: TextRange): TextRange | undefined {
  if (!isRecord(value)) return undefined;
  const { start, end } = value;
  if (!isInteger(start) || !isInteger(end) || start > end) return undefined;
  const range = { start, end };
  return contains(whole, range) ? range : undefined;
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
