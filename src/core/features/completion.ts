import type { Reference } from '../library/types';
import {
  citationBeingTypedAt,
  type KeyBeingTyped,
  keyBeingTypedAt,
  plainWords,
  textBetween,
} from '../manuscript';
import type { CitationBeingTyped } from '../manuscript/types';
import {
  citesByKey,
  citingContextAt,
  type NumberedManuscript,
  type NumberedReference,
  type Numbering,
  narrowedTyping,
  numberingFor,
  referencesOnce,
  writeTypedKey,
  writeTypedNumbers,
} from '../numbering';
import { normaliseWords } from '../search';
import type { SearchHit, SearchIndex } from '../search/types';
import { shortLabel } from '../style';
import type { TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';

/** How far the sentence moves a reference among those that the typed words find. */
const SENTENCE_WEIGHT = 0.5;

/** One thing to accept. */
export interface CitationCompletion {
  /** Undefined for an entry of the manuscript's own list that no library knows. */
  readonly reference: Reference | undefined;
  /** Its number here; undefined where accepting gives it the next one, which needs an entry in the list as well. */
  readonly number: number | undefined;
  /** The key that accepting writes; undefined where the citation is by number. */
  readonly key: string | undefined;
  /** `[4]`, `@long2023` */
  readonly label: string;
  /** `Long 2023`; the entry's first words where there is no record. */
  readonly shortLabel: string;
  readonly title: string;
  /** Journal and year. */
  readonly description: string;
  /** Why it is offered, most telling first. */
  readonly reasons: readonly string[];
  /** Writes the number, whatever brackets are there. */
  readonly edit: TextEdit;
  /** What stands between the start of the edit and the cursor, so that an editor's own filter hides nothing. */
  readonly filterText: string;
  /** Sorts as the rank. */
  readonly sortText: string;
}

/** What can be completed at a place. */
export interface CitationCompletions {
  /** What accepting replaces: on the line of the cursor, around it. */
  readonly replace: TextRange;
  /** Best first. */
  readonly items: readonly CitationCompletion[];
}

/**
 * The references that could be meant by what is being typed at `offset`, by number or by key; undefined where no citation
 * is being typed. With typed words, those that the words find (any word of title, authors, year, journal, topic, summary;
 * a number; a key); without, those that the sentence speaks for, then the others by number. What the citation holds
 * already is left out.
 *
 * @param index over the references of the manuscript's libraries
 */
export function completeCitation(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  { limit }: { readonly limit: number },
): CitationCompletions | undefined {
  const { manuscript } = numbered;
  const citation = citationBeingTypedAt(manuscript, offset);
  if (citation === undefined) return completeKey(numbered, index, offset, limit);
  const being = narrowedTyping(manuscript, citation, offset);
  const numbering = numberingFor(numbered, offset);
  const typed = textBetween(manuscript, { start: being.typed.start, end: offset }).trim();
  const held = new Set(being.numbers);
  const items: CitationCompletion[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates(numbered, index, offset, being, typed, limit)) {
    if (items.length >= limit) break;
    const number = candidate.numbered?.number ?? numbering.numberOf.get(candidate.reference?.id ?? '');
    const identity = number === undefined ? `@${candidate.reference!.id}` : String(number);
    if (seen.has(identity) || (number !== undefined && held.has(number))) continue;
    seen.add(identity);
    items.push(completionOf(numbered, numbering, being, offset, candidate, number, items.length));
  }
  const replace = writeTypedNumbers(manuscript, being, offset, [1]).range;
  return { replace, items };
}

/** The same for a citation by key: `[@ex|]`, `\\cite{a,|}`. */
function completeKey(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  limit: number,
): CitationCompletions | undefined {
  const { manuscript } = numbered;
  const being = keyBeingTypedAt(manuscript, offset);
  if (being === undefined || !mayCiteByKey(numbered, being)) return undefined;
  const held = new Set(being.keys);
  const own = hasOwnLibrary(numbered);
  const numberedLibraries = new Set(
    numbered.libraries.filter(library => library.numbered).map(({ name }) => name),
  );
  const place = { range: { start: being.start, end: offset }, numbers: [] };
  const typed = textBetween(manuscript, { start: being.typed.start, end: offset }).trim();
  const items: CitationCompletion[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates(numbered, index, offset, place, typed, limit)) {
    if (items.length >= limit) break;
    const { reference, reasons } = candidate;
    // Keys are looked up in the libraries in their order: of records with one key only the first can be cited.
    if (reference === undefined || seen.has(reference.id) || held.has(reference.id)) continue;
    // The tools that resolve keys know the author's libraries and not the bundled review.
    if (own && numberedLibraries.has(reference.library)) continue;
    seen.add(reference.id);
    const edit = writeTypedKey(manuscript, being, reference.id);
    items.push({
      reference,
      number: undefined,
      key: reference.id,
      label: `@${reference.id}`,
      shortLabel: shortLabel(reference),
      title: reference.csl.title ?? '',
      description: describe(reference),
      reasons,
      edit,
      filterText: textBetween(manuscript, { start: edit.range.start, end: offset }),
      sortText: String(items.length).padStart(5, '0'),
    });
  }
  return { replace: being.typed, items };
}

/** `@` alone may begin anybody's name: it cites where the manuscript does so, or where the author has libraries of their own. */
function mayCiteByKey(numbered: NumberedManuscript, { bare }: KeyBeingTyped): boolean {
  if (!bare) return numbered.libraries.length > 0;
  return citesByKey(numbered) || (hasOwnLibrary(numbered) && numbered.manuscript.citations.length === 0);
}

function hasOwnLibrary({ libraries }: NumberedManuscript): boolean {
  return libraries.some(library => !library.numbered);
}

/** Up to so many letters may still become any word, a mistyped one too. */
const WORD_BEGUN = 3;

/** A reference or an entry that could be meant. */
interface Candidate {
  readonly reference: Reference | undefined;
  readonly numbered: NumberedReference | undefined;
  readonly reasons: readonly string[];
}

/** What the bracket being typed holds and where it begins: all that candidates depend on. */
type Place = Pick<CitationBeingTyped, 'range' | 'numbers'>;

function candidates(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  being: Place,
  typed: string,
  limit: number,
): Generator<Candidate> {
  return typed === ''
    ? bySentence(numbered, index, offset, being, limit)
    : byWords(numbered, index, offset, being, typed, limit);
}

function* bySentence(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  being: Place,
  limit: number,
): Generator<Candidate> {
  const numbering = numberingFor(numbered, offset);
  const hits = index.suggest(citingContextAt(numbered, being.range.start, being.numbers), limit);
  for (const hit of hits) yield candidateOf(hit);
  for (const known of byNumber(numbering)) yield candidateOfNumber(known);
  for (const reference of referencesOnce(numbered.libraries)) {
    yield { reference, numbered: undefined, reasons: [] };
  }
}

function* byWords(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  being: Place,
  typed: string,
  limit: number,
): Generator<Candidate> {
  const numbering = numberingFor(numbered, offset);
  if (/^\d+$/.test(typed)) {
    const exact = numbering.byNumber.get(Number(typed));
    if (exact !== undefined) yield candidateOfNumber(exact);
    for (const known of byNumber(numbering))
      if (String(known.number).startsWith(typed)) yield candidateOfNumber(known);
  }
  // Entries that no library has are found by their own words, and those stand there as typed.
  const words = normaliseWords(typed);
  for (const known of byNumber(numbering)) {
    if (known.reference === undefined && saysAll(numbered, known, words)) yield candidateOfNumber(known);
  }
  const hits = index.search(typed, limit);
  const context = citingContextAt(numbered, being.range.start, being.numbers);
  const suggested = new Map(
    index.suggest(context, limit).map((hit, rank) => [hit.reference.id, { hit, rank }]),
  );
  const ranked = hits
    .map((hit, rank) => {
      const sentence = suggested.get(hit.reference.id);
      const lift = sentence === undefined ? 0 : SENTENCE_WEIGHT / (1 + sentence.rank);
      const reasons = [...new Set([...hit.reasons, ...(sentence?.hit.reasons ?? [])])];
      return { hit: { ...hit, reasons }, score: hit.score * (1 + lift), rank };
    })
    .sort((a, b) => b.score - a.score || a.rank - b.rank);
  for (const { hit } of ranked) yield candidateOf(hit);
  // An editor closes its list for good when one answer on the way to a word is empty.
  if (hits.length === 0 && typed.length <= WORD_BEGUN && !/^\d+$/.test(typed)) {
    yield* bySentence(numbered, index, offset, being, limit);
  }
}

function candidateOf({ reference, reasons }: SearchHit): Candidate {
  return { reference, numbered: undefined, reasons };
}

function candidateOfNumber(numbered: NumberedReference): Candidate {
  return { reference: numbered.reference, numbered, reasons: [] };
}

function byNumber({ byNumber: known }: Numbering): readonly NumberedReference[] {
  return [...known.values()].sort((a, b) => a.number - b.number);
}

/** Whether an entry without a record has every typed word, as the beginning of one of its own. */
function saysAll(
  { manuscript }: NumberedManuscript,
  { entry, elsewhere }: NumberedReference,
  words: readonly string[],
): boolean {
  const text = elsewhere?.words ?? (entry === undefined ? '' : plainWords(manuscript, entry.textRange));
  if (text === '' || words.length === 0) return false;
  const known = normaliseWords(text);
  return words.every(word => known.some(other => other.startsWith(word)));
}

function completionOf(
  { manuscript }: NumberedManuscript,
  numbering: Numbering,
  being: CitationBeingTyped,
  offset: number,
  { reference, numbered, reasons }: Candidate,
  number: number | undefined,
  rank: number,
): CitationCompletion {
  const written = number ?? numbering.nextNumber;
  const edit = writeTypedNumbers(manuscript, being, offset, [written]);
  const entry = numbered?.entry;
  const words =
    reference !== undefined
      ? ''
      : (numbered?.elsewhere?.words ?? (entry === undefined ? '' : plainWords(manuscript, entry.textRange)));
  return {
    reference,
    number,
    key: undefined,
    label: `[${written}]`,
    shortLabel: reference === undefined ? shortened(words, 32) : shortLabel(reference),
    title: reference?.csl.title ?? words,
    description: reference === undefined ? '' : describe(reference),
    reasons,
    edit,
    filterText: textBetween(manuscript, { start: edit.range.start, end: offset }),
    sortText: String(rank).padStart(5, '0'),
  };
}

function describe({ csl }: Reference): string {
  const container = csl['container-title-short'] ?? csl['container-title'] ?? csl.publisher;
  const year = csl.issued?.['date-parts']?.[0]?.[0];
  return [container, year].filter(part => part !== undefined && part !== '').join(' ');
}

function shortened(words: string, length: number): string {
  if (words.length <= length) return words;
  const space = words.lastIndexOf(' ', length);
  return `${words.slice(0, space > length / 2 ? space : length)}…`;
}
