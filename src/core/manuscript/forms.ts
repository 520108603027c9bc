import type { Citation, CitationForm, ReferenceList } from './types';

/** What speaks for another form than brackets: its candidates by place, and how many citations in brackets there are. */
export interface FormEvidence {
  readonly candidates: readonly FormCandidate[];
  readonly plain: number;
}

/** A citation that counts only where the manuscript cites in its form. */
export type FormCandidate = Pick<Citation, 'form' | 'numbers'>;

/** Of the numbers in the list at least this part must be cited in the form. */
const FEWEST_CITED = 0.5;
const CITED_WITHOUT_ORDER = 0.7;
const MOST_PLAIN = 0.1;

/**
 * Decides whether superscripts or round brackets are how this manuscript cites: only where the text cites most of its list
 * so, and in an order that citations have, and hardly anything in square brackets. Otherwise `10²` and `(1)` mean something else.
 *
 * @param forced forms that the author set: always taken
 * @param evidence undefined where the text was not read for other forms
 */
export function acceptedForms(
  forced: readonly CitationForm[],
  evidence: FormEvidence | undefined,
  lists: readonly ReferenceList[],
): ReadonlySet<CitationForm> {
  const accepted = new Set<CitationForm>(forced);
  if (evidence === undefined) return accepted;
  const listed = listedNumbers(lists);
  for (const form of ['superscript', 'round'] as const) if (cites(form, evidence, listed)) accepted.add(form);
  return accepted;
}

/** The numbers of all entries. */
export function listedNumbers(lists: readonly ReferenceList[]): ReadonlySet<number> {
  const listed = new Set<number>();
  for (const list of lists) for (const entry of list.entries) listed.add(entry.number);
  return listed;
}

function cites(form: CitationForm, evidence: FormEvidence, listed: ReadonlySet<number>): boolean {
  if (listed.size < 2) return false;
  const cited = new Set<number>();
  let count = 0;
  let greatest = 0;
  let inOrder = 0;
  for (const candidate of evidence.candidates) {
    if (candidate.form !== form || !candidate.numbers.every(number => listed.has(number))) continue;
    count += 1;
    for (const number of candidate.numbers) {
      if (cited.has(number)) continue;
      if (number === greatest + 1) inOrder += 1;
      greatest = Math.max(greatest, number);
      cited.add(number);
    }
  }
  if (count < 2 || evidence.plain > count * MOST_PLAIN) return false;
  const part = cited.size / listed.size;
  return part >= CITED_WITHOUT_ORDER || (part >= FEWEST_CITED && inOrder >= cited.size / 2);
}
