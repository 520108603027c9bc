import type { CitationStyle } from '../types';
import renamedStyles from './official/renamed-styles.json';
import { STYLE_ALIASES } from './styleAliases';

const RENAMED_STYLES: { readonly [old: string]: string } = renamedStyles;

/** The style of the bundled review's journal: what a manuscript is written in until its author chooses another. */
export const DEFAULT_STYLE_ID = 'journal-of-cancer-science-and-therapy';

/**
 * The styles that need no file of the author's, by name; their texts are in the bundle of the engine
 * (`engine/bundledTexts.ts`), because nobody else needs them.
 */
export function bundledStyles(): readonly CitationStyle[] {
  return [
    { id: DEFAULT_STYLE_ID, title: 'Journal of Cancer Science and Therapy' },
    { id: 'nlm-citation-sequence', title: 'NLM/Vancouver: Citing Medicine' },
    { id: 'american-medical-association', title: 'American Medical Association (AMA), 11th edition' },
    { id: 'ieee', title: 'IEEE' },
    { id: 'nature', title: 'Nature' },
    { id: 'science', title: 'Science' },
    { id: 'cell', title: 'Cell' },
    { id: 'american-chemical-society', title: 'American Chemical Society (ACS)' },
    { id: 'elsevier-with-titles', title: 'Elsevier (numeric, with titles)' },
    { id: 'springer-basic-brackets', title: 'Springer - Basic (numeric, brackets)' },
    { id: 'apa', title: 'APA Style, 7th edition (author-date)' },
    { id: 'chicago-author-date', title: 'Chicago Manual of Style, 18th edition (author-date)' },
    { id: 'harvard-cite-them-right', title: 'Harvard: Cite Them Right, 12th edition (author-date)' },
  ];
}

/** The bundled style of an id, of an old name (`vancouver`) or of an address that ends with one; undefined without. */
export function findStyle(idOrAlias: string): CitationStyle | undefined {
  const id = presentStyleName(idOrAlias);
  return bundledStyles().find(style => style.id === id);
}

/**
 * The id that a style has today: of an id, a title's usual short name, a name that the official repository has given up,
 * a file's name or an address. A name that was never another stays, in lower case.
 */
export function presentStyleName(written: string): string {
  let name = written
    .trim()
    .toLowerCase()
    .replace(/^.*[/\\]/, '')
    .replace(/\.csl$/, '');
  // A name may have been changed more than once.
  for (let renamed = renamedTo(name), steps = 0; renamed !== undefined && steps < 5; steps++) {
    name = renamed;
    renamed = renamedTo(name);
  }
  return name;
}

function renamedTo(name: string): string | undefined {
  return STYLE_ALIASES.get(name) ?? (Object.hasOwn(RENAMED_STYLES, name) ? RENAMED_STYLES[name] : undefined);
}

/** The bundled styles whose title, id or old names have every word of `words`, prefixes included; all for no words. */
export function searchStyles(words: string): readonly CitationStyle[] {
  const wanted = words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return bundledStyles().filter(style => {
    const names = [...STYLE_ALIASES].filter(([, id]) => id === style.id).map(([alias]) => alias);
    const has = [style.id, style.title, ...names]
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u);
    return wanted.every(word => has.some(name => name.startsWith(word)));
  });
}
