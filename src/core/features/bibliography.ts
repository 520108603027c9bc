import type { Reference } from '../library/types';
import { plainWords } from '../manuscript';
import {
  citationsByNumber,
  citedByFellows,
  entriesKeptAsTyped,
  type KeptEntry,
  lineEnding,
  listFileOf,
  type NumberedManuscript,
  type Numbering,
  planReferenceListInSteps,
  shownName,
  type WantedList,
} from '../numbering';
import { listWriter, writeReferenceList } from '../style';
import type { CitationStyle, EntryFormatter, FormattedEntry } from '../style/types';
import { say } from '../text/message';
import { inOneGo } from '../text/steps';
import type { TextEdit } from '../text/textEdit';
import { type TextRange, textIn } from '../text/textRange';
import type { EditPlan, Refusal } from './types';

/** So many numbers without a reference are named. */
const NAMED = 12;

/** How the bibliography is written. */
export interface BibliographyOptions {
  /** RFC 5646 tag such as `en-US`; empty for the style's own. */
  readonly locale: string;
  /** Whether an entry stays to the letter where writing it anew would lose what its author typed; default true. */
  readonly keepHandMade?: boolean | ((number: number) => boolean);
}

/** One line of the bibliography. */
export interface BibliographyEntry {
  readonly number: number;
  /** Undefined for an entry that stands in the manuscript and in no library. */
  readonly reference: Reference | undefined;
  /** Formatted by the style, else the entry's own words as they stand in the manuscript. */
  readonly entry: FormattedEntry;
  /** Those words in the manuscript's markup; undefined where the style formatted the entry. */
  readonly markup: string | undefined;
}

/**
 * Writes or updates the reference list of a manuscript: an entry for each cited number that stands for a record, under
 * the heading for references that is there, else at the end under a new one. Entries that are there are formatted anew
 * where they are linked to a record and nothing that they say is lost by it; all others stay to the letter, and none is
 * dropped. A second run changes nothing. A file whose list stands in another file is refused: the command is for that file.
 *
 * @throws StyleError when the style cannot format a bibliography
 */
export function planBibliography(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
): EditPlan {
  return inOneGo(planBibliographyInSteps(numbered, style, engine, options));
}

/** As {@link planBibliography}, pausing entry by entry, so that a caller can breathe. */
export function* planBibliographyInSteps(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
): Generator<undefined, EditPlan> {
  const elsewhere = listFileOf(numbered);
  if (elsewhere) {
    const message = say('The reference list of this manuscript stands in {0}.', shownName(elsewhere));
    return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...message }] };
  }
  const wantedLists = numbered.numberings.map((_, scope) => wantedReferences(numbered, scope));
  const format = formatter(bibliographyReferences(numbered), style, engine, options);
  const writer = listWriter(numbered.manuscript.language, format);
  const edits: TextEdit[] = [];
  const kept: KeptEntry[] = [];
  const reasons: Refusal[] = [];
  for (const [scope, references] of wantedLists.entries()) {
    const plan = yield* planReferenceListInSteps(numbered, scope, wantedList(references, options), writer);
    if (plan.kind === 'refused') reasons.push(...plan.reasons);
    else {
      edits.push(...plan.edits);
      kept.push(...plan.kept);
    }
  }
  if (reasons.length > 0) return { kind: 'refused', reasons };
  return { kind: 'edits', edits, summary: summaryOf(numbered, wantedLists, edits, kept) };
}

/**
 * The reference list alone, without writing it anywhere: the list's own entries and an entry for each cited number.
 *
 * @throws StyleError when the style cannot format a bibliography
 */
export function bibliographyEntries(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
): readonly BibliographyEntry[] {
  return numbered.numberings.flatMap((numbering, scope) => {
    const wanted = wantedReferences(numbered, scope);
    const format = formatter([...wanted.values()], style, engine, options);
    const writer = listWriter(numbered.manuscript.language, format);
    const kept = new Set(
      entriesKeptAsTyped(numbered, scope, wantedList(wanted, options), writer).map(({ entry }) => entry),
    );
    const entries: BibliographyEntry[] = [];
    for (const [number, reference] of wanted) {
      const typed = numbering.byNumber.get(number)?.entry;
      if (typed !== undefined && kept.has(typed)) continue;
      entries.push({ number, reference, entry: format(reference), markup: undefined });
    }
    for (const { number, entry, reference } of numbering.byNumber.values()) {
      if (entry === undefined || (wanted.has(number) && !kept.has(entry))) continue;
      const markup = textIn(numbered.manuscript.text, entry.textRange).replace(/\s+/g, ' ');
      const words = plainWords(numbered.manuscript, entry.textRange);
      entries.push({ number, reference, entry: [{ text: words }], markup });
    }
    return entries.sort((a, b) => a.number - b.number);
  });
}

