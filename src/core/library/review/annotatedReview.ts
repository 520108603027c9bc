import type { TextRange } from '../../text/textRange';
import { problemAt, readCslItem, readNames, textOf } from '../json/cslItem';
import { type JsonNode, memberOf, parseJsonTree } from '../json/jsonTree';
import type { CslName, LibraryProblem, ReadLibrary, Reference, Topic } from '../types';

/** What a review says of itself. */
export interface ReviewInformation {
  readonly title: string;
  readonly authors: readonly CslName[];
  readonly containerTitle: string | undefined;
  readonly volume: string | undefined;
  /** Article number or pages. */
  readonly article: string | undefined;
  readonly year: number | undefined;
  /** Without `https://doi.org/`. */
  readonly doi: string | undefined;
  readonly licence: string | undefined;
  /** The line that names the review and its licence wherever its data is shown. */
  readonly credit: string | undefined;
  /** What a card says about how far its entry can be trusted. */
  readonly provenance: string | undefined;
}

/** An annotated review as read: the library, and what the review says of itself (undefined where the file does not say). */
export interface AnnotatedReview {
  readonly information: ReviewInformation | undefined;
  readonly library: ReadLibrary;
}

const FIELDS = {
  file: ['$schema', 'review', 'topics', 'references'],
  review: [
    'title',
    'authors',
    'containerTitle',
    'volume',
    'article',
    'year',
    'doi',
    'licence',
    'credit',
    'provenance',
  ],
  topic: ['id', 'label', 'description', 'references'],
  reference: ['number', 'csl', 'summary', 'points', 'topics'],
} as const;

/**
 * Reads an annotated review: JSON as `schemas/annotated-review.schema.json` describes it. Whatever can be read is kept;
 * a reference that cannot be cited (no id, an id that is taken) is left out and reported.
 *
 * @param name the file's name or path, which becomes the library's name
 * @param text the file's text; the ranges of problems and records are its offsets
 * @returns a library, numbered when one of its references has a number; never throws
 */
export function readAnnotatedReview(name: string, text: string): ReadLibrary {
  return readReview(name, text).library;
}

/** As {@link readAnnotatedReview}, with what the review says of itself. */
export function readReview(name: string, text: string): AnnotatedReview {
  const tree = parseJsonTree(text);
  const reader = new ReviewReader(name, [...tree.problems]);
  return reader.read(tree.root, text.length);
}

/** Whether a text is JSON in the form of an annotated review rather than plain CSL-JSON. */
export function isAnnotatedReview(text: string): boolean {
  const { root } = parseJsonTree(text);
  return memberOf(root, 'review') !== undefined || memberOf(root, 'topics') !== undefined;
}

/** A reference on its way: what its record says before the topics have been joined to it. */
interface ReferenceDraft {
  readonly reference: Reference;
  readonly topicNodes: readonly JsonNode[];
}

/** A topic on its way, with the places that name its references. */
interface TopicDraft {
  readonly topic: Topic;
  readonly referenceNodes: readonly JsonNode[];
}

