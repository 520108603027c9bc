import { libraryFormatOf, readLibrary } from '../library/formats';
import { appendReferences } from '../library/formats/appendReferences';
import type { Reference } from '../library/types';
import { foldLetters } from '../numbering/foldedText';
import { isSameWork } from '../numbering/recordFacts';
import { say } from '../text/message';
import { applyEdits, type TextEdit } from '../text/textEdit';

/** A reference that the library has already, under a key of its own. */
export interface KnownReference {
  readonly reference: Reference;
  readonly existing: Reference;
}

/** What adding references to a library file does. */
export type AddToLibraryPlan =
  | {
      readonly kind: 'edits';
      /** One edit at the end of the file; none where the library has everything already. */
      readonly edits: readonly TextEdit[];
      /** What is added, with the key that it gets: its own, with a suffix where another work has that one. */
      readonly added: readonly { readonly reference: Reference; readonly key: string }[];
      /** What is not added, because the library has the work. */
      readonly known: readonly KnownReference[];
    }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Adds references to a library file: one well-formed record each at its end, in the file's own format; nothing that
 * stands there is changed. Works that the library has (by DOI, PubMed number, or title, year and first author) are not
 * added twice.
 *
 * @param name the file's name or path
 * @param text the file's present text
 */
export function planAddToLibrary(
  name: string,
  text: string,
  references: readonly Reference[],
): AddToLibraryPlan {
  const library = readLibrary(name, text);
  const works = new WorkTable();
  const taken = new Set<string>();
  for (const reference of library.references) {
    works.add(reference);
    taken.add(reference.id.toLowerCase());
  }
  const added: { reference: Reference; key: string }[] = [];
  const known: KnownReference[] = [];
  for (const reference of references) {
    const existing = works.find(reference);
    if (existing) {
      known.push({ reference, existing });
      continue;
    }
    const key = freeKey(usableKey(reference.id), taken);
    taken.add(key.toLowerCase());
    const copy = { ...reference, id: key, csl: { ...reference.csl, id: key } };
    works.add(copy);
    added.push({ reference: copy, key });
  }
  if (added.length === 0) return { kind: 'edits', edits: [], added, known };
  const plan = appendReferences(
    name,
    text,
    added.map(({ reference }) => reference),
  );
  if (plan.kind === 'refused') return plan;
  const after = readLibrary(name, applyEdits(text, [plan.edit])).references;
  const keys = new Set(after.map(({ id }) => id));
  if (
    after.length !== library.references.length + added.length ||
    (libraryFormatOf(name, text) !== 'ris' && added.some(({ key }) => !keys.has(key)))
  ) {
    return {
      kind: 'refused',
      ...say(
        'The end of “{0}” cannot be read, so that what is added there would not be either. Mend the file first.',
        name,
      ),
    };
  }
  return { kind: 'edits', edits: [plan.edit], added, known };
}

/** Works by what two records of one work have in common. */
class WorkTable {
  readonly #table = new Map<string, Reference[]>();

  add(reference: Reference): void {
    for (const mark of marksOf(reference)) {
      const found = this.#table.get(mark);
      if (found) found.push(reference);
      else this.#table.set(mark, [reference]);
    }
  }

  find(reference: Reference): Reference | undefined {
    for (const mark of marksOf(reference)) {
      // Notes and letters often share a title; of one title a few records are compared.
      const found = this.#table
        .get(mark)
        ?.slice(0, 50)
        .find(candidate => isSameWork(candidate, reference));
      if (found) return found;
    }
    return undefined;
  }
}

function marksOf({ csl }: Reference): readonly string[] {
  const marks: string[] = [];
  if (typeof csl.DOI === 'string') marks.push(`doi:${csl.DOI.toLowerCase()}`);
  if (typeof csl.PMID === 'string') marks.push(`pmid:${csl.PMID}`);
  if (typeof csl.title === 'string') marks.push(foldLetters(csl.title));
  return marks;
}

/** Citation keys end at a comma, brace or space in one format or another. */
function usableKey(id: string): string {
  return id.replace(/[\s,{}()"=#%~\\@'[\];<>]+/g, '-').replace(/^-+|-+$/g, '') || 'reference';
}

/** `long2023`, else `long2023a` to `long2023z`, else `long2023-27` and so on. */
function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key.toLowerCase())) return key;
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    if (!taken.has(`${key}${letter}`.toLowerCase())) return `${key}${letter}`;
  }
  let count = 27;
  while (taken.has(`${key}-${count}`.toLowerCase())) count++;
  return `${key}-${count}`;
}
