import {
  citationsElsewhere,
  type FileOfManuscript,
  type NumberedManuscript,
  occurrences,
} from '../numbering';
import { sayTitle } from '../text/message';
import type { TextRange } from '../text/textRange';

/** A lens over a list entry: how often the text cites it. */
export interface CitationCount {
  /** The label of the entry. */
  readonly range: TextRange;
  readonly number: number;
  readonly count: number;
  /** `cited 3×`, `not cited` */
  readonly title: string;
  /** The citations, by place. */
  readonly citations: readonly TextRange[];
  /** Those in other files that the list numbers. */
  readonly elsewhere: readonly { readonly file: FileOfManuscript; readonly range: TextRange }[];
}

/** One lens an entry, by place. Entries that repeat a number get none, because no citation can mean them. */
export function citationCounts(numbered: NumberedManuscript): readonly CitationCount[] {
  return numbered.numberings.flatMap(({ list, byNumber }) =>
    [...byNumber.values()].flatMap(({ number, entry }) => {
      if (entry === undefined) return [];
      const citations = occurrences(numbered, number, list).map(({ range }) => range);
      const elsewhere = citationsElsewhere(numbered, number, list ?? 0).map(({ file, citation }) => ({
        file,
        range: citation.range,
      }));
      const count = citations.length + elsewhere.length;
      return [
        {
          range: entry.labelRange,
          number,
          count,
          ...(count === 0 ? sayTitle('not cited') : sayTitle('cited {0}×', count)),
          citations,
          elsewhere,
        },
      ];
    }),
  );
}
