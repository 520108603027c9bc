import type { DoubtfulCitation } from './findings';
import type { Citation, CitationForm, ReferenceList } from './types';

/** What speaks for another form than brackets: its candidates by place, and how many citations in brackets there are. */
export interface FormEvidence {
  readonly doubtful: readonly DoubtfulCitation[];
  readonly plain: number;
}

/** Of the numbers in the list at least this part must be cited in the form. */
const FEWEST_CITED = 0.5;
const CITED_WITHOUT_ORDER = 0.7;
const MOST_PLAIN = 0.1;

/**
 * Decides whether superscripts or round brackets are how this manuscript cites: only where the text cites most of its list
 * so, and in an order that citations have, and hardly anything in square brackets. Otherwise `10²` and `(1)` mean something else.
 *
 * @param forced forms that the author set: always taken
 * @returns whether a citation of such a form counts
 */
export function acceptOtherForms(
  forced: readonly CitationForm[],
  evidence: FormEvidence | undefined,
  lists: readonly ReferenceList[],
): (citation: Citation) => boolean {
  const listed = new Set<number>();
  for (const list of lists) for (const entry of list.entries) listed.add(entry.number);
  const accepted = new Set<CitationForm>(forced);
  if (evidence !== undefined) {
    for (const form of ['superscript', 'round'] as const)
      if (cites(form, evidence, listed)) accepted.add(form);
  }
  return citation => {
    if (!accepted.has(citation.form)) return false;
    return forced.includes(citation.form) || citation.numbers.every(number => listed.has(number));
  };
}

function cites(form: CitationForm, evidence: FormEvidence, listed: ReadonlySet<number>): boolean {
  if (listed.size < 2) return false;
  const cited = new Set<number>();
  let count = 0;
  let greatest = 0;
  let inOrder = 0;
  for (const { citation } of evidence.doubtful) {
    if (citation.form !== form || !citation.numbers.every(number => listed.has(number))) continue;
    count += 1;
    for (const number of citation.numbers) {
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
