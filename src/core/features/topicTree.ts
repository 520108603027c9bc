import type { Library, Reference, Topic } from '../library/types';
import { citationsByKey, citationsByNumber, citationsElsewhere, type NumberedManuscript } from '../numbering';
import { normaliseWords } from '../search';
import { shortLabel } from '../style';
import type { TextRange } from '../text/textRange';

/** How the references of the tree are ordered; all but `topic` give one flat list. */
export type TreeOrder = 'topic' | 'number' | 'year' | 'author';

/** A node of the tree *Review topics*. */
export type TreeNode = TopicNode | ReferenceNode;

/** A topic (or a library without topics) with its references. */
export interface TopicNode {
  readonly kind: 'topic';
  /** Stable between two trees, so that an editor can keep it open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly children: readonly ReferenceNode[];
}

/** A reference under a topic. */
export interface ReferenceNode {
  readonly kind: 'reference';
  /** Stable between two trees; a reference under two topics has two. */
  readonly id: string;
  readonly reference: Reference;
  /** Its number in the manuscript; undefined where it has none. */
  readonly number: number | undefined;
  /** `Long 2023` */
  readonly label: string;
  readonly title: string;
  /** Where the manuscript cites it, by place. */
  readonly citations: readonly TextRange[];
  /** How often all of its files do. */
  readonly count: number;
}

/** What to show, in which order. */
export interface TreeOptions {
  readonly sortBy: TreeOrder;
  /** Words that a reference, its topic or its summary must all have; empty for everything. */
  readonly filter: string;
}

/**
 * The tree of topics and references.
 *
 * @param numbered the open manuscript, for numbers and counts; undefined where none is open
 */
export function topicTree(
  numbered: NumberedManuscript | undefined,
  libraries: readonly Library[],
  { sortBy, filter }: TreeOptions,
): readonly TreeNode[] {
  const cited = citedPlaces(numbered);
  const words = normaliseWords(filter);
  const topics = libraries.flatMap(library =>
    sectionsOf(library).map(({ topic, references }): TopicNode => {
      const topicMatches = words.length > 0 && matches(words, [topic.label]);
      return {
        kind: 'topic',
        id: `${library.name}\n${topic.id}`,
        label: topic.label,
        description: topic.description,
        children: references
          .filter(reference => topicMatches || matches(words, searchedTexts(reference, topic)))
          .map(reference => referenceNode(reference, `${topic.id}\n`, cited)),
      };
    }),
  );
  const shown = topics.filter(({ children }) => children.length > 0);
  return sortBy === 'topic' ? shown : sortedReferences(shown, sortBy);
}

/** What is known of the cited works of the manuscript that is open. */
type CitedPlaces = ReadonlyMap<string, Places>;

interface Places {
  readonly number: number | undefined;
  readonly citations: readonly TextRange[];
  readonly elsewhere: number;
}

/** Number and citations by reference id, cited by number or by key; of several lists the first that has the reference gives the number. */
function citedPlaces(numbered: NumberedManuscript | undefined): CitedPlaces {
  const places = new Map<string, Places>();
  if (numbered === undefined) return places;
  const add = (id: string, { number, citations, elsewhere }: Places): void => {
    const known = places.get(id);
    places.set(id, {
      number: known?.number ?? number,
      citations: [...(known?.citations ?? []), ...citations].sort((a, b) => a.start - b.start),
      elsewhere: (known?.elsewhere ?? 0) + elsewhere,
    });
  };
  for (const [scope, { numberOf }] of numbered.numberings.entries()) {
    const own = citationsByNumber(numbered.manuscript, scope);
    for (const [id, number] of numberOf) {
      const citations = (own.get(number) ?? []).map(({ range }) => range);
      add(id, { number, citations, elsewhere: citationsElsewhere(numbered, number, scope).length });
    }
  }
  for (const [id, keyed] of citationsByKey(numbered.manuscript))
    add(id, { number: undefined, citations: keyed.map(({ range }) => range), elsewhere: 0 });
  for (const [index, { numbered: other }] of (numbered.project?.files ?? []).entries()) {
    if (index === numbered.project?.file) continue;
    for (const [id, keyed] of citationsByKey(other.manuscript))
      add(id, { number: undefined, citations: [], elsewhere: keyed.length });
  }
  return places;
}

function referenceNode(reference: Reference, prefix: string, cited: CitedPlaces): ReferenceNode {
  const place = cited.get(reference.id);
  return {
    kind: 'reference',
    id: `${reference.library}\n${prefix}${reference.id}`,
    reference,
    number: place?.number,
    label: shortLabel(reference),
    title: reference.csl.title ?? '',
    citations: place?.citations ?? [],
    count: (place?.citations.length ?? 0) + (place?.elsewhere ?? 0),
  };
}

/** The topics of a library with their references; a library without topics, and what no topic has, as a section of its own. */
function sectionsOf(
  library: Library,
): readonly { readonly topic: Topic; readonly references: readonly Reference[] }[] {
  const all = [...library.references];
  const byId = new Map(all.map(reference => [reference.id, reference]));
  const sections = library.topics.map(topic => ({
    topic,
    references: topic.references.flatMap(id => byId.get(id) ?? []),
  }));
  const placed = new Set(sections.flatMap(({ references }) => references));
  const rest = all.filter(reference => !placed.has(reference));
  if (rest.length === 0) return sections;
  const label = sections.length === 0 ? library.name : `Other references of ${library.name}`;
  return [...sections, { topic: { id: '', label, description: '', references: [] }, references: rest }];
}

function sortedReferences(
  topics: readonly TopicNode[],
  sortBy: Exclude<TreeOrder, 'topic'>,
): readonly ReferenceNode[] {
  const once = new Map<Reference, ReferenceNode>();
  for (const { children } of topics) {
    for (const node of children) {
      const id = `${node.reference.library}\n${node.reference.id}`;
      if (!once.has(node.reference)) once.set(node.reference, { ...node, id });
    }
  }
  return [...once.values()].sort((a, b) => compare(a, b, sortBy) || (a.number ?? 0) - (b.number ?? 0));
}

function compare(a: ReferenceNode, b: ReferenceNode, sortBy: Exclude<TreeOrder, 'topic'>): number {
  const byAuthor = authorOf(a).localeCompare(authorOf(b), 'en');
  if (sortBy === 'author') return byAuthor || yearOf(a) - yearOf(b);
  if (sortBy === 'year') return yearOf(b) - yearOf(a) || byAuthor;
  return (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) || byAuthor;
}

function authorOf({ reference }: ReferenceNode): string {
  const name = (reference.csl.author ?? reference.csl.editor)?.[0];
  return name?.family ?? name?.literal ?? '\uffff';
}

function yearOf({ reference }: ReferenceNode): number {
  return Number(reference.csl.issued?.['date-parts']?.[0]?.[0]) || 0;
}

/** What the filter looks in. */
function searchedTexts({ csl, summary, points, id }: Reference, topic: Topic): readonly string[] {
  const names = [...(csl.author ?? []), ...(csl.editor ?? [])].map(
    name => `${name.given ?? ''} ${name.family ?? ''} ${name.literal ?? ''}`,
  );
  const year = csl.issued?.['date-parts']?.[0]?.[0];
  return [
    id,
    csl.title ?? '',
    csl['container-title'] ?? '',
    csl['container-title-short'] ?? '',
    year === undefined ? '' : String(year),
    summary ?? '',
    ...names,
    ...points,
    topic.label,
  ];
}

/** Whether every word begins a word of the texts. */
function matches(words: readonly string[], texts: readonly string[]): boolean {
  if (words.length === 0) return true;
  const known = texts.flatMap(text => normaliseWords(text));
  return words.every(word => known.some(other => other.startsWith(word)));
}
