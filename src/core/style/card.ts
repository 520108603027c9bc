import type { CslItem, Reference, Topic } from '../library/types';
import { shortLabel } from './label';
import { plainText } from './plainText';
import type { FormattedEntry } from './types';

/** What a card is made from. At least one of `reference` and `writtenEntry` is there. */
export interface CardInput {
  /** The number that the manuscript cites it by; undefined where it has none. */
  readonly number: number | undefined;
  readonly reference: Reference | undefined;
  /** The entry as formatted from the record; undefined where there is no record or no engine yet. */
  readonly entry?: FormattedEntry | undefined;
  /** The words of the manuscript's own list entry, for works without a record. */
  readonly writtenEntry?: string | undefined;
  readonly topics: readonly Topic[];
  /** How often this manuscript cites it, and in which lines (from 1); undefined outside a manuscript. */
  readonly occurrences?: { readonly count: number; readonly lines: readonly (number | string)[] } | undefined;
  /** Where the record comes from and how far it can be trusted. */
  readonly provenance?: string | undefined;
}

/** A place on the web that the author may open; nothing is fetched before. */
export interface CardLink {
  readonly kind: 'doi' | 'pubmed' | 'pubmedSearch' | 'crossref' | 'scholar';
  readonly title: string;
  /** https, every part of the record percent-encoded. */
  readonly url: string;
}

/** All that an author wants to know of a work, as plain text in reading order. Whoever shows it escapes it. */
export interface Card {
  readonly number: number | undefined;
  readonly label: string;
  readonly title: string | undefined;
  /** The formatted entry; without a record, the words of the manuscript's list. */
  readonly entry: FormattedEntry;
  readonly summary: string | undefined;
  readonly points: readonly string[];
  readonly topics: readonly string[];
  readonly occurrences: { readonly count: number; readonly lines: readonly (number | string)[] } | undefined;
  readonly provenance: string | undefined;
  /** Lookups only by what the record has: its DOI and PMID, else its title. */
  readonly links: readonly CardLink[];
  /** Whether there is no record in any library. */
  readonly unlinked: boolean;
}

/** The card of a work. */
export function makeCard(input: CardInput): Card {
  const { reference } = input;
  const written = plainText(input.writtenEntry ?? '');
  return {
    number: input.number,
    label: reference ? shortLabel(reference) : '',
    title: reference && text(reference.csl.title),
    entry: input.entry ?? (written === '' ? [] : [{ text: written }]),
    summary: text(reference?.summary) ?? text(reference?.csl.abstract),
    points: (reference?.points ?? []).map(plainText),
    topics: input.topics.map(topic => plainText(topic.label)),
    occurrences: input.occurrences,
    provenance: text(input.provenance),
    links: reference ? lookupLinks(reference.csl) : [],
    unlinked: reference === undefined,
  };
}

/**
 * Where a record can be looked up: by its DOI and PMID where it has them, and by its title in PubMed, Crossref and
 * Google Scholar.
 */
export function lookupLinks(item: CslItem): readonly CardLink[] {
  const links: CardLink[] = [];
  const doi = text(item.DOI)?.replace(/^(?:https?:\/\/(?:(?:dx|www)\.)?doi\.org\/|doi:\s*)/i, '');
  if (doi !== undefined && /^10\.\d{4,9}\/\S+$/.test(doi)) {
    links.push({ kind: 'doi', title: 'DOI', url: `https://doi.org/${encodePath(doi)}` });
  }
  const pmid = text(item.PMID);
  if (pmid !== undefined && /^\d{1,9}$/.test(pmid)) {
    links.push({ kind: 'pubmed', title: `PMID ${pmid}`, url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` });
  }
  const title = text(item.title);
  if (title !== undefined && title !== '') {
    const query = encode(title.slice(0, 300));
    links.push(
      { kind: 'pubmedSearch', title: 'PubMed', url: `https://pubmed.ncbi.nlm.nih.gov/?term=${query}` },
      { kind: 'crossref', title: 'Crossref', url: `https://search.crossref.org/search/works?q=${query}` },
      { kind: 'scholar', title: 'Google Scholar', url: `https://scholar.google.com/scholar?q=${query}` },
    );
  }
  return links;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const words = plainText(value);
  return words === '' ? undefined : words;
}

/** Lone surrogates cannot be encoded; brackets and quotation marks could end a link in Markdown. */
function encode(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '')).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodePath(value: string): string {
  return encode(value).replaceAll('%2F', '/');
}
