import type { Citation } from '../../manuscript/types';
import { CitationReadings, isDoubted, type WrongNumberEvidence, wrongNumbersIn } from '../../numbering';
import { rewriteCitation } from '../../numbering/rewriteCitation';
import { shortLabel } from '../../style';
import { say, sayTitle } from '../../text/message';
import { keepFix } from './suppressions';
import type { CheckContext, Finding, Fix, Rule } from './types';

/** A sentence that fits another reference of the list far better than the one that it cites. */
export const wrongNumber: Rule = {
  code: 'wrong-number',
  severity: 'off',
  description: 'A sentence fits another reference of the list far better than the one that it cites.',
  fixAll: false,
  check: context => {
    const readings = context.options.readings ?? new CitationReadings();
    if (context.options.readings === undefined) readings.readAhead(context.numbered);
    return wrongNumbersIn(readings.of(context.numbered))
      .filter(evidence => isDoubted(evidence) && !context.inList(evidence.citation))
      .map(evidence => findingOf(context, evidence));
  },
};

function findingOf(context: CheckContext, { citation, number, better, cited }: WrongNumberEvidence): Finding {
  const member = citation.members.find(({ kind, ...rest }) =>
    kind === 'number' && 'number' in rest ? rest.number.value === number : false,
  );
  const range = member?.range ?? citation.range;
  const why = better.reasons.slice(0, 3).join(', ');
  return {
    range,
    ...say(
      'The sentence fits [{0}] ({1}{2}) far better than [{3}] ({4}).',
      better.number,
      shortLabel(better.reference),
      why === '' ? '' : `: ${why}`,
      number,
      shortLabel(cited.reference),
    ),
    choices: [
      ...instead(context, citation, number, better.number),
      ...keepFix(
        context.manuscript,
        range,
        'wrong-number',
        sayTitle('Keep [{0}] and do not ask again here', number),
      ),
    ],
  };
}

function instead(
  { text, writing }: CheckContext,
  citation: Citation,
  number: number,
  better: number,
): readonly Fix[] {
  const rewritten = rewriteCitation(text, citation, old => (old === number ? better : old), writing, {
    named: new Map(),
  });
  return rewritten.kind === 'edits'
    ? [{ ...sayTitle('Cite [{0}] instead', better), edits: rewritten.edits }]
    : [];
}
