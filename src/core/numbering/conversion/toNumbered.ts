import type { Reference } from '../../library/types';
import {
  type ClusterStyle,
  clusterStyleOf,
  headingBefore,
  parseAlike,
  parseManuscript,
} from '../../manuscript';
import type { KeyedCitation, Manuscript } from '../../manuscript/types';
import { say } from '../../text/message';
import { applyEdits, sortedEdits, type TextEdit } from '../../text/textEdit';
import { type TextRange, textIn } from '../../text/textRange';
import { isCitationByKey, referenceOfKey } from '../keyedJoin';
import { type EntryText, entryText, type ListWriter, planReferenceList } from '../referenceListEdits';
import { lineEnding, newHeading, placeAtEnd, placeUnderHeading } from '../referenceSection';
import type { NumberedManuscript } from '../types';
import { findBibliography, listedInMetadata } from './bibliographyPlace';
import { type NumberedWork, writeNumberedWorks } from './numberWriter';
import { type FoundNumbers, findRememberedNumbers } from './rememberedNumbers';
import type { ConversionRefusal } from './types';

/** The edits that turn keys into numbers. */
export type ToNumbered =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      readonly citations: number;
      readonly restored: boolean;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly ConversionRefusal[] };

/** How numbers and list are written. */
export interface NumberedForm {
  /** The manuscript's own, where it has or remembers one, else this. */
  readonly writer: ListWriter;
  /** What names the work in a sentence, before its number: `Long et al.`; for `@key` and `\citet{key}`. */
  readonly nameInText: (reference: Reference) => string;
}

/**
 * Turns every citation by key into one by number. What the manuscript remembers of its numbers is put back to the
 * letter; otherwise works are numbered in the order in which they are cited, and the list is written where the
 * bibliography was to be printed.
 */
export function planToNumbered(numbered: NumberedManuscript, form: NumberedForm): ToNumbered {
  const { manuscript } = numbered;
  const citations = manuscript.keyedCitations.filter(citation => isCitationByKey(numbered, citation));
  const found = findRememberedNumbers(manuscript);
  const cited = citations.filter(({ listsOnly }) => !listsOnly);
  if (cited.length === 0 && found === undefined) {
    return { kind: 'edits', edits: [], citations: 0, restored: false };
  }
  const remembered = new Map<string, number>();
  for (const { key, number } of found?.entries ?? []) {
    if (key !== undefined && !remembered.has(key)) remembered.set(key, number);
  }
  const reasons = unknownKeys(numbered, citations, remembered);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const keys = [...new Set(cited.flatMap(({ members }) => members.map(({ key }) => key.value)))];
  const restored = found !== undefined && keys.every(key => remembered.has(key));
  if (restored) return { kind: 'edits', ...restore(manuscript, citations, found, remembered), restored };
  return numberAnew(numbered, citations, keys, found, form);
}

function unknownKeys(
  numbered: NumberedManuscript,
  citations: readonly KeyedCitation[],
  remembered: ReadonlyMap<string, number>,
): readonly ConversionRefusal[] {
  return citations.flatMap(({ members, form }) =>
    members.flatMap(({ key }): readonly ConversionRefusal[] =>
      form === 'restructuredtext' ||
      remembered.has(key.value) ||
      referenceOfKey(numbered, key.value) !== undefined
        ? []
        : [
            {
              range: key.range,
              ...say('No library has “{0}”. Correct the key, or add its library.', key.value),
            },
          ],
    ),
  );
}

