import type { TextRange } from '../../text/textRange';
import type { CslItem, Reference } from '../types';

/** Where the summary of a reference is its `annote` or its `note`, only that is kept. */
const SUMMARY_FIELDS = ['annote', 'note'] as const;

/** What is kept of a reference but its place, as JSON, so that a record that was only moved stays the same; fields that most records do not have come last, and are left out there. */
type PackedRecord = readonly [
  csl: CslItem,
  /** Numbers of the topics in the library. */
  topics?: readonly number[] | null,
  /** Number of a {@link SUMMARY_FIELDS}, or the text. */
  summary?: string | number | null,
  collections?: readonly string[] | null,
  points?: readonly string[] | null,
  number?: number | null,
  /** Where it is another one than in the CSL item. */
  id?: string | null,
];

/** One for all: most records have no points. */
const NOTHING: readonly string[] = [];

/** A reference as text. `topicNumber` numbers the topics in the order in which it is asked. */
export function packRecord(reference: Reference, topicNumber: (id: string) => number): string {
  const { csl, topics, summary, collections, points, number, id } = reference;
  const field = SUMMARY_FIELDS.findIndex(name => summary !== undefined && csl[name] === summary);
  const record: PackedRecord = [
    csl,
    topics.length === 0 ? null : topics.map(topicNumber),
    field >= 0 ? field : (summary ?? null),
    collections ?? null,
    points.length === 0 ? null : points,
    number ?? null,
    id === csl.id ? null : id,
  ];
  let used = record.length;
  while (used > 1 && record[used - 1] === null) used--;
  return JSON.stringify(record.slice(0, used));
}

/** The reference that {@link packRecord} packed, at its place. */
export function unpackRecord(
  packed: string,
  library: string,
  topicIds: readonly string[],
  source: TextRange | undefined,
): Reference {
  const [csl, topics, summary, collections, points, number, id] = JSON.parse(packed) as PackedRecord;
  return {
    id: id ?? csl.id,
    csl,
    number: number ?? undefined,
    summary: typeof summary === 'number' ? (csl[SUMMARY_FIELDS[summary]!] as string) : (summary ?? undefined),
    points: points ?? NOTHING,
    topics: topics?.map(topic => topicIds[topic]!) ?? NOTHING,
    ...(collections ? { collections } : {}),
    library,
    source,
  };
}
