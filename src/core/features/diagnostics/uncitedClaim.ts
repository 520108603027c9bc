import { citationsByNumber, numberingFor } from '../../numbering';
import type { NumberedManuscript } from '../../numbering/types';
import { indexLibraries } from '../../search';
import { shortLabel } from '../../style';
import { say, sayTitle } from '../../text/message';
import type { TextRange } from '../../text/textRange';
import { type ClaimReading, ClaimReadings } from './claimReadings';
import { keepFix } from './suppressions';
import type { Rule } from './types';

/** From what on a work fits a sentence clearly. Learned by `npm run bench -- uncited-claims` on published reviews. */
export interface ClaimThresholds {
  readonly score: number;
  readonly chance: number;
  /** How many times as likely it is as the next. */
  readonly lead: number;
}

/** See {@link ClaimThresholds}. */
export const CLAIM_THRESHOLDS: ClaimThresholds = { score: 5, chance: 0.5, lead: 3 };

/** A sentence that states a finding and cites nothing, while a work fits it clearly. */
export const uncitedClaim: Rule = {
  code: 'uncited-claim',
  severity: 'off',
  description:
    'A sentence states a finding and cites nothing, while a work of the libraries fits it clearly.',
  fixAll: false,
  check: ({ numbered, manuscript, options }) => {
    const claims = options.claims ?? new ClaimReadings();
    if (options.claims === undefined) claims.readAhead(numbered, indexLibraries(numbered.libraries));
    return claims
      .of(numbered)
      .filter(reading => fitsClearly(reading) && !isCitedAround(numbered, reading))
      .map(({ range, best }) => {
        const { reference, reasons } = best;
        const number = numberingFor(numbered, range.start).numberOf.get(reference.id);
        const name = `${number === undefined ? '' : `[${number}] `}${shortLabel(reference)}`;
        return {
          range,
          ...say('This states a finding and cites nothing; {0} fits ({1}).', name, reasons.join(', ')),
          remedy: {
            kind: 'cite' as const,
            ...sayTitle('Cite {0}', name),
            id: reference.id,
            offset: placeToCite(manuscript.text, range),
          },
          choices: keepFix(
            manuscript,
            range,
            'uncited-claim',
            sayTitle('Leave it uncited and do not ask again here'),
          ),
        };
      });
  },
};

/** Whether the best work fits so well that the author should hear of it. */
export function fitsClearly(
  { best, nextChance }: ClaimReading,
  thresholds: ClaimThresholds = CLAIM_THRESHOLDS,
): boolean {
  return (
    best.score >= thresholds.score &&
    best.chance >= thresholds.chance &&
    best.chance >= thresholds.lead * nextChance
  );
}

/** Whether the paragraph cites the work already: then the sentence goes on telling of it. */
export function isCitedAround(
  numbered: NumberedManuscript,
  { range, paragraph, best }: ClaimReading,
): boolean {
  const { manuscript } = numbered;
  const inParagraph = ({ range: cited }: { readonly range: TextRange }): boolean =>
    paragraph.start <= cited.start && cited.end <= paragraph.end + 1;
  const numbering = numberingFor(numbered, range.start);
  const number = numbering.numberOf.get(best.reference.id);
  const citations =
    number === undefined ? [] : (citationsByNumber(manuscript, numbering.list).get(number) ?? []);
  return (
    citations.some(inParagraph) ||
    manuscript.keyedCitations.some(
      citation =>
        inParagraph(citation) && citation.members.some(member => member.key.value === best.reference.id),
    )
  );
}

/** Before the full stop. */
function placeToCite(text: string, { start, end }: TextRange): number {
  const stop = /[.!?]["”’)\]]*$/.exec(text.slice(Math.max(start, end - 6), end));
  return stop === null ? end : end - stop[0].length;
}