/** What was before: numbers, list, and how each citation was written. */
function restore(
  manuscript: Manuscript,
  citations: readonly KeyedCitation[],
  found: FoundNumbers,
  numberOf: ReadonlyMap<string, number>,
): { readonly edits: readonly TextEdit[]; readonly citations: number } {
  const { text } = manuscript;
  const start = text.slice(0, found.start).endsWith(found.place)
    ? found.start - found.place.length
    : found.start;
  const end = text.startsWith(found.after, found.end) ? found.end + found.after.length : found.end;
  const listEdit = {
    range: { start, end },
    newText: found.entries.map(entry => entry.text).join('') + found.tail,
  };
  const headerEdit = headerEdits(text, found, start);
  const inText = citations.filter(({ range }) => range.end <= start || range.start >= end);
  const converted = convertCitations(
    text,
    inText,
    found,
    found.style,
    key => numberOf.get(key)!,
    () => undefined,
  );
  const edits = converted.map(({ edit }) => edit);
  return { edits: sortedEdits([...headerEdit, ...edits, listEdit]), citations: inText.length };
}

/** Takes back what was put into the metadata, where it still stands so. */
function headerEdits(text: string, found: FoundNumbers, limit: number): readonly TextEdit[] {
  const start = found.added === '' ? -1 : text.indexOf(found.added);
  if (start < 0 || start >= limit) return [];
  return [{ range: { start, end: start + found.added.length }, newText: found.replaced }];
}

/** A citation by key as it is to be written by number; `numbers` is undefined where it comes back as it is remembered. */
interface ConvertedToNumbers {
  readonly edit: TextEdit;
  readonly numbers: readonly number[] | undefined;
}

/** The citations by number, in the forms that are remembered where there are such. */
function convertCitations(
  text: string,
  citations: readonly KeyedCitation[],
  found: FoundNumbers | undefined,
  style: ClusterStyle,
  numberOf: (key: string) => number,
  nameOf: (key: string) => string | undefined,
): readonly ConvertedToNumbers[] {
  const forms = new RememberedForms(text, found);
  const converted: ConvertedToNumbers[] = [];
  let behind = 0;
  for (const citation of citations) {
    const { range, listsOnly, inText, members } = citation;
    if (range.start < behind) continue;
    const form = forms.at(range);
    if (form !== undefined && form.range.start >= behind) {
      converted.push({ edit: form, numbers: undefined });
      behind = form.range.end;
      continue;
    }
    if (listsOnly) {
      converted.push({ edit: { range, newText: '' }, numbers: [] });
      continue;
    }
    const works = members.map(
      ({ key, prefix, locator }): NumberedWork => ({
        number: numberOf(key.value),
        prefix: prefix && oneLine(textIn(text, prefix)),
        locator: locator && oneLine(textIn(text, locator)),
      }),
    );
    const name = inText ? nameOf(members[0]!.key.value) : undefined;
    const suppressed = citation.form === 'pandocText' && text[range.start] === '-';
    const lead = name === undefined || suppressed ? '' : `${name} `;
    converted.push({
      edit: { range, newText: lead + writeNumberedWorks(works, style) },
      numbers: works.map(({ number }) => number),
    });
    behind = range.end;
  }
  return converted;
}

/** So much of a citation is looked up at once. */
const FIRST = 24;

/** What is remembered of citations that are not as the style says, found by how they are written by key. */
class RememberedForms {
  readonly #text: string;
  readonly #byFirst = new Map<
    string,
    { keyed: string; lead: number; written: readonly string[]; used: number; places: number }[]
  >();

  constructor(text: string, found: FoundNumbers | undefined) {
    this.#text = text;
    for (const { keyed, lead, written } of found?.forms ?? []) {
      const places = written.length === 1 ? 1 : count(text, keyed, found!.start);
      const first = keyed.slice(lead, lead + FIRST);
      const forms = this.#byFirst.get(first) ?? [];
      this.#byFirst.set(first, forms);
      forms.push({ keyed, lead, written, used: 0, places });
      forms.sort((a, b) => b.keyed.length - a.keyed.length);
    }
  }

