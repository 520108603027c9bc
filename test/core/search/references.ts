import { plainReference } from '../../../src/core/library/plainReference';
import type { CslItem, Reference } from '../../../src/core/library/types';

/** A reference with the given CSL fields; `id` is its key. */
export function referenceOf(id: string, csl: Partial<CslItem>, more: Partial<Reference> = {}): Reference {
  return { ...plainReference({ id, type: 'article-journal', ...csl }, 'test'), ...more };
}

/** A small library of different works, with what makes searching hard: diacritics, abbreviations, same names, same years. */
export const smallLibrary: readonly Reference[] = [
  referenceOf('muller2019', {
    title: 'Labelling tumours with α-synuclein antibodies',
    author: [
      { family: 'Müller', given: 'Jörg K' },
      { family: 'O’Brien', given: 'Ann' },
    ],
    issued: { 'date-parts': [[2019]] },
    'container-title': 'Journal of Immunology',
    DOI: '10.1000/ABC.1',
    PMID: '31234567',
  }),
  referenceOf('long2023', {
    title: 'Chimeric antigen receptor NK cells in leukemia',
    author: [{ family: 'Long', given: 'Jianping' }],
    issued: { 'date-parts': [[2023]] },
    'container-title': 'Front Immunol',
    abstract: 'Natural killer (NK) cells that carry a chimeric antigen receptor (CAR) kill leukemia cells.',
  }),
  referenceOf('smith2020', {
    title: 'DeepBind: predicting the sequence specificities of proteins',
    author: [
      { family: 'Smith', given: 'Eve' },
      { family: 'Long', given: 'Amy' },
    ],
    issued: { 'date-parts': [[2020]] },
    'container-title': 'Nature Biotechnology',
  }),
  referenceOf('smith2015', {
    title: 'A long history of proteins in sequence databases',
    author: [{ family: 'Smith', given: 'Eve' }],
    issued: { 'date-parts': [[2015]] },
    'container-title': 'Nucleic Acids Research',
  }),
  referenceOf('who2021', {
    title: 'Global report on vaccination programmes',
    author: [{ literal: 'World Health Organization' }],
    issued: { raw: 'published 2021' },
    publisher: 'WHO Press',
  }),
  referenceOf('garcia2018', {
    title: 'Exhaustion of natural killer cells in solid cancers',
    author: [{ family: 'García-Márquez', given: 'María' }],
    issued: { 'date-parts': [[2018]] },
    'container-title': 'Cancer Discovery',
  }),
];
