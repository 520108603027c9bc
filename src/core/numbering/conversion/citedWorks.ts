import type { Reference } from '../../library/types';
import { plainWords } from '../../manuscript';
import type { Citation, Manuscript, ReferenceListEntry } from '../../manuscript/types';
import { textIn } from '../../text/textRange';
import type { NumberedManuscript, Numbering } from '../types';
import { recordOfEntry, referenceOfRecord } from './entryRecord';
import type { NumberedWork } from './numberWriter';

/** The works of one numbering, each with the key that it is to be cited by. */
export interface KeyedWorks {
  readonly keyOf: ReadonlyMap<number, string>;
  /** In the order of their numbers; `id` is the key. */
  readonly references: readonly Reference[];
  /** How many of them no library has: records made from the words of the list. */
  readonly made: number;
  /** Whether every key is that of a library's record, so that those libraries do without a new one. */
  readonly ownKeys: boolean;
}

/**
 * Gives each number a key: that of its library record, else one made of its first author and year. A work that the list
 * has twice keeps two keys, because it has two numbers.
 *
 * @param numbers those that need a key
 */
export function keyedWorks(
  { manuscript }: NumberedManuscript,
  numbering: Numbering,
  numbers: readonly number[],
): KeyedWorks {
  const keyOf = new Map<number, string>();
  const references: Reference[] = [];
  const taken = new Set<string>();
  let made = 0;
  let ownKeys = true;
  for (const number of numbers) {
    const { reference, entry } = numbering.byNumber.get(number) ?? {};
    const known = reference ?? (entry && recordOf(manuscript, entry));
    if (known === undefined) continue;
    if (reference === undefined) made += 1;
    const key = freeKey(safeKey(known.id), taken);
    ownKeys &&= key === reference?.id;
    // BibTeX tells keys apart by their letters alone, whatever their case.
    taken.add(key.toLowerCase());
    keyOf.set(number, key);
    references.push({ ...plain(known), id: key });
  }
  return { keyOf, references, made, ownKeys };
}

function freeKey(wished: string, taken: ReadonlySet<string>): string {
  let key = wished;
  for (let count = 2; taken.has(key.toLowerCase()); count += 1) key = `${wished}-${count}`;
  return key;
}

/** The reference as plain data: a library may read its records only when their fields are asked for. */
function plain(reference: Reference): Reference {
  const { id, csl, number, summary, points, topics, library, source } = reference;
  return { id, csl, number, summary, points, topics, library, source };
}

function recordOf(manuscript: Manuscript, entry: ReferenceListEntry): Reference {
  const { csl, suggestedKey } = recordOfEntry(wordsOf(manuscript, entry));
  return referenceOfRecord(csl, entry.key?.value ?? suggestedKey);
}

/** What the entry says: addresses stay, because they are facts; only the markup goes. */
function wordsOf(manuscript: Manuscript, entry: ReferenceListEntry): string {
  const { text, language } = manuscript;
  let words = textIn(text, entry.textRange);
  if (language === 'markdown') {
    words = words
      .replace(/\[([^\][]*)\]\(\s*<?([^()\s<>]*)>?\s*\)/g, (_, shown: string, target: string) =>
        target.includes(shown) ? target : `${shown} ${target}`,
      )
      .replace(/<(https?:[^<>\s]*)>/g, '$1')
      .replace(/<[^<>]*>/g, '')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/(^|[\s(])([*_]{1,3})(\S(?:[^*_]*\S)?)\2/g, '$1$3');
    return words.replace(/\s+/g, ' ').trim();
  }
  if (language === 'latex') {
    return words
      .replace(/\\href\{([^{}]*)\}\{([^{}]*)\}/g, (_, target: string, shown: string) =>
        target.includes(shown) ? target : `${shown} ${target}`,
      )
      .replace(/\\url\{([^{}]*)\}/g, '$1')
      .replace(/\\[A-Za-z]+\*?\s*/g, '')
      .replace(/--/g, '–')
      .replace(/[{}]|\\(?=[&%$#_])/g, '')
      .replace(/~/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }
  return plainWords(manuscript, entry.textRange);
}

/** A citation key that BibTeX, LaTeX and the processors of Markdown all read. */
export function safeKey(id: string): string {
  const safe = id.replace(/[\s,{}()"=#%~\\<>[\]@;'`|]+/g, '-').replace(/^-+|-+$/g, '');
  return safe === '' ? 'reference' : safe;
}

/** The works of a citation by number in written order, each with what stands before and behind its number. */
export function worksOf(citation: Citation, text: string): readonly NumberedWork[] {
  return citation.members.flatMap((member): readonly NumberedWork[] => {
    const prefix = member.prefix === undefined ? undefined : oneLine(textIn(text, member.prefix));
    const locator = member.locator === undefined ? undefined : oneLine(textIn(text, member.locator));
    const numbers =
      member.kind === 'number' ? [member.number.value] : rangeOf(member.first.value, member.last.value);
    return numbers.map((number, index) => ({
      number,
      prefix: index === 0 ? prefix : undefined,
      locator: index === numbers.length - 1 ? locator : undefined,
    }));
  });
}

function rangeOf(first: number, last: number): readonly number[] {
  const step = last < first ? -1 : 1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, index) => first + index * step);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
