import { isAnnotatedReview } from '../review/annotatedReview';
import { ZOTERO_START } from './json/readZotero';

/** The formats of library files. */
export type LibraryFormat =
  | 'annotated-review'
  | 'bibtex'
  | 'csl-json'
  | 'csl-yaml'
  | 'endnote-tagged'
  | 'endnote-xml'
  | 'hayagriva'
  | 'nbib'
  | 'pubmed-xml'
  | 'ris'
  | 'web-of-science'
  | 'zotero';

const BY_ENDING: Readonly<Record<string, LibraryFormat>> = {
  bib: 'bibtex',
  bibtex: 'bibtex',
  biblatex: 'bibtex',
  ris: 'ris',
  nbib: 'nbib',
  enw: 'endnote-tagged',
  isi: 'web-of-science',
  ciw: 'web-of-science',
};

/** Formats of text by what one of their first lines looks like. */
const BY_CONTENT: readonly (readonly [RegExp, LibraryFormat])[] = [
  [/<(?:PubmedArticle|PubmedBookArticle|MedlineCitation|PubmedArticleSet)[\s>]/, 'pubmed-xml'],
  [/<(?:xml|records|record)[\s>]/i, 'endnote-xml'],
  [/^[ \t]{0,3}TY {1,3}-/m, 'ris'],
  [/^(?:PMID|PMCR|PMC |OWN |FAU |FED )-/m, 'nbib'],
  [/^%0(?:[ \t]|$)/m, 'endnote-tagged'],
  [/^(?:FN (?:ISI|Clarivate|Thomson)|VR 1\.0|PT [JBSP]\s*$)/m, 'web-of-science'],
  [/^[ \t]{0,20}@[A-Za-z]{2,20}[ \t]{0,8}[{(]/m, 'bibtex'],
  [/^(?:references|bibliography):[ \t]*(?:\r?\n|$)/m, 'csl-yaml'],
  [/^-[ \t]+(?:id|type|title|author|citation-key|"id"):/m, 'csl-yaml'],
  [/^[^\s#:][^\n:]{0,100}:[ \t]*\r?\n(?:[ \t][^\n]*\n){0,20}?[ \t]+(?:type|title):/m, 'hayagriva'],
];

/**
 * The format of a library file: by its content, because exports often carry a wrong ending; by the ending of its name
 * where the content says nothing, and for BibTeX, which may hold anything between its records.
 *
 * @param name the file's name or path
 * @param text the file's text
 * @returns undefined where neither says anything
 */
export function libraryFormatOf(name: string, text: string): LibraryFormat | undefined {
  const ending = /\.([^./\\]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const byEnding = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (byEnding === 'bibtex') return byEnding;
  const start = text.slice(0, 16_384).replace(/^[\ufeff\s]+/, '');
  const first = start[0];
  if (first === '{' || first === '[') {
    // A file that is named as another format is JSON only where it cannot be that.
    const isJson = byEnding === undefined ? /^(?:\{|\[\s*[[{\]])/ : /^(?:\{\s*"|\[\s*\{\s*")/;
    if (isJson.test(start)) return jsonFormat(first, text);
  }
  const isMarkup = first === '<';
  for (const [pattern, format] of BY_CONTENT) {
    if (pattern.test(start) && isMarkup === format.endsWith('-xml')) return format;
  }
  if (byEnding !== undefined) return byEnding;
  if (ending === 'json') return 'csl-json';
  return ending === 'yaml' || ending === 'yml' ? 'hayagriva' : undefined;
}

/** Only an object can be an annotated review; a list is CSL-JSON, however large. */
function jsonFormat(first: '{' | '[', text: string): LibraryFormat {
  if (text.startsWith(ZOTERO_START)) return 'zotero';
  return first === '{' && isAnnotatedReview(text) ? 'annotated-review' : 'csl-json';
}
