import { clusterStyleOf } from '../../manuscript';
import type { Citation } from '../../manuscript/types';
import { clusterWritingOf } from '../../numbering/rewrite';
import { scopesOf } from '../../numbering/rewriteScopes';
import type { NumberedManuscript } from '../../numbering/types';
import type { CheckContext, CheckOptions } from './types';

/** What rules get of a manuscript. */
export function checkContext(numbered: NumberedManuscript, options: CheckOptions): CheckContext {
  const { manuscript } = numbered;
  const scopes = scopesOf([numbered]);
  const lists = manuscript.referenceLists.filter(({ entries }) => entries.length > 0);
  return {
    numbered,
    manuscript,
    text: manuscript.text,
    scopes,
    style: clusterStyleOf(manuscript),
    writing: clusterWritingOf(
      manuscript,
      options.collapseFrom === undefined ? {} : { collapseFrom: options.collapseFrom },
    ),
    options,
    entries: scopes.flatMap(scope =>
      (scope.list?.entries ?? []).map(entry => ({
        entry,
        list: manuscript.referenceLists.indexOf(scope.list!),
        scope,
      })),
    ),
    inList: (citation: Citation) =>
      lists.some(({ range }) => range.start <= citation.range.start && citation.range.end <= range.end),
  };
}
