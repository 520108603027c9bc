import { referenceById } from '../library/lookup';
import type { Reference } from '../library/types';
import type { NumberedManuscript } from '../numbering/types';

/** What a manuscript cites, as far as a library has it. */
export interface CitedReferences {
  /** In the order of their numbers, then of their keys' first citation; each work once. */
  readonly references: readonly Reference[];
  /** Numbers that are cited but linked to no record of a library. */
  readonly unlinked: readonly number[];
  /** Keys that are cited and that no library has. */
  readonly unknownKeys: readonly string[];
}

/** The library records of all that a manuscript cites, by number and by key, for writing them in another format. */
export function citedReferences(numbered: NumberedManuscript): CitedReferences {
  const { manuscript, libraries, numberings } = numbered;
  const references = new Set<Reference>();
  const unlinked = new Set<number>();
  const cited = numberings.map(() => new Set<number>());
  for (const { list, numbers } of manuscript.citations) {
    const scope = list === undefined ? 0 : numberings.findIndex(numbering => numbering.list === list);
    for (const number of numbers) cited[Math.max(0, scope)]?.add(number);
  }
  for (const [scope, numbering] of numberings.entries()) {
    for (const number of [...cited[scope]!].sort((a, b) => a - b)) {
      const reference = numbering.byNumber.get(number)?.reference;
      if (reference) references.add(reference);
      else unlinked.add(number);
    }
  }
  const unknownKeys = new Set<string>();
  const seen = new Set([...references].map(({ id }) => id));
  for (const { members } of manuscript.keyedCitations) {
    for (const { key } of members) {
      if (seen.has(key.value)) continue;
      const reference = referenceById(libraries, key.value);
      if (reference) {
        references.add(reference);
        seen.add(key.value);
      } else unknownKeys.add(key.value);
    }
  }
  return { references: [...references], unlinked: [...unlinked], unknownKeys: [...unknownKeys] };
}
