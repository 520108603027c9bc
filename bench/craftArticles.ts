import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainReference } from '../src/core/library/plainReference';
import type { CslItem, Library } from '../src/core/library/types';
import { parseManuscript } from '../src/core/manuscript';
import { type NumberedManuscript, numberManuscript } from '../src/core/numbering';

const FOLDER = resolve('../shared/corpora/manuscripts/craft');

/** A reference as the articles give it. */
interface GivenReference {
  readonly rid: string;
  readonly author: readonly { readonly family: string; readonly given: string }[];
  readonly title: string;
  readonly container: string;
  readonly year: string;
  readonly volume: string;
  readonly fpage: string;
  readonly lpage: string;
  readonly pmid: string;
  readonly doi: string;
}

/** Published articles with their references as a library without abstracts; none where the corpus is absent. */
export function readArticles(): readonly NumberedManuscript[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter(name => name.endsWith('.gold.json'))
    .map(name => {
      const gold: { readonly refs: readonly GivenReference[] } = JSON.parse(
        readFileSync(join(FOLDER, name), 'utf8'),
      );
      const library: Library = {
        name,
        numbered: false,
        provenance: undefined,
        references: gold.refs.map(given => plainReference(asItem(given), name)),
        topics: [],
        problems: [],
      };
      const text = readFileSync(join(FOLDER, name.replace('.gold.json', '.md')), 'utf8');
      return numberManuscript(parseManuscript(text, 'markdown'), [library]);
    });
}

function asItem(given: GivenReference): CslItem {
  const year = Number(given.year);
  return {
    id: given.rid,
    type: 'article-journal',
    title: given.title,
    author: given.author,
    'container-title': given.container,
    volume: given.volume,
    page: `${given.fpage}-${given.lpage}`,
    ...(year > 0 ? { issued: { 'date-parts': [[year]] } } : {}),
    ...(given.doi ? { DOI: given.doi } : {}),
    ...(given.pmid ? { PMID: given.pmid } : {}),
  };
}
