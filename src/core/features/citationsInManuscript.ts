import { plainWords, sentenceAt } from '../manuscript';
import type { Citation, Manuscript } from '../manuscript/types';
import {
  citationsByNumber,
  type NumberedManuscript,
  type NumberedReference,
  resolveNumber,
} from '../numbering';
import { shortLabel } from '../style';
import { type TextRange, textIn } from '../text/textRange';

/** How much of the sentence around a citation is shown. */
const EXCERPT = 120;

/** A number that the manuscript cites. */
export interface CitedNumber {
  readonly kind: 'cited';
  /** Stable between two trees. */
  readonly id: string;
  readonly number: number;
  /** Undefined where no reference has this number. */
  readonly numbered: NumberedReference | undefined;
  /** `Long 2023`, the first words of an entry without a record, or undefined. */
  readonly label: string | undefined;
  readonly title: string;
  readonly citations: readonly CitedPlace[];
}

/** One place that cites it. */
export interface CitedPlace {
  readonly kind: 'place';
  readonly id: string;
  readonly range: TextRange;
  /** `[1, 4–6]` */
  readonly text: string;
}

/** The cited numbers by first appearance, each with the places that cite it. */
export function citationsInManuscript(numbered: NumberedManuscript): readonly CitedNumber[] {
  const { manuscript } = numbered;
  const cited = numbered.numberings.flatMap((numbering, index) => {
    // Citations of a list without entries are numbered by a library and still belong to that list.
    const scope = manuscript.referenceLists.length > 0 ? index : undefined;
    return [...citationsByNumber(manuscript, scope)].map(([number, citations]): CitedNumber => {
      const found = resolveNumber(numbering, number);
      const reference = found.kind === 'numbered' ? found.numbered : undefined;
      const id = `${index}:${number}`;
      return {
        kind: 'cited',
        id,
        number,
        numbered: reference,
        label: labelOf(manuscript, reference),
        title: reference?.reference?.csl.title ?? '',
        citations: citations.map((citation, place) => ({
          kind: 'place',
          id: `${id}:${place}`,
          range: citation.range,
          text: textIn(manuscript.text, citation.range),
        })),
      };
    });
  });
  return cited.sort((a, b) => a.citations[0]!.range.start - b.citations[0]!.range.start);
}

/** The words of the sentence that a citation stands in, shortened around it; made only for what is looked at. */
export function sentenceOf(manuscript: Manuscript, citation: Pick<Citation, 'range'>): string {
  const words = plainWords(manuscript, sentenceAt(manuscript, citation.range.start));
  return words.length <= EXCERPT ? words : `…${words.slice(words.length - EXCERPT)}`;
}

function labelOf(manuscript: Manuscript, numbered: NumberedReference | undefined): string | undefined {
  if (numbered?.reference !== undefined) return shortLabel(numbered.reference);
  if (numbered?.entry === undefined) return undefined;
  const words = plainWords(manuscript, numbered.entry.textRange);
  return words.length <= 40 ? words : `${words.slice(0, 40)}…`;
}
