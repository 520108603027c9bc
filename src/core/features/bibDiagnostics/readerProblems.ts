import { say } from '../../text/message';
import type { BibFinding, BibRule } from './types';

/** What the reader of the libraries could not read as meant. */
export const unreadablePart: BibRule = {
  code: 'bib-unreadable-part',
  severity: 'error',
  description:
    'A part of a record cannot be read as meant: a field without value, a missing comma, text outside of values.',
  check: ({ document }, index) => (hasUnequalBraces(document, index) ? [] : problemsOf(document, index)),
};

/** The same, where the record has more opening braces than closing ones or the other way round. */
export const unbalancedBraces: BibRule = {
  code: 'bib-unbalanced-braces',
  severity: 'error',
  description: 'The braces or quotes of a record do not match.',
  check: ({ document }, index) => (hasUnequalBraces(document, index) ? problemsOf(document, index) : []),
};

type Document = Parameters<BibRule['check']>[0]['document'];

function problemsOf(document: Document, index: number): readonly BibFinding[] {
  const block = document.blocks[index]!;
  const start = document.starts[index]!;
  const isLast = index === document.blocks.length - 1;
  const problems = isLast ? [...block.problems, ...document.tail] : block.problems;
  return problems.map(({ range, message }) => ({
    range: { start: start + range.start, end: start + range.end },
    ...say('{0}.', `${message.slice(0, 1).toUpperCase()}${message.slice(1).replace(/,$/, '')}`),
  }));
}

function hasUnequalBraces(document: Document, index: number): boolean {
  const block = document.blocks[index]!;
  if (block.problems.length === 0) return false;
  const start = document.starts[index]!;
  let depth = 0;
  for (let at = start; at < start + block.length; at++) {
    const code = document.text.charCodeAt(at);
    if (code === 123) depth++;
    else if (code === 125) depth--;
    else if (code === 92) at++;
  }
  return depth !== 0;
}
