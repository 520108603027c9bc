import { isCrossReference } from '../../manuscript/keyed/pandoc';
import type { KeyedCitation } from '../../manuscript/types';
import { isCitationByKey, referenceOfKey } from '../../numbering/keyedJoin';
import { TypoCounter } from '../../search/editDistance';
import { say, sayTitle } from '../../text/message';
import type { CheckContext, Finding, Rule } from './types';

/** A key that differs by more typos is another one. */
const MOST_TYPOS = 2;
/** So many keys get a suggestion; more are no slips but a library that is missing. */
const MOST_SUGGESTIONS = 20;

/** `[@smith2002]` where the library has `smith2020`. */
export const unknownKey: Rule = {
  code: 'unknown-key',
  severity: 'warning',
  description: 'A citation has a key that no library has.',
  fixAll: false,
  check: context => {
    const { numbered, manuscript } = context;
    // Without a library of the author's own nothing can be said about keys.
    if (!numbered.libraries.some(library => !library.numbered)) return [];
    const unknown = manuscript.keyedCitations
      .filter(citation => isLookedUp(context, citation))
      .flatMap(({ members }) => members.map(({ key }) => key))
      .filter(({ value }) => referenceOfKey(numbered, value) === undefined);
    const distinct = [...new Set(unknown.map(({ value }) => value))].slice(0, MOST_SUGGESTIONS);
    const nearest = nearestKeys(context, distinct);
    return unknown.map(({ value, range }): Finding => {
      const near = nearest.get(value);
      const message = say('No library has the key “{0}”.', value);
      if (near === undefined) return { range, ...message };
      return {
        range,
        ...say('{0} Did you mean “{1}”?', message, near),
        fix: { ...sayTitle('Change the key to “{0}”', near), edits: [{ range, newText: near }] },
      };
    });
  },
};

/** Labels of docutils and AsciiDoc stand in the text itself; a label of Typst may stand in another file. */
function isLookedUp({ numbered }: CheckContext, citation: KeyedCitation): boolean {
  if (citation.form === 'restructuredtext' || citation.form === 'asciidocReference') return false;
  if (citation.form === 'typst' && citation.members.some(({ key }) => isCrossReference(key.value)))
    return false;
  return isCitationByKey(numbered, citation);
}

/** The key of a library that is nearest to each of `keys`; of equally near ones the first. */
function nearestKeys({ numbered }: CheckContext, keys: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, { readonly id: string; readonly typos: number }>();
  if (keys.length === 0) return new Map();
  const counter = new TypoCounter();
  const letters = new Uint16Array(64);
  for (const library of numbered.libraries) {
    for (const { id } of library.references) {
      if (id.length > letters.length) continue;
      for (let index = 0; index < id.length; index += 1) letters[index] = id.charCodeAt(index);
      for (const key of keys) {
        if (Math.abs(key.length - id.length) > MOST_TYPOS || key.length < 4) continue;
        const limit = (found.get(key)?.typos ?? MOST_TYPOS + 1) - 1;
        if (limit < 0) continue;
        const typos =
          key.toLowerCase() === id.toLowerCase() ? 0 : counter.count(key, letters, 0, id.length, limit, true);
        if (typos <= limit) found.set(key, { id, typos });
      }
    }
  }
  return new Map([...found].map(([key, { id }]) => [key, id]));
}
