import type { Citation } from '../../manuscript/types';
import { say, sayTitle } from '../../text/message';
import type { CheckContext, Finding, Rule } from './types';

/** `[1][2]`, `[1] [2]`. */
export const adjacentClusters: Rule = {
  code: 'adjacent-clusters',
  severity: 'information',
  description: 'Citations stand side by side and could be one.',
  fixAll: true,
  check: context => {
    const { citations } = context.manuscript;
    const findings: Finding[] = [];
    for (let start = 0; start < citations.length; ) {
      let end = start + 1;
      while (end < citations.length && joins(context, citations[end - 1]!, citations[end]!)) end++;
      if (end - start > 1) findings.push(merged(context, citations.slice(start, end)));
      start = end;
    }
    return findings;
  },
};

function joins({ text }: CheckContext, left: Citation, right: Citation): boolean {
  if (left.form !== right.form || left.list !== right.list) return false;
  if (left.form !== 'brackets' && left.form !== 'escaped' && left.form !== 'round') return false;
  if (left.members.at(-1)!.locator || right.members[0]!.prefix) return false;
  const gap = right.range.start - left.range.end;
  return gap === 0 || (gap === 1 && ' \u00a0~'.includes(text[left.range.end]!));
}

function merged({ text, style }: CheckContext, run: readonly Citation[]): Finding {
  const separator = style.separator.includes(']') ? ', ' : style.separator;
  const edits = run.slice(1).map((citation, index) => ({
    range: { start: run[index]!.members.at(-1)!.range.end, end: citation.members[0]!.range.start },
    newText: separator,
  }));
  const range = { start: run[0]!.range.start, end: run.at(-1)!.range.end };
  const written = text.slice(range.start, Math.min(range.end, range.start + 40));
  return {
    range,
    ...say('{0} stand side by side; in one pair of brackets they are one citation.', written),
    fix: { ...sayTitle('Merge into one citation'), edits },
  };
}
