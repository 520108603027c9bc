import { isAnnotatedReview } from '../review/annotatedReview';

/** The formats of library files. */
export type LibraryFormat = 'bibtex' | 'csl-json' | 'annotated-review';

const BY_ENDING: Readonly<Record<string, LibraryFormat>> = {
  bib: 'bibtex',
  bibtex: 'bibtex',
  biblatex: 'bibtex',
};

/**
 * The format of a library file: by its content where that says so, because exports often carry the wrong ending, else
 * by the ending of its name. Undefined where neither says anything.
 */
export function libraryFormatOf(name: string, text: string): LibraryFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const byEnding = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (byEnding === 'bibtex') return 'bibtex';
  const start = text.slice(0, 4096).replace(/^[\ufeff\s]+/, '');
  if (start.startsWith('{') || start.startsWith('[')) return jsonFormat(text);
  if (/^\s*@[A-Za-z]+\s*[{(]/m.test(start)) return 'bibtex';
  return byEnding ?? (ending === 'json' ? 'csl-json' : undefined);
}

/** Only an object can be an annotated review; a list is CSL-JSON, however large. */
function jsonFormat(text: string): LibraryFormat {
  const isList = /^[\ufeff\s]*\[/.test(text.slice(0, 4096));
  return !isList && isAnnotatedReview(text) ? 'annotated-review' : 'csl-json';
}
