import { type ClusterStyle, writeCitation } from '../../manuscript';

/** A work to be cited by number. */
export interface NumberedWork {
  readonly number: number;
  readonly prefix?: string | undefined;
  readonly locator?: string | undefined;
}

/**
 * Writes works as one citation by number in a manuscript's style: `[see 3, 5–7, p. 45]`. The grammar reads the same
 * numbers from it, and the words before and behind them as far as they are such as it knows.
 */
export function writeNumberedWorks(works: readonly NumberedWork[], style: ClusterStyle): string {
  if (works.every(({ prefix, locator }) => prefix === undefined && locator === undefined)) {
    return writeCitation(
      works.map(({ number }) => number),
      style,
    );
  }
  const inner = innerStyle(style);
  const pieces: { readonly text: string; readonly prefixed: boolean; readonly located: boolean }[] = [];
  let start = 0;
  while (start < works.length) {
    let end = start + 1;
    while (end < works.length && works[end]!.prefix === undefined && works[end - 1]!.locator === undefined) {
      end += 1;
    }
    const run = works.slice(start, end);
    const prefix = run[0]!.prefix;
    const locator = run[run.length - 1]!.locator;
    const numbers = writeCitation(
      run.map(({ number }) => number),
      inner,
    );
    pieces.push({
      text: `${prefix === undefined ? '' : `${prefix} `}${numbers}${locator === undefined ? '' : `, ${namedPlace(locator)}`}`,
      prefixed: prefix !== undefined,
      located: locator !== undefined,
    });
    start = end;
  }
  const written = pieces
    .map((piece, index) => {
      const previous = pieces[index - 1];
      if (previous === undefined) return piece.text;
      return `${previous.located || piece.prefixed ? '; ' : inner.separator}${piece.text}`;
    })
    .join('');
  const round = style.form === 'round';
  return round ? `(${written})` : `[${written}]`;
}

/** The style without its brackets, and without what cannot stand between words. */
function innerStyle(style: ClusterStyle): ClusterStyle {
  const plain = /^\s*[,;]\s*$/.test(style.separator);
  return {
    open: '',
    close: '',
    separator: plain ? style.separator : ', ',
    dash: /[\][]/.test(style.dash) || style.dash === '' ? '–' : style.dash,
    collapseFrom: style.collapseFrom,
    form: 'brackets',
  };
}

/** A place that is nothing but digits would be read as more numbers: for the processors of keys it is a page. */
export function namedPlace(locator: string): string {
  if (/^\d+$/.test(locator)) return `p. ${locator}`;
  return /^\d+\s*(?:[-–—]+|,)\s*\d+$/.test(locator) ? `pp. ${locator}` : locator;
}
