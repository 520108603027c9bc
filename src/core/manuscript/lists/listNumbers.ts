import { Doubt } from '../findings';
import { firstWhere } from '../search';
import type { Citation, ReferenceList } from '../types';
import type { ListsFound } from './referenceLists';

/** Says that brackets inside an entry are the entry's own. */
export const REJECTED = -1;

/** Lists that number the same part of the manuscript. */
interface ScopeGroup {
  readonly end: number;
  /** Index of the list that numbers what no list of the group has: the first with entries. */
  readonly usual: number;
  readonly listOf: ReadonlyMap<number, number>;
  readonly greatest: number;
}

/** Answers which list numbers a citation and whether the list has its numbers. Asked with growing offsets from one {@link seek} on. */
export class ListNumbers {
  readonly #groups: readonly ScopeGroup[];
  readonly #lists: readonly ReferenceList[];
  readonly #linkNumbers: ReadonlySet<number>;
  #group = 0;
  #list = 0;

  constructor(found: ListsFound) {
    this.#lists = found.lists;
    this.#linkNumbers = found.linkNumbers;
    const groups: ScopeGroup[] = [];
    for (let index = 0; index < found.lists.length; ) {
      const { scope } = found.lists[index]!;
      const listOf = new Map<number, number>();
      let usual = index;
      let greatest = 0;
      let next = index;
      for (
        ;
        found.lists[next]?.scope.start === scope.start && found.lists[next]?.scope.end === scope.end;
        next += 1
      ) {
        const { entries } = found.lists[next]!;
        if (entries.length > 0 && found.lists[usual]!.entries.length === 0) usual = next;
        for (const { number } of entries) {
          if (!listOf.has(number)) listOf.set(number, next);
          greatest = Math.max(greatest, number);
        }
      }
      groups.push({ end: scope.end, usual, listOf, greatest });
      index = Math.max(next, index + 1);
    }
    this.#groups = groups;
  }

  /** Goes to `start`, from which on it is asked. */
  seek(start: number): void {
    const groups = this.#groups;
    const lists = this.#lists;
    this.#group = firstWhere(Math.max(0, groups.length - 1), index => groups[index]!.end > start);
    this.#list = firstWhere(Math.max(0, lists.length - 1), index => lists[index]!.range.end > start);
  }

  /**
   * Index of the list for `citation` at `start`, whose first number is `first`; {@link REJECTED} inside an entry that it
   * cannot cite from.
   */
  listFor(citation: Pick<Citation, 'numbers'>, first: number, start: number): number | undefined {
    const lists = this.#lists;
    if (lists.length === 0) return undefined;
    while (this.#group < this.#groups.length - 1 && this.#groups[this.#group]!.end <= start) this.#group += 1;
    while (this.#list < lists.length - 1 && lists[this.#list]!.range.end <= start) this.#list += 1;
    const group = this.#groups[this.#group]!;
    const { entries, range } = lists[this.#list]!;
    if (entries.length > 0 && entries[0]!.range.start <= start && start < range.end) {
      // Inside an entry brackets are the entry's own, such as the `[60]` of a title, unless they cite a neighbour.
      if (!citation.numbers.every(number => group.listOf.has(number))) return REJECTED;
    }
    return group.listOf.get(first) ?? group.usual;
  }

  /** Whether the manuscript dispels what is doubtful about the citation that was asked for last. */
  bearsOut(citation: Citation, doubt: number, accepted: (citation: Citation) => boolean): boolean {
    const group = this.#groups[this.#group];
    if ((doubt & (Doubt.year | Doubt.needsList)) !== 0) {
      if (group === undefined || !citation.numbers.every(number => group.listOf.has(number))) return false;
    }
    if ((doubt & Doubt.large) !== 0) {
      const greatest = group?.greatest ?? 0;
      if (greatest < LONG_LIST || !citation.numbers.every(number => number <= greatest + BEYOND_LIST))
        return false;
    }
    if ((doubt & Doubt.mention) !== 0) {
      return group === undefined
        ? accepted(citation)
        : citation.numbers.every(number => group.listOf.has(number));
    }
    return (doubt & Doubt.form) === 0 || accepted(citation);
  }

  /** Whether a single number in brackets is the text of a link that the manuscript defines. */
  isLink(citation: Pick<Citation, 'numbers'>): boolean {
    if (this.#linkNumbers.size === 0) return false;
    const { numbers } = citation;
    return numbers.length === 1 && this.#linkNumbers.has(numbers[0]!);
  }
}

/** A number over 999 is a citation where the list is almost so long, also a little beyond its end. */
const LONG_LIST = 900;
const BEYOND_LIST = 100;
