import type { CslName } from '../../types';
import type { ItemBuilder } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import type { TaggedRecord } from './taggedRecord';

/** CSL variables with the tags that hold them; of several tags the first that has a value counts. */
export type VariableTags = readonly (readonly [
  variable: string,
  tag: string,
  ...others: readonly string[],
])[];

/** Reads what becomes a variable as it is. */
export function readVariables(item: ItemBuilder, record: TaggedRecord, table: VariableTags): void {
  for (const [variable, tag, ...others] of table) item.text(variable, record.first(tag, ...others));
}

/** Reads names, one on each line of the tag's values. */
export function readNames(
  item: ItemBuilder,
  variable: string,
  values: readonly string[],
  readName: (text: string) => CslName | undefined,
): void {
  for (const value of values) {
    if (!value.includes('\n')) item.name(variable, readName(value));
    else for (const line of value.split('\n')) item.name(variable, readName(line));
  }
}

/** Reads keywords, one on each line of the tag's values. */
export function readKeywords(item: ItemBuilder, values: readonly string[]): void {
  if (values.length === 0) return;
  item.text('keyword', joinKeywords(values.flatMap(value => value.split('\n'))));
}

/** Keeps the values of tags that nobody knows. */
export function keepUnknown(
  item: ItemBuilder,
  { tags, values, size }: TaggedRecord,
  known: ReadonlySet<string>,
): void {
  for (let index = 0; index < size; index++) {
    if (!known.has(tags[index]!)) item.custom(tags[index]!, values[index]!);
  }
}

/** Keeps the values of tags that say something that CSL has no variable for. */
export function keepTags(item: ItemBuilder, record: TaggedRecord, tags: readonly string[]): void {
  for (const tag of tags) for (const value of record.all(tag)) item.custom(tag, value);
}
