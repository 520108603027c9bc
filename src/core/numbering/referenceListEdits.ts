import type { Library, Reference } from '../library/types';
import type { EntryLabelForm, ReferenceList, ReferenceListEntry } from '../manuscript/types';
import { type Message, say } from '../text/message';
import { inOneGo } from '../text/steps';
import type { TextEdit } from '../text/textEdit';
import { wordsHash } from '../text/textHash';
import { type TextRange, textIn } from '../text/textRange';
import { factLostBy, type LostFact } from './entryLoss';
import { hasAnchor, withoutAnchors, writtenHash } from './entryWords';
import { linkEntry } from './linkEntry';
import { squeezed, wrongNumbers } from './listCheck';
import { type ListPlace, lineEnding, placeAtEnd, placeUnderHeading } from './referenceSection';
import type { NumberedManuscript, Numbering } from './types';

/** An entry as it is to stand in a list. */
export interface EntryText {
  readonly number: number;
  /** What it says, in the manuscript's markup, on one line. */
  readonly markup: string;
  /** Citation key for invisible markup, where the words alone would not lead back to the record. */
  readonly key: string | undefined;
}

/** How entries and lists are written in the manuscript's markup. The style room has one. */
export interface ListWriter {
  /** What an entry says, in the manuscript's markup, on one line. */
  readonly entry: (reference: Reference) => string;
  /** A whole list without heading and without a line end at its end. */
  readonly list: (
    entries: readonly EntryText[],
    options: { readonly eol: string; readonly form: EntryLabelForm | undefined },
  ) => string;
  /** An entry to stand right behind an existing one, beginning with the line end between the two. */
  readonly following: (
    previousNumber: number,
    entry: EntryText,
    options: { readonly eol: string; readonly form: EntryLabelForm | undefined },
  ) => string;
}

/** What is to stand in a list. */
export interface WantedList {
  /** References by the number that their entries get. */
  readonly references: ReadonlyMap<number, Reference>;
  /** Whether entries that are there already are written anew where their words differ. */
  readonly rewrite: boolean;
  /** Whether entries that say something which their record and their new words do not say stay to the letter; default true. */
  readonly keepHandMade?: boolean | ((number: number) => boolean);
  /** RFC 5646 tag of a new heading's words, where the manuscript names no language of its own; default English. */
  readonly language?: string;
}

/** An entry that is linked to a record and still not written anew, because something in it would be lost. */
export interface KeptEntry {
  readonly entry: ReferenceListEntry;
  readonly lost: LostFact;
}

/** The edits of one list, or the places that keep it from being written. */
export type ListPlan =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly kept: readonly KeptEntry[] }
  | {
      readonly kind: 'refused';
      readonly reasons: readonly (Message & { readonly range: TextRange })[];
    };

/**
 * Plans a reference list: adds entries that are missing, and brings those that are there up to date. Entries without
 * a wanted reference stay to the letter. A list that is not there yet is put under its heading, else at the end.
 * What the numbers stand for afterwards is checked by reading the result; a list that cannot be written safely is refused.
 *
 * @param scope index of the numbering in {@link NumberedManuscript.numberings}
 */
export function planReferenceList(
  numbered: NumberedManuscript,
  scope: number,
  wanted: WantedList,
  writer: ListWriter,
): ListPlan {
  return inOneGo(planReferenceListInSteps(numbered, scope, wanted, writer));
}

/** As {@link planReferenceList}, pausing entry by entry, so that a caller can breathe. */
export function* planReferenceListInSteps(
  numbered: NumberedManuscript,
  scope: number,
  wanted: WantedList,
  writer: ListWriter,
): Generator<undefined, ListPlan> {
  const { manuscript } = numbered;
  const list = manuscript.referenceLists[scope];
  if (list !== undefined && list.entries.length > 0)
    return yield* planExistingList(numbered, scope, list, wanted, writer);
  if (wanted.references.size === 0) return { kind: 'edits', edits: [], kept: [] };
  const entries = yield* entryTexts(wanted.references, writer, numbered.libraries);
  const place: ListPlace =
    list?.heading === undefined
      ? placeAtEnd(manuscript, wanted.language)
      : placeUnderHeading(manuscript.text, Math.max(list.heading.range.end, list.styleMark?.range.end ?? 0));
  const text = writer.list(entries, {
    eol: lineEnding(manuscript.text),
    form: formOfLists(manuscript.referenceLists),
  });
  const range = { start: place.offset, end: place.offset };
  const edits = [{ range, newText: `${place.before}${text}${place.after}` }];
  yield* linkAhead(entries, numbered.libraries);
  return wrongNumbers(numbered, scope, edits, wanted.references)?.size === 0
    ? { kind: 'edits', edits, kept: [] }
    : refused(
        list?.heading?.range ?? range,
        say('The reference list cannot be written here so that its numbers come out right.'),
      );
}

