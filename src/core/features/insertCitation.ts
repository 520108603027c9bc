import { referenceById } from '../library';
import type { Reference } from '../library/types';
import {
  citationAt,
  citationBeingTypedAt,
  isProse,
  keyedCitationAt,
  keyedCitationsWithin,
  parseAlike,
} from '../manuscript';
import type { Citation, CitationBeingTyped } from '../manuscript/types';
import {
  addNumbers,
  citationsByNumber,
  citeByKey,
  citedByFellows,
  citesByKey,
  type EditsOfFile,
  isListedElsewhere,
  joinAgain,
  listFileOf,
  type NumberedManuscript,
  numberingFor,
  numberManuscript,
  planReferenceList,
  shownName,
  writeNewCitation,
  writeTypedNumbers,
} from '../numbering';
import { listWriter } from '../style';
import type { FormattedEntry } from '../style/types';
import { type Message, say } from '../text/message';
import { applyEdits, type TextEdit } from '../text/textEdit';
import type { EditPlan } from './types';

/**
 * Cites references at a place: in the citation there, else in a new one. Works that have no number yet get the next
 * ones, in the order given, and their entries in the reference list, all in one plan. Where the manuscript has no list
 * yet and one is needed, it is written for everything that the manuscript cites, because from then on it decides.
 *
 * @param offset the cursor
 * @param ids citation keys of the manuscript's libraries
 * @param formatEntry writes a work's entry in the manuscript's style
 */
export function planInsertCitation(
  numbered: NumberedManuscript,
  offset: number,
  ids: readonly string[],
  formatEntry: (reference: Reference) => FormattedEntry,
): EditPlan {
  const { manuscript } = numbered;
  const here = { start: offset, end: offset };
  const chosen = ids.map(id => referenceById(numbered.libraries, id));
  const unknown = ids.filter((_, index) => chosen[index] === undefined);
  if (unknown.length > 0) {
    return refused(here, say('No library has the reference {0}.', unknown.map(id => `“${id}”`).join(', ')));
  }
  const references = chosen.filter(reference => reference !== undefined);
  if (references.length === 0) return { kind: 'edits', edits: [], summary: 'Nothing was chosen.' };

  const being = citationBeingTypedAt(manuscript, offset);
  const found = citationAt(manuscript, offset);
  // What the prose calls by number is no cluster to add to.
  const citation = found?.form === 'mention' ? undefined : found;
  if (being === undefined && citation === undefined && wantsKeys(numbered, offset)) {
    return insertKeys(numbered, offset, references);
  }
  if (being === undefined && citation === undefined && !isProse(manuscript, offset)) {
    return refused(
      here,
      say(
        'A citation cannot stand here: this is code, math, a comment or other markup. Put the cursor into a sentence.',
      ),
    );
  }

  const { numbers, added } = numbersFor(numbered, offset, references);
  const written = citationEdit(numbered, offset, citation, being, numbers);
  const list = planNewEntries(numbered, offset, added, formatEntry);
  if (list.kind === 'refused') return list;
  const edits = [...(written === undefined ? [] : [written]), ...list.edits];
  const others = list.others ?? [];
  if (!isCitedAfter(numbered, edits, others, references)) {
    return refused(
      here,
      say('A citation here would be read as something else. Put the cursor into a sentence.'),
    );
  }
  const summary = `Cited ${numbers.map(number => `[${number}]`).join(', ')}.`;
  return { kind: 'edits', edits, ...(others.length > 0 ? { others } : {}), summary };
}

/** In a citation by key, or in a manuscript that cites by key, another citation is one by key. */
function wantsKeys(numbered: NumberedManuscript, offset: number): boolean {
  return keyedCitationAt(numbered.manuscript, offset) !== undefined || citesByKey(numbered);
}

function insertKeys(
  numbered: NumberedManuscript,
  offset: number,
  references: readonly Reference[],
): EditPlan {
  const { manuscript } = numbered;
  const here = { start: offset, end: offset };
  const keys = [...new Set(references.map(({ id }) => id))];
  const edit = citeByKey(manuscript, offset, keys);
  const names = keys.map(key => `“${key}”`).join(', ');
  if (edit === undefined) return { kind: 'edits', edits: [], summary: `${names} is cited here already.` };
  const after = parseAlike(manuscript, applyEdits(manuscript.text, [edit]));
  const written = { start: edit.range.start, end: edit.range.start + edit.newText.length };
  const read = keyedCitationsWithin(after, written).flatMap(({ members }) =>
    members.map(({ key }) => key.value),
  );
  if (keys.some(key => !read.includes(key))) {
    return refused(
      here,
      say('A citation here would be read as something else. Put the cursor into a sentence.'),
    );
  }
  return { kind: 'edits', edits: [edit], summary: `Cited ${names}.` };
}

/**
 * The entries that works without a number need in the reference list once they are cited at a place: the edits beside
 * the one that a completion makes. Where the list of another file numbers the manuscript, they are edits of that file.
 *
 * @param added the works by the numbers that they get
 */
export function planNewEntries(
  numbered: NumberedManuscript,
  offset: number,
  added: ReadonlyMap<number, Reference>,
  formatEntry: (reference: Reference) => FormattedEntry,
): EditPlan {
  if (added.size === 0) return { kind: 'edits', edits: [], summary: '' };
  const numbering = numberingFor(numbered, offset);
  if (isListedElsewhere(numbered)) return entriesElsewhere(numbered, offset, added, formatEntry);
  const scope = numbered.numberings.indexOf(numbering);
  return entriesIn(numbered, scope, added, citedNumbers(numbered, scope, offset), formatEntry);
}

