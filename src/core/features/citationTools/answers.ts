import { referenceById, topicsOf } from '../../library';
import type { Library, Reference } from '../../library/types';
import { type MarkupLanguage, parseManuscript } from '../../manuscript';
import {
  CitationReadings,
  citationsByNumber,
  isDoubted,
  type NumberedManuscript,
  type Numbering,
  numberManuscript,
  resolveNumber,
  wrongNumbersIn,
} from '../../numbering';
import type { SearchIndex } from '../../search';
import { authorsShort, lookupLinks, plainText, shortLabel, yearOf } from '../../style';
import { oneLine } from '../../style/plainEntry';
import { LineIndex } from '../../text/lineIndex';

/** What an assistant's tools answer from. */
export interface CitationDesk {
  readonly libraries: readonly Library[];
  readonly index: SearchIndex;
  /** The manuscript that is written; undefined where there is none. */
  readonly manuscript: NumberedManuscript | undefined;
}

/** A reference as an assistant is told of it. */
export interface ToldReference {
  readonly key: string;
  /** Its number in the manuscript; null where it has none yet. */
  readonly number: number | null;
  readonly authors: string;
  readonly year: string;
  readonly title: string;
  readonly container: string;
  readonly doi: string;
  readonly pmid: string;
  readonly library: string;
  /** Why it was found. */
  readonly reasons: readonly string[];
}

/** How many references are told of where the assistant does not say. */
const USUAL_LIMIT = 10;
const GREATEST_LIMIT = 50;

/**
 * References of the author's libraries: by words (any of title, authors, year, journal, topics; a DOI or PMID), or by
 * the sentence that is to cite them.
 */
export function searchReferences(
  desk: CitationDesk,
  {
    query,
    sentence,
    limit = USUAL_LIMIT,
  }: {
    readonly query?: string | undefined;
    readonly sentence?: string | undefined;
    readonly limit?: number | undefined;
  },
): readonly ToldReference[] {
  const most = Math.max(1, Math.min(GREATEST_LIMIT, Math.floor(limit)));
  const words = (query ?? '').trim();
  const hits =
    words === '' ? desk.index.suggest({ sentence: sentence ?? '' }, most) : desk.index.search(words, most);
  return hits.map(({ reference, reasons }) => told(desk, reference, reasons));
}

/** A reference with all that the author's libraries say of it. */
export interface ToldCard extends ToldReference {
  readonly abstract: string;
  /** The review's summary, or the author's own note. */
  readonly summary: string;
  readonly points: readonly string[];
  readonly topics: readonly string[];
  readonly keywords: string;
  readonly links: readonly string[];
  /** Lines of the manuscript that cite it, from 1. */
  readonly citedOnLines: readonly number[];
  /** Where the record comes from and how far it can be trusted. */
  readonly provenance: string;
  /** What the manuscript's own list says, where no library has a record. */
  readonly entry: string;
}

/** What is known of one reference, by its key or by its number in the manuscript; undefined where there is none. */
export function readReference(
  desk: CitationDesk,
  { key, number }: { readonly key?: string | undefined; readonly number?: number | undefined },
): ToldCard | undefined {
  const numbering = desk.manuscript?.numberings[0];
  const numbered = number === undefined ? undefined : numbering?.byNumber.get(number);
  const reference =
    key === undefined ? numbered?.reference : referenceById(desk.libraries, key.replace(/^@/, ''));
  const entry =
    numbered?.entry && desk.manuscript ? textOfEntry(desk.manuscript, numbered.entry.textRange) : '';
  if (reference === undefined && entry === '') return undefined;
  const library = desk.libraries.find(({ name }) => name === reference?.library);
  const facts =
    reference === undefined ? { ...NOTHING_TOLD, number: number ?? null } : told(desk, reference, []);
  return {
    ...facts,
    abstract: textOf(reference?.csl.abstract),
    summary: textOf(reference?.summary),
    points: (reference?.points ?? []).map(plainText),
    topics: reference && library ? topicsOf(reference, library).map(({ label }) => plainText(label)) : [],
    keywords: textOf(reference?.csl.keyword),
    links: reference
      ? lookupLinks(reference.csl)
          .slice(0, 2)
          .map(({ url }) => url)
      : [],
    citedOnLines: linesCiting(desk.manuscript, facts.number),
    provenance: textOf(library?.provenance),
    entry,
  };
}

/** What is wrong with a citation, or that nothing is. */
export interface CheckedCitation {
  /** As written. */
  readonly text: string;
  readonly line: number;
  readonly cites: readonly {
    readonly name: string;
    readonly exists: boolean;
    /** Author, year and title of what exists. */
    readonly label: string;
  }[];
  /** Each a sentence; none where all is well. */
  readonly problems: readonly string[];
}

/**
 * Checks the citations of a text, such as one that an assistant is about to propose: whether each number is in the text's
 * own reference list, else in the manuscript's, else in the numbered library; whether each key is in a library; and
 * whether a sentence fits another reference far better.
 */
