import type { Reference } from '../library/types';
import { plainWords, sentenceAt, textBetween } from '../manuscript';
import type { Citation, Manuscript } from '../manuscript/types';
import {
  citationsByKey,
  citationsByNumber,
  citationsInFiles,
  citedByFellows,
  type FileOfManuscript,
  isCitationByKey,
  type NumberedManuscript,
  type NumberedReference,
  referenceOfKey,
  resolveNumber,
} from '../numbering';
import { shortLabel } from '../style';
import type { TextRange } from '../text/textRange';

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
  /** The file that it stands in; undefined where that is the manuscript that was asked. */
  readonly file: FileOfManuscript | undefined;
  readonly range: TextRange;
  /** `[1, 4–6]` */
  readonly text: string;
}

/** The cited works by first appearance in the files of the manuscript, each with the places that cite it. */
export function citationsInManuscript(numbered: NumberedManuscript): readonly CitedWork[] {
  const { manuscript, project } = numbered;
  const cited = numbered.numberings.flatMap((numbering, index) =>
    [...citedNumbers(numbered, index)].map((number): CitedWork => {
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
        citations: inOrder(numbered, citationsInFiles(numbered, number, index), id),
      };
    }),
  );
  const byKey = new Map<string, PlaceInFiles[]>();
  const files = project?.files ?? [{ name: '', numbered }];
  for (const [index, { numbered: other }] of files.entries()) {
    const file = index === (project?.file ?? 0) ? undefined : files[index];
    for (const [key, citations] of citationsByKey(other.manuscript)) {
      const counted = citations.filter(citation => isCitationByKey(other, citation));
      if (counted.length === 0) continue;
      byKey.set(key, [...(byKey.get(key) ?? []), ...counted.map(citation => ({ file, citation }))]);
    }
  }
  for (const [key, places] of byKey) cited.push(keyedWork(numbered, key, places));
  return cited.sort((a, b) => comparePlaces(numbered, a.citations[0]!, b.citations[0]!));
}

/** The numbers that a numbering gives to citations here or in other files. */
function citedNumbers(numbered: NumberedManuscript, index: number): ReadonlySet<number> {
  const own = citationsByNumber(numbered.manuscript, index).keys();
  return new Set([...own, ...citedByFellows(numbered, index)]);
}

/** A citation by number or by key, and the file that it stands in where that is another one. */
interface PlaceInFiles {
  readonly file: FileOfManuscript | undefined;
  readonly citation: Pick<Citation, 'range'>;
}

function keyedWork(numbered: NumberedManuscript, key: string, places: readonly PlaceInFiles[]): CitedWork {
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
    citations: inOrder(numbered, places, id),
  };
}

function inOrder(
  numbered: NumberedManuscript,
  places: readonly PlaceInFiles[],
  id: string,
): readonly CitedPlace[] {
  return places
    .map(({ file, citation: { range } }, index): CitedPlace => {
      const { manuscript } = file?.numbered ?? numbered;
      return { kind: 'place', id: `${id}:${index}`, file, range, text: textBetween(manuscript, range) };
    })
    .sort((a, b) => comparePlaces(numbered, a, b));
}

function comparePlaces({ project }: NumberedManuscript, a: CitedPlace, b: CitedPlace): number {
  const at = ({ file }: CitedPlace): number =>
    file === undefined ? (project?.file ?? 0) : project!.files.indexOf(file);
  return at(a) - at(b) || a.range.start - b.range.start;
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