function* planExistingList(
  numbered: NumberedManuscript,
  scope: number,
  list: ReferenceList,
  wanted: WantedList,
  writer: ListWriter,
): Generator<undefined, ListPlan> {
  const { manuscript, libraries } = numbered;
  const numbering = numbered.numberings[scope]!;
  const { updates, kept } = wanted.rewrite
    ? yield* updatedEntries(numbered, numbering, list, wanted, writer)
    : { updates: new Map<ReferenceListEntry, EntryText>(), kept: [] };
  const missing = yield* entryTexts(
    new Map([...wanted.references].filter(([number]) => !numbering.byNumber.get(number)?.entry)),
    writer,
    libraries,
  );
  if (updates.size === 0 && missing.length === 0) return { kind: 'edits', edits: [], kept };

  yield* linkAhead([...updates.values(), ...missing], libraries);
  const eol = lineEnding(manuscript.text);
  const inPlace = (safe: EntryUpdates) =>
    withInsertions(list, missing, writer, eol, entryEdits(manuscript.text, safe, writer, eol));
  const first = inPlace(updates);
  const wrong = first === undefined ? undefined : wrongNumbers(numbered, scope, first, wanted.references);
  if (first !== undefined && wrong?.size === 0) return { kind: 'edits', edits: first, kept };
  // Entries that would lose their record or their number by new words keep the words that they have.
  const safe = new Map([...updates].filter(([{ number }]) => !wrong?.has(number)));
  const attempts = [
    () => (safe.size < updates.size ? inPlace(safe) : undefined),
    () => wholeList(numbered, list, updates, missing, writer, eol),
    () => wholeList(numbered, list, new Map(), missing, writer, eol),
  ];
  for (const attempt of attempts) {
    const edits = attempt();
    if (edits !== undefined && wrongNumbers(numbered, scope, edits, wanted.references)?.size === 0) {
      return { kind: 'edits', edits, kept };
    }
  }
  return refused(
    list.entries[list.entries.length - 1]!.range,
    say(
      'This reference list is laid out in a way that entries cannot be put into without changing what its numbers stand for.',
    ),
  );
}

/** New words of entries. */
type EntryUpdates = ReadonlyMap<ReferenceListEntry, EntryText>;

/** The entries of a list that stay as they are typed because writing them anew would lose something. */
export function entriesKeptAsTyped(
  numbered: NumberedManuscript,
  scope: number,
  wanted: WantedList,
  writer: ListWriter,
): readonly KeptEntry[] {
  const list = numbered.manuscript.referenceLists[scope];
  if (list === undefined) return [];
  return inOneGo(updatedEntries(numbered, numbered.numberings[scope]!, list, wanted, writer)).kept;
}

/** New words of the entries whose reference is wanted, where they differ by more than white space, and the entries that are kept. */
function* updatedEntries(
  { manuscript, libraries }: NumberedManuscript,
  numbering: Numbering,
  list: ReferenceList,
  wanted: WantedList,
  writer: ListWriter,
): Generator<undefined, { readonly updates: EntryUpdates; readonly kept: readonly KeptEntry[] }> {
  const updates = new Map<ReferenceListEntry, EntryText>();
  const kept: KeptEntry[] = [];
  for (const entry of list.entries) {
    yield undefined;
    const reference = wanted.references.get(entry.number);
    const known = numbering.byNumber.get(entry.number);
    // A record without a title has less to say than any entry.
    if (reference === undefined || known?.entry !== entry || !reference.csl.title?.trim()) continue;
    const written = entryText(entry.number, reference, writer, libraries);
    const { front, words, back } = withoutAnchors(
      textIn(manuscript.text, entry.textRange),
      textIn(manuscript.text, entry.labelRange),
    );
    // An anchor amid the words has no place in other words, and links lead to it.
    if (squeezed(written.markup) === squeezed(words) || hasAnchor(words)) continue;
    // Plain text has no invisible markup for a key, so that words which lead to the record must stay.
    if (manuscript.language === 'plaintext' && written.key !== undefined) continue;
    // Words that are as we wrote them are nobody's own, whatever the record says by now.
    const { keepHandMade = true } = wanted;
    const keeps = typeof keepHandMade === 'function' ? keepHandMade(entry.number) : keepHandMade;
    const isOurs = !keeps || writtenHash(manuscript.text, entry)?.value === wordsHash(words);
    const lost = isOurs ? undefined : factLostBy(words, written.markup, reference);
    if (lost !== undefined) {
      kept.push({ entry, lost });
      continue;
    }
    const markup = `${front}${written.markup}${back}`;
    updates.set(entry, { ...written, markup, key: entry.key?.value ?? written.key });
  }
  return { updates, kept };
}

function entryEdits(
  text: string,
  updates: EntryUpdates,
  writer: ListWriter,
  eol: string,
): readonly TextEdit[] {
  return [...updates].flatMap(([entry, written]) => {
    const mark = entry.key === undefined ? keyMark(entry, written, writer, eol) : '';
    // A label that touches its words (`12.Smith`) is read as one only in front of a capital.
    const touching = !/\s/.test(text.charAt(entry.textRange.start - 1)) && !/^\p{Lu}/u.test(written.markup);
    const hash = writtenHash(text, entry);
    return [
      { range: entry.textRange, newText: `${touching ? ' ' : ''}${written.markup}${mark}` },
      ...(hash ? [{ range: hash.range, newText: wordsHash(written.markup) }] : []),
    ];
  });
}

