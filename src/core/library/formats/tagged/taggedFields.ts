import type { CslName } from '../../types';
import type { ItemBuilder } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import type { TaggedRecord } from './taggedRecord';

/** What becomes of the lines of one tag. */
export type TagMeaning =
  /** The variable, as it is. */
  | { readonly kind: 'text'; readonly variable: string }
  /** The variable, where no line of another tag gives it. */
  | { readonly kind: 'otherwise'; readonly variable: string }
  /** A name of the variable. */
  | { readonly kind: 'name'; readonly variable: string }
  | { readonly kind: 'keyword' | 'note' }
  /** What the format reads by a rule of its own, or what says nothing of the work. */
  | { readonly kind: 'special' };

/** How a format's tags are to be read; lines of tags without a meaning are kept under `custom`. */
export type TagMeanings = ReadonlyMap<string, TagMeaning>;

/** What {@link tagMeanings} makes meanings of; tags are parted by spaces, of several for one variable the first counts first. */
export interface TagTable {
  /** Tags by variable. */
  readonly texts: Readonly<Record<string, string>>;
  /** Tags by variable of names. */
  readonly names: Readonly<Record<string, string>>;
  readonly keywords: string;
  readonly notes: string;
  readonly special: string;
}

/** The meanings of the tags of a table. */
export function tagMeanings({ texts, names, keywords, notes, special }: TagTable): TagMeanings {
  const meanings = new Map<string, TagMeaning>();
  const add = (tags: string, meaning: TagMeaning) => {
    for (const tag of tags.split(' ').filter(Boolean)) meanings.set(tag, meaning);
  };
  for (const [variable, tags] of Object.entries(texts)) {
    const [first, ...others] = tags.split(' ');
    add(first!, { kind: 'text', variable });
    add(others.join(' '), { kind: 'otherwise', variable });
  }
  for (const [variable, tags] of Object.entries(names)) add(tags, { kind: 'name', variable });
  add(keywords, { kind: 'keyword' });
  add(notes, { kind: 'note' });
  add(special, { kind: 'special' });
  return meanings;
}

/** Reads the lines of records that mean the same in all records. One is made per file. */
export class TaggedFieldReader {
  readonly #meanings: TagMeanings;
  readonly #readName: (text: string) => CslName | undefined;
  readonly #isNamePerLine: boolean;
  /** Filled anew for each record: a list that grows has room for more than it holds, its copy has not. */
  readonly #names: CslName[] = [];
  readonly #keywords: string[] = [];

  /** @param isNamePerLine whether a further line of a name is another name; else it continues the name */
  constructor(
    meanings: TagMeanings,
    readName: (text: string) => CslName | undefined,
    isNamePerLine: boolean,
  ) {
    this.#meanings = meanings;
    this.#readName = readName;
    this.#isNamePerLine = isNamePerLine;
  }

  read(item: ItemBuilder, record: TaggedRecord): void {
    const { tags, values, size } = record;
    let hasOthers = false;
    let namesOf = '';
    this.#keywords.length = 0;
    for (let index = 0; index < size; index++) {
      const tag = tags[index]!;
      const value = values[index]!;
      const meaning = this.#meanings.get(tag);
      if (meaning === undefined) {
        item.custom(tag, value);
        continue;
      }
      switch (meaning.kind) {
        case 'name':
          if (meaning.variable !== namesOf) {
            this.#finishNames(item, namesOf);
            namesOf = meaning.variable;
          }
          this.#addName(value);
          break;
        case 'text':
          item.text(meaning.variable, value);
          break;
        case 'otherwise':
          hasOthers = true;
          break;
        case 'keyword':
          if (!value.includes('\n')) this.#keywords.push(value);
          else this.#keywords.push(...value.split('\n'));
          break;
        case 'note':
          item.more('note', value, '; ');
      }
    }
    this.#finishNames(item, namesOf);
    if (this.#keywords.length > 0) item.text('keyword', joinKeywords(this.#keywords));
    if (hasOthers) this.#readOthers(item, record);
  }

  #readOthers(item: ItemBuilder, record: TaggedRecord): void {
    for (const [tag, meaning] of this.#meanings) {
      if (meaning.kind === 'otherwise') item.text(meaning.variable, record.first(tag));
    }
  }

  #addName(value: string): void {
    if (this.#isNamePerLine && value.includes('\n')) {
      for (const line of value.split('\n')) this.#addName(line);
      return;
    }
    const name = this.#readName(value);
    if (name !== undefined) this.#names.push(name);
  }

  #finishNames(item: ItemBuilder, variable: string): void {
    if (this.#names.length > 0) item.names(variable, this.#names.slice());
    this.#names.length = 0;
  }
}

/** Keeps the values of tags that say something that CSL has no variable for. */
export function keepTags(item: ItemBuilder, record: TaggedRecord, tags: readonly string[]): void {
  for (const tag of tags) for (const value of record.all(tag)) item.custom(tag, value);
}
