import type { LatexMarkup } from './latexText';

/** The steps of a conversion; a record takes those that its fields ask for. */
export const STEP = {
  names: 1,
  /** Names other than those of `author`. */
  otherNames: 1024,
  titles: 2,
  /** Titles other than `title` and `journal`. */
  moreTitles: 512,
  numbers: 4,
  pages: 8,
  dates: 16,
  publication: 32,
  identifiers: 64,
  remarks: 128,
  keywords: 2048,
  /** The field belongs to BibLaTeX alone: where a record uses one, its options hold. */
  biblatex: 256,
} as const;

/** What becomes of a field. */
export interface BibtexRole {
  /** {@link STEP} bits. */
  readonly steps: number;
  /** The CSL variable that the field's text becomes as it is. */
  readonly variable?: string;
  readonly markup?: LatexMarkup;
}

/** Fields whose text becomes one CSL variable as it is; of several with one variable the first counts. */
const TEXT_FIELDS: readonly (readonly [string, string, LatexMarkup, number?])[] = [
  ['shorttitle', 'title-short', 'rich', STEP.titles | STEP.biblatex],
  ['shortjournal', 'container-title-short', 'plain'],
  ['journalabbr', 'container-title-short', 'plain'],
  ['edition', 'edition', 'plain'],
  ['version', 'version', 'plain'],
  ['volumes', 'number-of-volumes', 'plain'],
  ['pagetotal', 'number-of-pages', 'plain'],
  ['numpages', 'number-of-pages', 'plain'],
  ['chapter', 'chapter-number', 'plain'],
  ['venue', 'event-place', 'plain'],
  ['origtitle', 'original-title', 'rich'],
  ['origlocation', 'original-publisher-place', 'plain'],
  ['origpublisher', 'original-publisher', 'plain'],
  ['library', 'call-number', 'plain'],
  ['abstract', 'abstract', 'plain'],
  ['isbn', 'ISBN', 'plain'],
  ['issn', 'ISSN', 'plain'],
  ['pmid', 'PMID', 'plain'],
  ['pmcid', 'PMCID', 'plain'],
  ['pmc', 'PMCID', 'plain'],
  ['section', 'section', 'plain'],
  ['scale', 'scale', 'plain'],
];

/** Fields that a step reads. */
const STEP_FIELDS: readonly (readonly [steps: number, names: string])[] = [
  [STEP.names, 'author'],
  [
    STEP.names | STEP.otherNames,
    'editor translator bookauthor director holder editortype editora editorb editorc editoratype editorbtype editorctype',
  ],
  [STEP.titles, 'title journal'],
  [
    STEP.titles | STEP.moreTitles,
    'titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon journalsubtitle issuetitle issuesubtitle lista',
  ],
  [STEP.titles | STEP.moreTitles | STEP.biblatex, 'subtitle journaltitle'],
  [STEP.numbers, 'volume part number issue series'],
  [STEP.pages, 'pages eid articleno article-number'],
  [STEP.dates, 'year month day urldate origdate eventdate'],
  [STEP.dates | STEP.biblatex, 'date'],
  [
    STEP.publication,
    'publisher school institution organization address city type pubstate language eventtitle eventtitleaddon',
  ],
  [STEP.publication | STEP.biblatex, 'location langid hyphenation'],
  [STEP.publication | STEP.identifiers, 'howpublished'],
  [STEP.identifiers, 'doi url eprint eprinttype archiveprefix'],
  [STEP.remarks, 'note addendum annotation annote review comment'],
  [STEP.keywords, 'keywords keyword'],
  [STEP.biblatex, 'options'],
  // What they say is in the record already, or concerns the program that made it.
  [0, 'crossref xdata bibsource biburl'],
];

/** Roles by the name of the field; a field without one is kept under `custom`. */
export const BIBTEX_ROLES: ReadonlyMap<string, BibtexRole> = new Map<string, BibtexRole>([
  ...STEP_FIELDS.flatMap(([steps, names]) =>
    names.split(' ').map((name): [string, BibtexRole] => [name, { steps }]),
  ),
  ...TEXT_FIELDS.map(([name, variable, markup, steps]): [string, BibtexRole] => [
    name,
    { steps: steps ?? 0, variable, markup },
  ]),
]);