/** The invisible markup that the writer puts behind an entry for its key. */
function keyMark(entry: ReferenceListEntry, written: EntryText, writer: ListWriter, eol: string): string {
  if (written.key === undefined) return '';
  const whole = writer.following(entry.number - 1, written, { eol, form: entry.labelForm });
  return whole.slice(whole.lastIndexOf(written.markup) + written.markup.length);
}

/** The edits with the missing entries each behind the entry before it by number; undefined where one would come first. */
function withInsertions(
  list: ReferenceList,
  missing: readonly EntryText[],
  writer: ListWriter,
  eol: string,
  edits: readonly TextEdit[],
): readonly TextEdit[] | undefined {
  const insertions: TextEdit[] = [];
  let previous: number | undefined;
  for (const entry of missing) {
    const before = lastBefore(list, entry.number);
    if (before === undefined) return undefined;
    const behind = previous !== undefined && previous > before.number ? previous : before.number;
    const newText = writer.following(behind, entry, { eol, form: before.labelForm });
    insertions.push({ range: { start: before.range.end, end: before.range.end }, newText });
    previous = entry.number;
  }
  return [...edits, ...insertions];
}

/** The entry that a new number goes behind: the last in the list with a smaller one. */
function lastBefore(list: ReferenceList, number: number): ReferenceListEntry | undefined {
  for (let index = list.entries.length - 1; index >= 0; index--) {
    if (list.entries[index]!.number < number) return list.entries[index];
  }
  return undefined;
}

/** The list written as a whole; undefined where something else than entries stands between its entries. */
function wholeList(
  { manuscript }: NumberedManuscript,
  list: ReferenceList,
  updates: EntryUpdates,
  missing: readonly EntryText[],
  writer: ListWriter,
  eol: string,
): readonly TextEdit[] | undefined {
  const { entries } = list;
  const between = entries
    .slice(1)
    .map((entry, index) => manuscript.text.slice(entries[index]!.range.end, entry.range.start));
  if (
    !between.every(gap =>
      /^(?:\s|<!-- -->|\/\/-|\[start=\d+\]|\\setcounter\{enumi(?:v)?\}\{\d+\})*$/.test(gap),
    )
  )
    return undefined;
  if (!entries.every(entry => isPlainlyLaidOut(manuscript.text, entry))) return undefined;
  const first = entries[0]!;
  const last = entries[entries.length - 1]!;
  const all: EntryText[] = entries.map(
    entry =>
      updates.get(entry) ?? {
        number: entry.number,
        markup: textIn(manuscript.text, entry.textRange),
        key: entry.key?.value,
      },
  );
  for (const entry of missing) {
    const at = all.findIndex(({ number }) => number > entry.number);
    all.splice(at < 0 ? all.length : at, 0, entry);
  }
  const newText = writer.list(all, { eol, form: first.labelForm });
  return [{ range: { start: first.range.start, end: last.range.end }, newText }];
}

/** Whether an entry has nothing around its label, words and key: no anchor, no container. */
function isPlainlyLaidOut(text: string, { range, labelRange, textRange, key }: ReferenceListEntry): boolean {
  const front = text.slice(range.start, labelRange.start);
  const back = text.slice(textRange.end, range.end).replace(key?.value ?? '', '');
  return front.trim() === '' && /^[\s<>!@%/.-]*$/.test(back);
}

/** An entry as it is to be written: with its key where its words alone would not lead back to the record. */
export function entryText(
  number: number,
  reference: Reference,
  writer: ListWriter,
  libraries: readonly Library[],
): EntryText {
  const markup = writer.entry(reference);
  const isKnown = linkEntry(markup, libraries)?.reference.id === reference.id;
  return { number, markup, key: isKnown ? undefined : reference.id };
}

/** Entries by number, ascending. */
function* entryTexts(
  references: ReadonlyMap<number, Reference>,
  writer: ListWriter,
  libraries: readonly Library[],
): Generator<undefined, readonly EntryText[]> {
  const entries: EntryText[] = [];
  for (const [number, reference] of [...references].sort(([a], [b]) => a - b)) {
    entries.push(entryText(number, reference, writer, libraries));
    yield undefined;
  }
  return entries;
}

/** Links entries as they will be read in the list: what the linker remembers takes no time when the list is checked. */
function* linkAhead(
  entries: readonly EntryText[],
  libraries: readonly Library[],
): Generator<undefined, void> {
  for (const { markup, key } of entries) {
    linkEntry(markup, libraries, key === undefined ? undefined : { value: key, certain: true });
    yield undefined;
  }
}

/** The label form of the manuscript's other lists. */
function formOfLists(lists: readonly ReferenceList[]): EntryLabelForm | undefined {
  return lists.find(({ entries }) => entries.length > 0)?.entries[0]?.labelForm;
}

function refused(range: TextRange, message: Message): ListPlan {
  return { kind: 'refused', reasons: [{ range, ...message }] };
}
