import { clusterStyleOf } from '../../manuscript';
import type { Citation } from '../../manuscript/types';
import { clusterWritingOf } from '../../numbering/rewrite';
import { entryAround, joinRows, scopesOf } from '../../numbering/rewriteScopes';
import type { NumberedManuscript } from '../../numbering/types';
import type { CheckContext, CheckOptions } from './types';

/** What rules get of a manuscript. */
export function checkContext(numbered: NumberedManuscript, options: CheckOptions): CheckContext {
  const { manuscript } = numbered;
  const scopes = scopesOf([numbered]);
  const style = clusterStyleOf(manuscript);
  const placed = manuscript.citations.map(citation => ({ file: 0, citation }));
  return {
    numbered,
    manuscript,
    text: manuscript.text,
    scopes,
    style,
    clusters: style.separator.includes(']')
      ? joinRows([numbered], placed).map(({ citation }) => citation)
      : manuscript.citations,
    writing: clusterWritingOf(
      manuscript,
      options.collapseFrom === undefined ? {} : { collapseFrom: options.collapseFrom },
    ),
    options,
    entries: scopes.flatMap(scope =>
      (scope.list?.entries ?? []).map(entry => ({
        entry,
        list: scope.parts[0]!,
        scope,
      })),
    ),
    inList: ({ range }: Citation) =>
      scopes.some(({ list }) => list !== undefined && entryAround(list, range.start) !== undefined),
  };
}