export function checkCitations(
  desk: CitationDesk,
  { text, markup = 'markdown' }: { readonly text: string; readonly markup?: MarkupLanguage | undefined },
): readonly CheckedCitation[] {
  const own = numberManuscript(parseManuscript(text, markup), desk.libraries);
  const hasList = own.numberings.some(({ source }) => source === 'list');
  const numbered =
    hasList || desk.manuscript === undefined ? own : { ...own, numberings: [desk.manuscript.numberings[0]!] };
  /** Where the entries of the list stand that counts. */
  const listed = hasList ? own : (desk.manuscript ?? own);
  const lines = new LineIndex(text);
  const doubts = doubtsIn(numbered);
  const byNumber = own.manuscript.citations.map(citation => {
    const numbering = numbered.numberings[citation.list ?? 0] ?? numbered.numberings[0]!;
    const cites = [...new Set(citation.numbers)].map(number => citedNumber(listed, numbering, number));
    const missing = cites
      .filter(({ exists }) => !exists)
      .map(({ name }) => `${name} does not exist${lastOf(numbering)}.`);
    return checked(text, lines, citation.range, cites, [...missing, ...(doubts.get(citation) ?? [])]);
  });
  const byKey = own.manuscript.keyedCitations.map(citation => {
    const cites = citation.members.map(({ key }) => {
      const reference = referenceById(desk.libraries, key.value);
      return {
        name: `@${key.value}`,
        exists: reference !== undefined,
        label: reference ? labelOf(reference) : '',
      };
    });
    const missing = cites
      .filter(({ exists }) => !exists)
      .map(({ name }) => `${name} does not exist: no library has this key.`);
    return checked(text, lines, citation.range, cites, missing);
  });
  const unreadable = own.manuscript.unreadable.map(({ range, reason }) =>
    checked(text, lines, range, [], [`It cannot be read: ${reason}`]),
  );
  return [...byNumber, ...byKey, ...unreadable].sort((a, b) => a.line - b.line);
}

/** A library as an assistant is told of it. */
export interface ToldLibrary {
  readonly name: string;
  readonly references: number;
  /** Whether its references carry numbers. */
  readonly numbered: boolean;
  readonly topics: readonly string[];
  readonly provenance: string;
  /** Records that could not be read as meant. */
  readonly problems: number;
}

/** The libraries that the answers come from. */
export function listLibraries({ libraries }: Pick<CitationDesk, 'libraries'>): readonly ToldLibrary[] {
  return libraries.map(library => ({
    name: library.name,
    references: library.references.length,
    numbered: library.numbered,
    topics: library.topics.map(({ label }) => plainText(label)).slice(0, 100),
    provenance: textOf(library.provenance),
    problems: library.problems.length,
  }));
}

const NOTHING_TOLD: ToldReference = {
  key: '',
  number: null,
  authors: '',
  year: '',
  title: '',
  container: '',
  doi: '',
  pmid: '',
  library: '',
  reasons: [],
};

function told({ manuscript }: CitationDesk, reference: Reference, reasons: readonly string[]): ToldReference {
  const { csl } = reference;
  const number =
    manuscript === undefined ? reference.number : manuscript.numberings[0]!.numberOf.get(reference.id);
  return {
    key: reference.id,
    number: number ?? null,
    authors: authorsShort(reference),
    year: String(yearOf(csl) ?? ''),
    title: textOf(csl.title),
    container: textOf(csl['container-title'] ?? csl.publisher),
    doi: textOf(csl.DOI),
    pmid: textOf(csl.PMID),
    library: reference.library,
    reasons,
  };
}

function citedNumber(
  { manuscript }: NumberedManuscript,
  numbering: Numbering,
  number: number,
): CheckedCitation['cites'][number] {
  const found = resolveNumber(numbering, number);
  if (found.kind === 'missing') return { name: `[${number}]`, exists: false, label: '' };
  const { reference, entry } = found.numbered;
  const words = entry ? manuscript.text.slice(entry.textRange.start, entry.textRange.end) : '';
  return { name: `[${number}]`, exists: true, label: reference ? labelOf(reference) : oneLine(words) };
}

function lastOf({ byNumber, source }: Numbering): string {
  if (source === 'none') return ': there is no reference list and no numbered library';
  const last = Math.max(0, ...byNumber.keys());
  return `: ${source === 'list' ? 'the reference list' : 'the numbered library'} ends at ${last}`;
}

function doubtsIn(numbered: NumberedManuscript): ReadonlyMap<object, readonly string[]> {
  const readings = new CitationReadings();
  readings.readAhead(numbered);
  const doubts = new Map<object, string[]>();
  for (const evidence of wrongNumbersIn(readings.of(numbered))) {
    if (!isDoubted(evidence)) continue;
    const { citation, number, better } = evidence;
    const doubt = `The sentence fits [${better.number}] (${shortLabel(better.reference)}) far better than [${number}].`;
    doubts.set(citation, [...(doubts.get(citation) ?? []), doubt]);
  }
  return doubts;
}

function checked(
  text: string,
  lines: LineIndex,
  range: { readonly start: number; readonly end: number },
  cites: CheckedCitation['cites'],
  problems: readonly string[],
): CheckedCitation {
  return {
    text: oneLine(text.slice(range.start, range.end)),
    line: lines.positionAt(range.start).line + 1,
    cites,
    problems,
  };
}

function linesCiting(manuscript: NumberedManuscript | undefined, number: number | null): readonly number[] {
  if (manuscript === undefined || number === null) return [];
  const lines = new LineIndex(manuscript.manuscript.text);
  const citations =
    citationsByNumber(manuscript.manuscript, manuscript.numberings[0]!.list).get(number) ?? [];
  return citations.map(({ range }) => lines.positionAt(range.start).line + 1);
}

function textOfEntry(
  { manuscript }: NumberedManuscript,
  range: { readonly start: number; readonly end: number },
): string {
  return oneLine(manuscript.text.slice(range.start, range.end));
}

function labelOf(reference: Reference): string {
  const title = textOf(reference.csl.title);
  return title === '' ? shortLabel(reference) : `${shortLabel(reference)}, ${title}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? oneLine(plainText(value))
    : typeof value === 'number'
      ? String(value)
      : '';
}