class ReviewReader {
  readonly #name: string;
  readonly #problems: LibraryProblem[];
  readonly #report = (problem: LibraryProblem): void => {
    this.#problems.push(problem);
  };

  constructor(name: string, problems: LibraryProblem[]) {
    this.#name = name;
    this.#problems = problems;
  }

  read(root: JsonNode | undefined, length: number): AnnotatedReview {
    if (root?.kind !== 'object') {
      if (this.#problems.length === 0 || root !== undefined) {
        const range = root?.range ?? { start: 0, end: length };
        const message =
          'an annotated review is one object with "review", "topics" and "references"; write it so';
        this.#report({ range, severity: 'error', message });
      }
      return { information: undefined, library: this.#library(undefined, [], []) };
    }
    this.#checkFields(root, FIELDS.file);
    const information = this.#information(memberOf(root, 'review'));
    if (memberOf(root, 'references') === undefined) {
      this.#report(
        problemAt(root, 'error', 'this review has no "references"; add the list of its references'),
      );
    }
    const topics = this.#topics(this.#items(root, 'topics'));
    const references = this.#references(this.#items(root, 'references'));
    return { information, library: this.#library(information, references, topics) };
  }

  #library(
    information: ReviewInformation | undefined,
    references: readonly ReferenceDraft[],
    topics: readonly TopicDraft[],
  ): ReadLibrary {
    const joined = this.#join(references, topics);
    return {
      name: this.#name,
      numbered: references.some(draft => draft.reference.number !== undefined),
      provenance: information?.provenance ?? provenanceOf(information),
      ...joined,
      problems: [...this.#problems].sort((a, b) => a.range.start - b.range.start),
    };
  }

  #information(node: JsonNode | undefined): ReviewInformation | undefined {
    if (node === undefined) return undefined;
    if (node.kind !== 'object') {
      this.#report(
        problemAt(node, 'error', '"review" is no object; write {"title": …, "authors": […], "year": …}'),
      );
      return undefined;
    }
    this.#checkFields(node, FIELDS.review);
    const title = this.#text(node, 'title');
    if (title === undefined) this.#report(problemAt(node, 'warning', 'the review has no "title"; add it'));
    const authors = memberOf(node, 'authors');
    return {
      title: title ?? this.#name,
      authors: (authors && readNames('authors', authors, this.#report)) ?? [],
      containerTitle: this.#text(node, 'containerTitle'),
      volume: this.#text(node, 'volume'),
      article: this.#text(node, 'article'),
      year: this.#wholeNumber(node, 'year'),
      doi: this.#text(node, 'doi'),
      licence: this.#text(node, 'licence'),
      credit: this.#text(node, 'credit'),
      provenance: this.#text(node, 'provenance'),
    };
  }

  #topics(nodes: readonly JsonNode[]): readonly TopicDraft[] {
    const drafts: TopicDraft[] = [];
    const taken = new Set<string>();
    for (const node of nodes) {
      this.#checkFields(node, FIELDS.topic);
      const id = this.#text(node, 'id');
      if (id === undefined || taken.has(id)) {
        const what = id === undefined ? 'this topic has no "id"' : `another topic has the id "${id}"`;
        this.#report(problemAt(memberOf(node, 'id') ?? node, 'error', `${what}; give it one of its own`));
        continue;
      }
      taken.add(id);
      const label = this.#text(node, 'label') ?? id;
      const description = this.#text(node, 'description') ?? '';
      drafts.push({
        topic: { id, label, description, references: [] },
        referenceNodes: this.#textItems(node, 'references'),
      });
    }
    return drafts;
  }

  #references(nodes: readonly JsonNode[]): readonly ReferenceDraft[] {
    const drafts: ReferenceDraft[] = [];
    const ids = new Set<string>();
    const numbers = new Set<number>();
    for (const node of nodes) {
      this.#checkFields(node, FIELDS.reference);
      const cslNode = memberOf(node, 'csl');
      if (cslNode === undefined) {
        this.#report(problemAt(node, 'error', 'this reference has no "csl"; add its CSL-JSON record'));
        continue;
      }
      const csl = readCslItem(cslNode, this.#report);
      if (csl === undefined) continue;
      if (ids.has(csl.id)) {
        const message = `another reference has the id "${csl.id}"; give this one a citation key of its own`;
        this.#report(problemAt(memberOf(cslNode, 'id') ?? cslNode, 'error', message));
        continue;
      }
      ids.add(csl.id);
      const number = this.#numberOf(node, numbers);
      if (number !== undefined) numbers.add(number);
      drafts.push({
        reference: {
          id: csl.id,
          csl,
          number,
          summary: this.#text(node, 'summary'),
          points: this.#textItems(node, 'points').map(point => textOf(point)!),
          topics: [],
          library: this.#name,
          source: node.range,
        },
        topicNodes: this.#textItems(node, 'topics'),
      });
    }
    return drafts;
  }

  #numberOf(node: JsonNode, taken: ReadonlySet<number>): number | undefined {
    const number = this.#wholeNumber(node, 'number');
    if (number === undefined) return undefined;
    const place = memberOf(node, 'number') ?? node;
    if (number < 1) {
      this.#report(problemAt(place, 'error', `references are numbered from 1; ${number} cannot be cited`));
      return undefined;
    }
    if (!taken.has(number)) return number;
    this.#report(
      problemAt(place, 'error', `another reference has the number ${number}; give this one its own`),
    );
    return undefined;
  }

  /** A topic's list says the order, a reference may name further topics: both sides end up saying the same. */
  #join(
    references: readonly ReferenceDraft[],
    topics: readonly TopicDraft[],
  ): { readonly references: readonly Reference[]; readonly topics: readonly Topic[] } {
    const known = new Set(references.map(draft => draft.reference.id));
    const members = new Map<string, Set<string>>();
    for (const { topic, referenceNodes } of topics) {
      const ids = new Set<string>();
      for (const node of referenceNodes) {
        const id = textOf(node)!;
        if (known.has(id)) ids.add(id);
        else
          this.#report(problemAt(node, 'warning', `no reference has the id "${id}"; correct or remove it`));
      }
      members.set(topic.id, ids);
    }
    for (const { reference, topicNodes } of references) {
      for (const node of topicNodes) {
        const id = textOf(node)!;
        const topic = members.get(id);
        if (topic) topic.add(reference.id);
        else
          this.#report(
            problemAt(node, 'warning', `no topic has the id "${id}"; add it under "topics" or remove it`),
          );
      }
    }
    const topicsOfReference = new Map<string, string[]>(references.map(draft => [draft.reference.id, []]));
    for (const { topic } of topics) {
      for (const id of members.get(topic.id)!) topicsOfReference.get(id)!.push(topic.id);
    }
    return {
      references: references.map(({ reference }) => ({
        ...reference,
        topics: topicsOfReference.get(reference.id)!,
      })),
      topics: topics.map(({ topic }) => ({ ...topic, references: [...members.get(topic.id)!] })),
    };
  }

  /** The objects in the list `key`; anything else in it is reported. */
  #items(node: JsonNode, key: string): readonly JsonNode[] {
    return this.#list(node, key).filter(item => {
      if (item.kind === 'object') return true;
      this.#report(
        problemAt(item, 'error', `each of the "${key}" is written between { and }; this one was left out`),
      );
      return false;
    });
  }

  /** The texts in the list `key`; anything else in it is reported. */
  #textItems(node: JsonNode, key: string): readonly JsonNode[] {
    return this.#list(node, key).filter(item => {
      if (item.kind === 'string') return true;
      this.#report(problemAt(item, 'error', `"${key}" lists texts; put this between double quotes`));
      return false;
    });
  }

  #list(node: JsonNode, key: string): readonly JsonNode[] {
    const list = memberOf(node, key);
    if (list === undefined) return [];
    if (list.kind === 'array') return list.items;
    this.#report(problemAt(list, 'error', `"${key}" is no list; put its values between [ and ]`));
    return [];
  }

  #text(node: JsonNode, key: string): string | undefined {
    const value = memberOf(node, key);
    if (value === undefined) return undefined;
    const text = textOf(value);
    if (text === undefined) {
      this.#report(problemAt(value, 'error', `"${key}" is no text; put it between double quotes`));
    }
    return text?.trim() === '' ? undefined : text;
  }

  #wholeNumber(node: JsonNode, key: string): number | undefined {
    const value = memberOf(node, key);
    if (value === undefined) return undefined;
    const number = Number(textOf(value)?.trim() || Number.NaN);
    if (Number.isSafeInteger(number)) return number;
    this.#report(problemAt(value, 'error', `"${key}" is no whole number; write it in digits`));
    return undefined;
  }

  #checkFields(node: JsonNode, known: readonly string[]): void {
    if (node.kind !== 'object') return;
    const seen = new Set<string>();
    for (const member of node.members) {
      if (!known.includes(member.key)) {
        this.#warnAt(member.keyRange, `"${member.key}" is no field here; the fields are ${known.join(', ')}`);
      } else if (seen.has(member.key)) {
        this.#warnAt(
          member.keyRange,
          `"${member.key}" stands here twice and only the last counts; remove one`,
        );
      }
      seen.add(member.key);
    }
  }

  #warnAt(range: TextRange, message: string): void {
    this.#report({ range, severity: 'warning', message });
  }
}

function provenanceOf(information: ReviewInformation | undefined): string | undefined {
  if (information === undefined) return undefined;
  const author = information.authors[0];
  const name = author?.family ?? author?.literal;
  const source = [name, information.year].filter(part => part !== undefined).join(' ');
  const credit = source === '' ? '' : ` (${source})`;
  return `The reference stands as the review “${information.title}”${credit} prints it; it has not been independently verified.`;
}