/**
 * The reference list alone as text in the manuscript's markup, without a line end at its end.
 *
 * @throws StyleError when the style cannot format a bibliography
 */
export function listOnly(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
): string {
  const { text, language } = numbered.manuscript;
  const entries = bibliographyEntries(numbered, style, engine, options);
  return writeReferenceList(entries, language, { eol: lineEnding(text) });
}

/** Every reference that {@link planBibliography} has formatted, as the one list that it asks for. */
export function bibliographyReferences(numbered: NumberedManuscript): readonly Reference[] {
  return [
    ...new Set(numbered.numberings.flatMap((_, scope) => [...wantedReferences(numbered, scope).values()])),
  ];
}

/** How a list differs from what {@link planBibliography} would make of it. */
export interface ListState {
  /** What tells of it: the heading, else the label of the first entry. */
  readonly range: TextRange;
  /** Numbers whose entries say something else than the style makes of their records. */
  readonly outdated: readonly number[];
  /** Numbers that are cited, stand for a record, and have no entry. */
  readonly missing: readonly number[];
  /** Entries that are kept as they were typed. */
  readonly kept: readonly KeptEntry[];
}

/**
 * The lists that are not what their style makes of them. A list that was typed by hand in a style of its own, so that
 * hardly an entry reads as this one, is nobody's to bring up to date: it has no state.
 *
 * @param ours whether the manuscript itself names the style
 * @throws StyleError when the style cannot format a bibliography
 */
export function listStates(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
  ours: boolean,
): readonly ListState[] {
  return inOneGo(listStatesInSteps(numbered, style, engine, options, ours));
}

/** As {@link listStates}, pausing entry by entry, so that a caller can breathe. */
export function* listStatesInSteps(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: EntryFormatter,
  options: BibliographyOptions,
  ours: boolean,
): Generator<undefined, readonly ListState[]> {
  const format = formatter(bibliographyReferences(numbered), style, engine, options);
  const writer = listWriter(numbered.manuscript.language, format);
  const states: ListState[] = [];
  for (const [scope, numbering] of numbered.numberings.entries()) {
    const list = numbered.manuscript.referenceLists[scope];
    const first = list?.entries[0];
    if (!list || !first || numbering.source !== 'list') continue;
    const references = wantedReferences(numbered, scope);
    const plan = yield* planReferenceListInSteps(numbered, scope, wantedList(references, options), writer);
    if (plan.kind === 'refused') continue;
    const linked = [...numbering.byNumber.values()].filter(({ entry, reference }) => entry && reference);
    const isTouched = touchedBy(plan.edits);
    const outdated = linked.filter(({ entry }) => isTouched(entry!.textRange)).map(({ number }) => number);
    const missing = [...references.keys()].filter(number => !numbering.byNumber.get(number)?.entry);
    const asWritten = linked.length - outdated.length - plan.kept.length;
    if (!ours && asWritten * 2 < linked.length) continue;
    if (outdated.length + missing.length + plan.kept.length === 0) continue;
    states.push({ range: list.heading?.range ?? first.labelRange, outdated, missing, kept: plan.kept });
  }
  return states;
}

/** Tells whether one of the edits, which do not overlap, changes something in a range. */
function touchedBy(edits: readonly TextEdit[]): (range: TextRange) => boolean {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  return range => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.range.end <= range.start) low = middle + 1;
      else high = middle;
    }
    const next = sorted[low];
    return next !== undefined && next.range.start < range.end && next.range.end > range.start;
  };
}

/** The cited numbers that nothing stands for, ascending. */
export function unresolvedNumbers(numbered: NumberedManuscript): readonly number[] {
  const missing = numbered.numberings.flatMap((numbering, scope) => {
    const wanted = wantedReferences(numbered, scope);
    return citedNumbers(numbered, scope).filter(
      number => !numbering.byNumber.has(number) && !wanted.has(number),
    );
  });
  return [...new Set(missing)].sort((a, b) => a - b);
}

function wantedList(
  references: ReadonlyMap<number, Reference>,
  { keepHandMade, locale }: BibliographyOptions,
): WantedList {
  return { references, rewrite: true, keepHandMade: keepHandMade ?? true, language: locale || 'en' };
}

