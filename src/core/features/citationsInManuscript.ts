import type { Reference } from '../library/types';
import { plainWords, sentenceAt } from '../manuscript';
import type { Citation, KeyedCitation, Manuscript } from '../manuscript/types';
import {
  citationsByKey,
  citationsByNumber,
  isCitationByKey,
  type NumberedManuscript,
  type NumberedReference,
  referenceOfKey,
  resolveNumber,
} from '../numbering';
import { shortLabel } from '../style';
import { type TextRange, textIn } from '../text/textRange';

/** How much of the sentence around a citation is shown. */
const EXCERPT = 120;

/** A work that the manuscript cites, by number or by key. */
export interface CitedWork {
  readonly kind: 'cited';
  /** Stable between two trees. */
  readonly id: string;
  /** Undefined where it is cited by key. */
  readonly number: number | undefined;
  /** Undefined where it is cited by number. */
  readonly key: string | undefined;
  /** Index of the numbering that gives the number; undefined where it is cited by key. */
  readonly list: number | undefined;
  /** Undefined where no library and no list has it. */
  readonly reference: Reference | undefined;
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

/** The cited works by first appearance, each with the places that cite it. */
export function citationsInManuscript(numbered: NumberedManuscript): readonly CitedWork[] {
  const { manuscript } = numbered;
  const cited = numbered.numberings.flatMap((numbering, index) => {
    // Citations of a list without entries are numbered by a library and still belong to that list.
    const scope = manuscript.referenceLists.length > 0 ? index : undefined;
    return [...citationsByNumber(manuscript, scope)].map(([number, citations]): CitedWork => {
      const found = resolveNumber(numbering, number);
      const reference = found.kind === 'numbered' ? found.numbered : undefined;
      const id = `${index}:${number}`;
      return {
        kind: 'cited',
        id,
        number,
        key: undefined,
        list: index,
        reference: reference?.reference,
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
  for (const [key, citations] of citationsByKey(manuscript)) {
    const work = keyedWork(numbered, key, citations);
    if (work !== undefined) cited.push(work);
  }
  return cited.sort((a, b) => a.citations[0]!.range.start - b.citations[0]!.range.start);
}

/** A work that is cited by key; undefined where what looks like its key is only a name. */
function keyedWork(
  numbered: NumberedManuscript,
  key: string,
  citations: readonly KeyedCitation[],
): CitedWork | undefined {
  const counted = citations.filter(citation => isCitationByKey(numbered, citation));
  if (counted.length === 0) return undefined;
  const reference = referenceOfKey(numbered, key);
  const id = `@${key}`;
  return {
    kind: 'cited',
    id,
    number: undefined,
    key,
    list: undefined,
    reference,
    numbered: undefined,
    label: reference && shortLabel(reference),
    title: reference?.csl.title ?? '',
    citations: counted.map(({ range }, place) => ({
      kind: 'place',
      id: `${id}:${place}`,
      range,
      text: textIn(numbered.manuscript.text, range),
    })),
  };
}

/** The words of the sentence that a citation stands in, shortened around it; made only for what is looked at. */
export function sentenceOf(manuscript: Manuscript, citation: Pick<Citation, 'range'>): string {
  const words = plainWords(manuscript, sentenceAt(manuscript, citation.range.start));
  return words.length <= EXCERPT ? words : `…${words.slice(words.length - EXCERPT)}`;
}

function labelOf(manuscript: Manuscript, numbered: NumberedReference | undefined): string | undefined {
  if (numbered?.reference !== undefined) return shortLabel(numbered.reference);
  const words =
    numbered?.elsewhere?.words ??
    (numbered?.entry === undefined ? undefined : plainWords(manuscript, numbered.entry.textRange));
  if (words === undefined) return undefined;
  return words.length <= 40 ? words : `${words.slice(0, 40)}…`;
}