  /** The edit that puts back what stood where a citation stands; undefined where the style says it. */
  at({ start, end }: TextRange): TextEdit | undefined {
    for (let length = FIRST; length > 0; length -= 1) {
      for (const form of this.#byFirst.get(this.#text.slice(start, start + length)) ?? []) {
        const from = start - form.lead;
        const to = from + form.keyed.length;
        if (to < end || !this.#text.startsWith(form.keyed, from)) continue;
        const at = form.written.length === 1 ? 0 : form.used;
        // With a citation more or less than there were nobody can say which was which.
        if (form.written.length > 1 && form.places !== form.written.length) continue;
        form.used += 1;
        return { range: { start: from, end: to }, newText: form.written[at]! };
      }
    }
    return undefined;
  }
}

function count(text: string, needle: string, limit: number): number {
  let times = 0;
  for (let at = text.indexOf(needle); at >= 0 && at < limit; at = text.indexOf(needle, at + needle.length)) {
    times += 1;
  }
  return times;
}

function numberAnew(
  numbered: NumberedManuscript,
  citations: readonly KeyedCitation[],
  keys: readonly string[],
  found: FoundNumbers | undefined,
  form: NumberedForm,
): ToNumbered {
  const { manuscript } = numbered;
  const { text } = manuscript;
  const listed = manuscript.referenceLists.findIndex(({ entries }) => entries.length > 0);
  const numbering = listed < 0 ? undefined : numbered.numberings[listed];
  const numbers = new Map<string, number>();
  const references = new Map<number, Reference>();
  const entries: EntryText[] = [];
  const typed = typedEntries(manuscript, found);
  const uncited = [
    ...listedInMetadata(manuscript),
    ...citations
      .filter(({ listsOnly }) => listsOnly)
      .flatMap(({ members }) => members.map(({ key }) => key.value)),
    ...(found?.entries.flatMap(({ key }) => key ?? []) ?? []),
  ];
  let next = numbering?.nextNumber ?? 1;
  for (const key of [...keys, ...uncited]) {
    if (numbers.has(key)) continue;
    const reference = referenceOfKey(numbered, key);
    const known = reference === undefined ? undefined : numbering?.numberOf.get(reference.id);
    if (known !== undefined) {
      numbers.set(key, known);
      continue;
    }
    const words = typed.get(key);
    if (reference === undefined && words === undefined) continue;
    numbers.set(key, next);
    if (reference !== undefined) references.set(next, reference);
    entries.push(
      words === undefined
        ? entryText(next, reference!, form.writer, numbered.libraries)
        : { number: next, markup: words, key: undefined },
    );
    next += 1;
  }
  const style = found?.style ?? clusterStyleOf(manuscript);
  const nameOf = (key: string): string | undefined => {
    const reference = referenceOfKey(numbered, key);
    return reference && form.nameInText(reference);
  };
  const converted = convertCitations(text, citations, undefined, style, key => numbers.get(key)!, nameOf);
  if (numbering !== undefined) {
    const list = planReferenceList(numbered, listed, { references, rewrite: false }, form.writer);
    if (list.kind === 'refused') return list;
    return checked(manuscript, converted, list.edits, [...numbers.values()]);
  }
  const eol = lineEnding(text);
  const place = placeOfList(manuscript, found);
  const list = form.writer.list(entries, { eol, form: typedForm(manuscript, found) });
  const outside = converted.filter(
    ({ edit: { range } }) => range.end <= place.range.start || range.start >= place.range.end,
  );
  const listEdit = { range: place.range, newText: `${place.before}${list}${place.after}` };
  const header = found === undefined ? [] : headerEdits(text, found, place.range.start);
  return checked(manuscript, outside, [...header, listEdit], [...numbers.values()]);
}

/** Reads the result: every citation must say its numbers, and the list must have them. */
function checked(
  manuscript: Manuscript,
  converted: readonly ConvertedToNumbers[],
  others: readonly TextEdit[],
  listed: readonly number[],
): ToNumbered {
  const edits = sortedEdits([...converted.map(({ edit }) => edit), ...others]);
  const after = parseAlike(manuscript, applyEdits(manuscript.text, edits));
  const numbersOf = new Map(converted.map(({ edit, numbers }) => [edit, numbers]));
  const reasons: ConversionRefusal[] = [];
  let delta = 0;
  let next = 0;
  for (const edit of edits) {
    const start = edit.range.start + delta;
    const end = start + edit.newText.length;
    delta += edit.newText.length - (edit.range.end - edit.range.start);
    const numbers = numbersOf.get(edit);
    if (numbers === undefined) continue;
    const read: number[] = [];
    while (next < after.citations.length && after.citations[next]!.range.end <= start) next += 1;
    for (; next < after.citations.length && after.citations[next]!.range.start < end; next += 1) {
      read.push(...after.citations[next]!.numbers);
    }
    if (read.join() !== numbers.join()) {
      reasons.push({
        range: edit.range,
        ...say(
          'Written by number, this citation would be read as something else. Shorten what stands beside the key, or set it off by a space.',
        ),
      });
    }
  }
  const entries = new Set(after.referenceLists.flatMap(list => list.entries.map(({ number }) => number)));
  if (reasons.length === 0 && listed.some(number => !entries.has(number))) {
    const range = others[others.length - 1]?.range ?? { start: 0, end: 0 };
    reasons.push({
      range,
      ...say('The reference list cannot be written here so that its numbers come out right.'),
    });
  }
  if (reasons.length > 0) return { kind: 'refused', reasons };
  return { kind: 'edits', edits, citations: converted.length, restored: false };
}

/** Where the list is to stand: in place of the bibliography's, under the heading for references, else at the end. */
function placeOfList(
  manuscript: Manuscript,
  found: FoundNumbers | undefined,
): { readonly range: TextRange; readonly before: string; readonly after: string } {
  const { text } = manuscript;
  const printed = findBibliography(manuscript);
  if (found !== undefined) {
    const end = text.startsWith(found.after, found.end) ? found.end + found.after.length : found.end;
    const placed = text.slice(0, found.start).endsWith(found.place)
      ? found.start - found.place.length
      : found.start;
    // A heading that was written with it stays over the list.
    const start =
      printed !== undefined && placed <= printed.start && printed.end <= found.start ? printed.start : placed;
    return { range: { start, end }, before: '', after: found.after };
  }
  const heading = [...manuscript.referenceLists].reverse().find(list => list.heading !== undefined)?.heading;
  if (printed !== undefined) {
    const before = headingBefore(manuscript, printed.start);
    const titled = manuscript.referenceLists.some(
      list => list.heading !== undefined && list.heading.range.start === before?.range.start,
    );
    if (titled || manuscript.language === 'restructuredtext')
      return { range: printed, before: '', after: '' };
    const eol = lineEnding(text);
    return { range: printed, before: `${newHeading(manuscript, eol, 'en')}${eol}${eol}`, after: '' };
  }
  const place = heading === undefined ? placeAtEnd(manuscript) : placeUnderHeading(text, heading.range.end);
  return { range: { start: place.offset, end: place.offset }, before: place.before, after: place.after };
}

/** What the remembered entries say, by key: words that an author typed stay. */
function typedEntries(manuscript: Manuscript, found: FoundNumbers | undefined): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  if (found === undefined) return words;
  const list = rememberedList(manuscript, found);
  const keys = found.entries;
  list?.entries.forEach((entry, index) => {
    const key = keys[index]?.number === entry.number ? keys[index]?.key : undefined;
    if (key !== undefined && !words.has(key)) words.set(key, oneLine(textIn(list.text, entry.textRange)));
  });
  return words;
}

function typedForm(manuscript: Manuscript, found: FoundNumbers | undefined) {
  return found === undefined ? undefined : rememberedList(manuscript, found)?.entries[0]?.labelForm;
}

function rememberedList({ language }: Manuscript, found: FoundNumbers) {
  const text = found.entries.map(entry => entry.text).join('') + found.tail;
  const heading =
    language === 'latex'
      ? '\\section{References}\n\n'
      : language === 'restructuredtext'
        ? 'References\n==========\n\n'
        : `${language === 'markdown' ? '#' : '='} References\n\n`;
  const read = parseManuscript(heading + text, language);
  const list = read.referenceLists.find(({ entries }) => entries.length > 0);
  return list === undefined ? undefined : { text: read.text, entries: list.entries };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
