import type { CitationForm } from '../../manuscript/types';
import { say } from '../../text/message';
import { clusterText } from './clusters';
import type { Rule } from './types';

const NAMES = {
  brackets: say('brackets'),
  superscripts: say('superscripts'),
  parentheses: say('parentheses'),
};

/** What a reader sees of a form: escaped and linked brackets are brackets too. */
const PRINTED: Readonly<Record<Exclude<CitationForm, 'mention'>, keyof typeof NAMES>> = {
  brackets: 'brackets',
  escaped: 'brackets',
  linked: 'brackets',
  restructuredtext: 'brackets',
  superscript: 'superscripts',
  round: 'parentheses',
};

/** `<sup>3</sup>` in a manuscript that writes `[3]`. */
export const mixedForms: Rule = {
  code: 'mixed-forms',
  severity: 'warning',
  description: 'A citation is written in another form (brackets, superscript, parentheses) than the rest.',
  fixAll: false,
  check: context => {
    const printed = context.manuscript.citations.flatMap(citation =>
      citation.form === 'mention' ? [] : [{ citation, form: PRINTED[citation.form] }],
    );
    const counts = new Map<keyof typeof NAMES, number>();
    for (const { form } of printed) counts.set(form, (counts.get(form) ?? 0) + 1);
    if (counts.size < 2) return [];
    const [usual] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    return printed
      .filter(({ form }) => form !== usual)
      .map(({ citation, form }) => ({
        range: citation.range,
        ...say(
          'The manuscript cites in {0}; {1} is in {2}.',
          NAMES[usual],
          clusterText(context, citation),
          NAMES[form],
        ),
      }));
  },
};
