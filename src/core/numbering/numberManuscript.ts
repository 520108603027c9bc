import type { Library } from '../library/types';
import { highestCited, textBetween } from '../manuscript';
import type { Manuscript, ReferenceList, ReferenceListEntry } from '../manuscript/types';
import { type EntryLinker, entryLinker } from './linkEntry';
import type { NumberedManuscript, NumberedReference, Numbering } from './types';

/** Key of citations that no list numbers. */
const UNLISTED = -1;

/**
 * Joins a manuscript with libraries: says what each of its numbers stands for.
 *
 * A reference list with entries decides alone; where the manuscript has none, the first numbered library does.
 *
 * @param libraries the active libraries, most important first; pass the same array while they stay the same, because
 *   what linking learns about them is kept with the array
 */
export function numberManuscript(manuscript: Manuscript, libraries: readonly Library[]): NumberedManuscript {
  const linker = entryLinker(libraries);
  const highest = highestCited(manuscript);
  const cited = (list: number): number => highest.get(list) ?? 0;
  const lists = manuscript.referenceLists;
  const numberings =
    lists.length === 0
      ? [numberingOfLibrary(libraries, cited(UNLISTED))]
      : lists.map((list, index) =>
          list.entries.length > 0
            ? numberingOfList(manuscript, list, index, linker, cited(index))
            : numberingOfLibrary(libraries, cited(index)),
        );
  return { manuscript, libraries, numberings };
}

function numberingOfList(
  manuscript: Manuscript,
  list: ReferenceList,
  index: number,
  linker: EntryLinker,
  cited: number,
): Numbering {
  const byNumber = new Map<number, NumberedReference>();
  const numberOf = new Map<string, number>();
  const duplicates: NumberedReference[] = [];
  let highest = cited;
  for (const entry of list.entries) {
    const link = linker.link(textBetween(manuscript, entry.textRange), keyOf(entry));
    const numbered: NumberedReference = { number: entry.number, entry, reference: link?.reference, link };
    highest = Math.max(highest, entry.number);
    if (byNumber.has(entry.number)) {
      duplicates.push(numbered);
      continue;
    }
    byNumber.set(entry.number, numbered);
    for (const { id } of link === undefined ? [] : linker.sameWorks(link.reference)) {
      if (!numberOf.has(id)) numberOf.set(id, entry.number);
    }
  }
  return { source: 'list', list: index, byNumber, numberOf, duplicates, nextNumber: highest + 1 };
}

function numberingOfLibrary(libraries: readonly Library[], cited: number): Numbering {
  const library = libraries.find(({ numbered }) => numbered);
  const byNumber = new Map<number, NumberedReference>();
  const numberOf = new Map<string, number>();
  for (const reference of library?.references ?? []) {
    const { number } = reference;
    if (number === undefined || byNumber.has(number)) continue;
    byNumber.set(number, { number, entry: undefined, reference, link: undefined });
    if (!numberOf.has(reference.id)) numberOf.set(reference.id, number);
  }
  return {
    source: library === undefined ? 'none' : 'library',
    list: undefined,
    byNumber,
    numberOf,
    duplicates: [],
    nextNumber: cited + 1,
  };
}

/** A `\bibitem` label may be any word; a key in invisible markup was written as a key. */
function keyOf(entry: ReferenceListEntry): { readonly value: string; readonly certain: boolean } | undefined {
  return entry.key === undefined
    ? undefined
    : { value: entry.key.value, certain: entry.labelForm !== 'bibitem' };
}
