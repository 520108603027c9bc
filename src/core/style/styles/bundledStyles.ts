/// <reference path="./csl.d.ts" />
/// <reference path="../engine/packages.d.ts" />
import packageStyles from '@citation-js/plugin-csl/lib-mjs/styles.json';
import type { CitationStyle } from '../types';
import americanMedicalAssociation from './american-medical-association.csl';
import ieee from './ieee.csl';
import journalOfCancerScienceAndTherapy from './journal-of-cancer-science-and-therapy.csl';
import nature from './nature.csl';
import { STYLE_ALIASES } from './styleAliases';

/** The style of the bundled review's journal: what a manuscript is written in until its author chooses another. */
export const DEFAULT_STYLE_ID = 'journal-of-cancer-science-and-therapy';

/**
 * The styles that need no file of the author's: those written for this project, and those that citation-js ships
 * (CC BY-SA). The texts are strings of the bundle: nothing is parsed.
 */
export function bundledStyles(): readonly CitationStyle[] {
  const packaged = (name: string) => packageStyles[name] ?? '';
  return [
    {
      id: DEFAULT_STYLE_ID,
      title: 'Journal of Cancer Science and Therapy',
      csl: journalOfCancerScienceAndTherapy,
    },
    { id: 'nlm-citation-sequence', title: 'NLM/Vancouver: Citing Medicine', csl: packaged('vancouver') },
    {
      id: 'american-medical-association',
      title: 'American Medical Association (AMA), 11th edition',
      csl: americanMedicalAssociation,
    },
    { id: 'ieee', title: 'IEEE', csl: ieee },
    { id: 'nature', title: 'Nature', csl: nature },
    { id: 'apa', title: 'APA Style, 7th edition (author-date)', csl: packaged('apa') },
    {
      id: 'harvard-cite-them-right',
      title: 'Harvard: Cite Them Right, 12th edition (author-date)',
      csl: packaged('harvard1'),
    },
  ];
}

/** The bundled style of an id, of an old name (`vancouver`) or of an address that ends with one; undefined without. */
export function findStyle(idOrAlias: string): CitationStyle | undefined {
  const name = idOrAlias
    .trim()
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/\.csl$/, '');
  const id = STYLE_ALIASES.get(name) ?? name;
  return bundledStyles().find(style => style.id === id);
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