/** The records that the list is to have, by number. */
function wantedReferences(numbered: NumberedManuscript, scope: number): ReadonlyMap<number, Reference> {
  const numbering = numbered.numberings[scope]!;
  const wanted = new Map<number, Reference>();
  if (numbering.source === 'list') {
    for (const { number, reference } of numbering.byNumber.values()) {
      if (reference !== undefined) wanted.set(number, reference);
    }
  }
  const spare = numbering.source === 'list' ? agreeingLibraryNumbers(numbered, numbering) : undefined;
  for (const number of citedNumbers(numbered, scope)) {
    const reference =
      numbering.byNumber.get(number)?.reference ??
      (numbering.byNumber.has(number) ? undefined : spare?.get(number));
    if (reference !== undefined) wanted.set(number, reference);
  }
  return new Map([...wanted].sort(([a], [b]) => a - b));
}

/**
 * The numbers of the numbered library for a list whose entries all carry that library's own numbers: there a cited
 * number without an entry can mean only that library's reference. Undefined for any other list.
 */
function agreeingLibraryNumbers(
  { libraries }: NumberedManuscript,
  numbering: Numbering,
): ReadonlyMap<number, Reference> | undefined {
  const library = libraries.find(({ numbered }) => numbered);
  if (library === undefined || numbering.byNumber.size === 0) return undefined;
  for (const { number, reference } of numbering.byNumber.values()) {
    if (reference?.library !== library.name || reference.number !== number) return undefined;
  }
  const byNumber = new Map<number, Reference>();
  for (const reference of library.references) {
    if (reference.number !== undefined) byNumber.set(reference.number, reference);
  }
  return byNumber;
}

/** Those that other files cite by a list of this one are among them. */
function citedNumbers(numbered: NumberedManuscript, scope: number): readonly number[] {
  const { manuscript } = numbered;
  const own = citationsByNumber(manuscript, manuscript.referenceLists.length > 0 ? scope : undefined);
  return [...new Set([...own.keys(), ...citedByFellows(numbered, scope)])];
}

/** Formats all references at once, because an engine is faster so, and answers one by one. */
function formatter(
  references: readonly Reference[],
  style: CitationStyle,
  engine: EntryFormatter,
  { locale }: BibliographyOptions,
): (reference: Reference) => FormattedEntry {
  const entries = engine.formatEntries(
    references.map(({ csl }) => csl),
    style,
    locale,
  );
  const byReference = new Map(references.map((reference, index) => [reference, entries[index]!]));
  return reference => byReference.get(reference) ?? engine.formatEntries([reference.csl], style, locale)[0]!;
}

function summaryOf(
  numbered: NumberedManuscript,
  wantedLists: readonly ReadonlyMap<number, Reference>[],
  edits: readonly TextEdit[],
  kept: readonly KeptEntry[],
): string {
  const entries = wantedLists.reduce((sum, wanted) => sum + wanted.size, 0) - kept.length;
  const missing = unresolvedNumbers(numbered);
  const done =
    edits.length === 0
      ? entries === 0 && kept.length === 0
        ? 'There is nothing to list: the manuscript cites no reference that is known.'
        : 'The reference list is up to date.'
      : `Wrote ${entries} ${entries === 1 ? 'reference' : 'references'}.`;
  const sentences = [done];
  if (kept.length > 0) {
    const named = kept
      .slice(0, NAMED_KEPT)
      .map(({ entry, lost }) => `${entry.number} (${LOST[lost.kind]} ${lost.text})`);
    sentences.push(
      `Kept ${kept.length} ${kept.length === 1 ? 'entry' : 'entries'} as typed, because ` +
        `${kept.length === 1 ? 'its record lacks' : 'their records lack'} something of what ` +
        `${kept.length === 1 ? 'it says' : 'they say'}: ${listed(named, kept.length)}.`,
    );
  }
  if (missing.length > 0) {
    const named = listed(missing.slice(0, NAMED), missing.length);
    sentences.push(`No reference has the number${missing.length === 1 ? '' : 's'} ${named}.`);
  }
  return sentences.join(' ');
}

/** So many entries that were kept are named. */
const NAMED_KEPT = 5;

const LOST: Readonly<Record<KeptEntry['lost']['kind'], string>> = {
  doi: 'DOI',
  pmid: 'PubMed',
  address: 'address',
  number: 'number',
  words: 'words:',
};

function listed(named: readonly (string | number)[], all: number): string {
  return named.join(', ') + (all > named.length ? ` and ${all - named.length} more` : '');
}
