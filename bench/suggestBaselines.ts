import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Reference } from '../src/core/library/types';
import { stem } from '../src/core/search/stemming';
import { stopWords } from '../src/core/search/stopWords';
import { normaliseWords } from '../src/core/search/words';

/** Ranks references for a text; best first. */
export type Ranker = (text: string) => readonly string[];

/** Plain BM25 (k1 1.2, b 0.75) over title, abstract and keywords, with stop words and stemming. */
export function plainBm25(references: readonly Reference[]): Ranker {
  const stops = stopWords();
  const terms = (text: string): readonly string[] =>
    normaliseWords(text)
      .filter(word => !stops.has(word))
      .map(stem);
  const documents = references.map(({ csl }) =>
    terms(`${csl.title ?? ''} ${csl.abstract ?? ''} ${csl.keyword ?? ''}`),
  );
  const meanLength = documents.reduce((sum, words) => sum + words.length, 0) / documents.length;
  const postings = new Map<string, Map<number, number>>();
  documents.forEach((words, document) => {
    for (const word of words) {
      const posting = postings.get(word) ?? new Map<number, number>();
      posting.set(document, (posting.get(document) ?? 0) + 1);
      postings.set(word, posting);
    }
  });
  return text => {
    const scores = new Map<number, number>();
    for (const word of new Set(terms(text))) {
      const posting = postings.get(word);
      if (posting === undefined) continue;
      const telling = Math.log(1 + (documents.length - posting.size + 0.5) / (posting.size + 0.5));
      for (const [document, count] of posting) {
        const held = 1.2 * (0.25 + (0.75 * documents[document]!.length) / meanLength);
        scores.set(document, (scores.get(document) ?? 0) + (telling * count * 2.2) / (count + held));
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1]).map(([document]) => references[document]!.id);
  };
}

/** MiniSearch with its default scoring over the same fields; undefined where the package is not installed. */
export function miniSearch(references: readonly Reference[]): Ranker | undefined {
  const MiniSearch = installedPackage('minisearch') as MiniSearchConstructor | undefined;
  if (MiniSearch === undefined) return undefined;
  const index = new MiniSearch({ fields: ['title', 'abstract', 'keyword'] });
  index.addAll(
    references.map(({ id, csl }) => ({
      id,
      title: csl.title ?? '',
      abstract: csl.abstract ?? '',
      keyword: csl.keyword ?? '',
    })),
  );
  return text => index.search(text).map(({ id }) => id);
}

/** As much of MiniSearch as is used here. */
export type MiniSearchConstructor = new (options: {
  readonly fields: readonly string[];
}) => {
  addAll(documents: readonly Readonly<Record<string, string>>[]): void;
  search(
    query: string,
    options?: { readonly prefix?: boolean; readonly fuzzy?: number; readonly combineWith?: string },
  ): readonly { readonly id: string }[];
  toJSON(): object;
};

/**
 * A package to compare with; undefined where it is not installed. `BENCH_PACKAGES` names a folder to look in besides
 * the project's own `node_modules`.
 */
export function installedPackage(name: string): unknown {
  for (const folder of [process.cwd(), process.env['BENCH_PACKAGES']]) {
    if (folder === undefined) continue;
    try {
      const loaded = createRequire(join(folder, 'package.json'))(name) as { readonly default?: unknown };
      return loaded.default ?? loaded;
    } catch {
      // Not here.
    }
  }
  return undefined;
}