/** The entries in the list of one numbering of a file. */
function entriesIn(
  numbered: NumberedManuscript,
  scope: number,
  added: ReadonlyMap<number, Reference>,
  cited: readonly number[],
  formatEntry: (reference: Reference) => FormattedEntry,
): EditPlan {
  const numbering = numbered.numberings[scope]!;
  const wanted = new Map(added);
  if (numbering.source === 'library') {
    // From now on the list decides, so it has to say what the library said so far.
    for (const number of cited) {
      const reference = numbering.byNumber.get(number)?.reference;
      if (reference !== undefined && !wanted.has(number)) wanted.set(number, reference);
    }
  }
  const writer = listWriter(numbered.manuscript.language, formatEntry);
  const plan = planReferenceList(numbered, scope, { references: wanted, rewrite: false }, writer);
  return plan.kind === 'refused' ? plan : { ...plan, summary: '' };
}

/** The entries in the list of the other file that numbers this one. */
function entriesElsewhere(
  numbered: NumberedManuscript,
  offset: number,
  added: ReadonlyMap<number, Reference>,
  formatEntry: (reference: Reference) => FormattedEntry,
): EditPlan {
  const { numberOf } = numberingFor(numbered, offset);
  const listFile = listFileOf(numbered)!;
  const scope = Math.max(
    0,
    listFile.numbered.numberings.findIndex(({ numberOf: other }) => other === numberOf),
  );
  const cited = [
    ...citedByFellows(listFile.numbered, scope),
    ...citationsByNumber(listFile.numbered.manuscript).keys(),
    ...(citationBeingTypedAt(numbered.manuscript, offset)?.numbers ?? []),
  ];
  const plan = entriesIn(listFile.numbered, scope, added, cited, formatEntry);
  if (plan.kind === 'refused') {
    const message = say('The list in {0}: {1}', shownName(listFile), plan.reasons[0]!);
    return refused({ start: offset, end: offset }, message);
  }
  return { kind: 'edits', edits: [], others: [{ name: listFile.name, edits: plan.edits }], summary: '' };
}

/** Whether the edits make a text that cites all the references and still cites what it cited. */
function isCitedAfter(
  before: NumberedManuscript,
  edits: readonly TextEdit[],
  others: readonly EditsOfFile[],
  references: readonly Reference[],
): boolean {
  const { language } = before.manuscript;
  const listed = listFileOf(before);
  const changed = others.flatMap(
    ({ name, edits: theirs }): readonly (readonly [string, NumberedManuscript])[] =>
      listed?.name === name ? [[name, editedAlone(listed.numbered, theirs)]] : [],
  );
  const after = joinAgain(before, editedAlone(before, edits), new Map(changed));
  const cited = citedWorks(after);
  // In plain text an entry may lead to no record; its number is then all there is to look for.
  const isCited = ({ id }: Reference) => (cited.get(id) ?? 0) > 0 || language === 'plaintext';
  return (
    references.every(isCited) && [...citedWorks(before)].every(([id, times]) => (cited.get(id) ?? 0) >= times)
  );
}

function editedAlone(
  { manuscript, libraries }: NumberedManuscript,
  edits: readonly TextEdit[],
): NumberedManuscript {
  return numberManuscript(parseAlike(manuscript, applyEdits(manuscript.text, edits)), libraries);
}

/** How many citations stand for each work. */
function citedWorks(numbered: NumberedManuscript): ReadonlyMap<string, number> {
  const works = new Map<string, number>();
  numbered.numberings.forEach((numbering, scope) => {
    const list = numbered.manuscript.referenceLists.length > 0 ? scope : undefined;
    for (const [number, citations] of citationsByNumber(numbered.manuscript, list)) {
      const id = numbering.byNumber.get(number)?.reference?.id ?? `?${number}`;
      works.set(id, (works.get(id) ?? 0) + citations.length);
    }
  });
  return works;
}

function numbersFor(
  numbered: NumberedManuscript,
  offset: number,
  references: readonly Reference[],
): { readonly numbers: readonly number[]; readonly added: ReadonlyMap<number, Reference> } {
  const numbering = numberingFor(numbered, offset);
  const added = new Map<number, Reference>();
  const numbers: number[] = [];
  let next = numbering.nextNumber;
  for (const reference of new Set(references)) {
    const known = numbering.numberOf.get(reference.id);
    if (known === undefined) added.set(next, reference);
    numbers.push(known ?? next++);
  }
  return { numbers, added };
}

function citationEdit(
  { manuscript }: NumberedManuscript,
  offset: number,
  citation: Citation | undefined,
  being: CitationBeingTyped | undefined,
  numbers: readonly number[],
): TextEdit | undefined {
  if (citation !== undefined) return addNumbers(manuscript, citation, offset, numbers);
  if (being === undefined) return writeNewCitation(manuscript, offset, numbers);
  const missing = numbers.filter(number => !being.numbers.includes(number));
  return missing.length === 0 ? undefined : writeTypedNumbers(manuscript, being, offset, missing);
}

function citedNumbers(numbered: NumberedManuscript, scope: number, offset: number): readonly number[] {
  const { manuscript } = numbered;
  const typed = citationBeingTypedAt(manuscript, offset)?.numbers ?? [];
  const list = manuscript.referenceLists.length > 0 ? scope : undefined;
  return [...citationsByNumber(manuscript, list).keys(), ...citedByFellows(numbered, scope), ...typed];
}

function refused(range: { readonly start: number; readonly end: number }, message: Message): EditPlan {
  return { kind: 'refused', reasons: [{ range, ...message }] };
}
