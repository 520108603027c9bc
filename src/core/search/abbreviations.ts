import type { Collection, CollectionPart } from './collection';
import { postingsOf } from './indexArrays';
import { stem } from './stemming';
import type { ReadWord, TermReader } from './termReader';
import { normaliseWords } from './words';

/** An abbreviation as a text introduces it: `natural killer (NK)`. */
export interface AbbreviationDefinition {
  readonly short: string;
  readonly long: string;
}

/** Documents that are looked through for what an abbreviation stands for. */
const DOCUMENTS_READ = 24;

/** Abbreviations that are kept: as many as a long manuscript has. */
const KEPT = 4096;

/**
 * Abbreviations that a text introduces, in order (Schwartz and Hearst, “A simple algorithm for identifying abbreviation
 * definitions in biomedical text”, Pac Symp Biocomput 2003). Linear: looks at most 11 characters behind a bracket and
 * 160 before it.
 */
export function abbreviationsIn(text: string): readonly AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = [];
  for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
    const inside = text.slice(open + 1, open + 13);
    const close = inside.search(/[);,]/);
    const short = (close < 0 ? '' : inside.slice(0, close)).trim();
    if (!/^[\p{L}\d][\p{L}\d-]{1,9}$/u.test(short) || !/\p{Lu}/u.test(short)) continue;
    const plain = short.replace(/(?<=\p{Lu})s$/u, '');
    const long = longForm(plain, text.slice(Math.max(0, open - 160), open).trimEnd());
    if (long !== undefined) found.push({ short: plain, long });
  }
  return found;
}

/** The shortest text before the bracket that has the letters of the abbreviation in order, the first of them at the beginning of a word. */
function longForm(short: string, before: string): string | undefined {
  let at = before.length - 1;
  for (let i = short.length - 1; i >= 0; i--) {
    const letter = short.charAt(i).toLowerCase();
    if (!/[\p{L}\d]/u.test(letter)) continue;
    while (
      at >= 0 &&
      (before.charAt(at).toLowerCase() !== letter ||
        (i === 0 && at > 0 && /[\p{L}\d]/u.test(before.charAt(at - 1))))
    )
      at--;
    if (at < 0) return undefined;
    at--;
  }
  const long = before.slice(at + 1);
  const words = long.split(/[\s-]+/).length;
  const isTooLong = words > Math.min(short.length + 5, 2 * short.length);
  return isTooLong || long.length <= short.length || /[.;:!?]\s/.test(long) ? undefined : long;
}

/** What abbreviations stand for, from the references that use them and from the manuscript. */
export class Abbreviations {
  private readonly kept = new Map<string, readonly Int32Array[]>();

  constructor(
    private readonly collection: Collection,
    private readonly reader: TermReader,
  ) {}

  /**
   * Content terms that the words mean besides those they are: of long forms where a word abbreviates them, of
   * abbreviations where the words spell them out. With the share that each has: the words of one long form have 1 together.
   *
   * @param words words of the sentence; only those with a capital letter or digit inside can be abbreviations
   * @param introduced what the manuscript introduces
   */
  expand(
    sentence: string,
    words: readonly ReadWord[],
    introduced: readonly AbbreviationDefinition[],
  ): ReadonlyMap<number, number> {
    const there = new Set(words.map(word => word.term));
    const meant = new Map<number, number>();
    const add = (term: number, share: number): void => {
      if (term >= 0 && !there.has(term)) meant.set(term, Math.max(share, meant.get(term) ?? 0));
    };
    for (const { word, start, end } of words) {
      if (!/\p{Lu}|\d/u.test(sentence.slice(start + 1, end)) || word.length > 10) continue;
      for (const long of this.longForms(word, introduced))
        for (const term of long) add(term, 1 / long.length);
    }
    for (let from = 0; from < words.length; from++) {
      let letters = '';
      for (let to = from; to < Math.min(words.length, from + 6); to++) {
        letters += words[to]!.word.charAt(0);
        if (letters.length < 2) continue;
        const term = this.collection.contentTerm(stem(letters));
        if (term < 0 || there.has(term)) continue;
        const spelled = words.slice(from, to + 1).map(word => word.term);
        if (this.longForms(letters, introduced).some(long => isSame(long, spelled))) add(term, 1);
      }
    }
    return meant;
  }

  private longForms(short: string, introduced: readonly AbbreviationDefinition[]): readonly Int32Array[] {
    const own = introduced.filter(definition => folded(definition.short) === short);
    if (own.length > 0) return own.map(definition => this.reader.terms(definition.long));
    const known = this.kept.get(short);
    if (known !== undefined) return known;
    if (this.kept.size >= KEPT) this.kept.clear();
    const found = this.readLongForms(short);
    this.kept.set(short, found);
    return found;
  }

  private readLongForms(short: string): readonly Int32Array[] {
    const term = this.collection.contentTerm(stem(short));
    if (term < 0) return [];
    const found = new Map<string, { readonly terms: Int32Array; count: number }>();
    let left = DOCUMENTS_READ;
    for (const placed of this.collection.parts) {
      const own = placed.own[term] as number;
      if (own < 0) continue;
      for (const { document } of postingsOf(placed.part.arrays, own)) {
        if (left-- <= 0) break;
        for (const terms of this.definitionsOf(short, placed, document)) {
          const key = terms.join(' ');
          const seen = found.get(key);
          if (seen === undefined) found.set(key, { terms, count: 1 });
          else seen.count++;
        }
      }
    }
    // What most references mean by it; a second meaning would only lead astray.
    const most = [...found.values()].sort((a, b) => b.count - a.count)[0];
    return most === undefined || most.terms.length === 0 ? [] : [most.terms];
  }

  /** Terms of the long forms that a document gives for an abbreviation. */
  private definitionsOf(short: string, placed: CollectionPart, document: number): readonly Int32Array[] {
    const reference = placed.part.referenceOf(document);
    if (reference === undefined) return [];
    const { csl, summary } = reference;
    return abbreviationsIn(`${csl.title ?? ''}. ${csl.abstract ?? ''} ${summary ?? ''}`)
      .filter(definition => folded(definition.short) === short)
      .map(definition => this.reader.termsOf(definition.long, placed));
  }
}

function folded(short: string): string {
  return normaliseWords(short).join('');
}

function isSame(a: Int32Array, b: readonly number[]): boolean {
  return a.length === b.length && a.every((term, index) => term === b[index]);
}
