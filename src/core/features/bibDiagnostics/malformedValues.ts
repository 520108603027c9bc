import { bibtexRecord } from '../../library/formats/bibtex/bibtexDocument';
import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import { type BibtexSyntaxRecord, bibtexContent } from '../../library/formats/bibtex/bibtexSyntax';
import type { TextRange } from '../../text/textRange';
import type { BibContext, BibFinding, BibRule } from './types';

/** A rule that looks at the value of one field, where it is one text between braces or quotes, or a bare number. */
export function valueRule(
  rule: Omit<BibRule, 'check'> & {
    readonly field: string;
    /** @param place of `value` in the text, without white space around it */
    readonly find: (value: string, place: TextRange) => readonly BibFinding[];
  },
): BibRule {
  const { field, find, ...rest } = rule;
  return {
    ...rest,
    check: (context, index) => {
      if (!bibtexFacts(context.document, index).names.has(field)) return [];
      const { text } = context.document;
      return recordOf(context, index).fields.flatMap(({ name, valueRange }) => {
        if (name !== field) return [];
        const content = bibtexContent(text, valueRange);
        const range = trimmed(text, content.range);
        const value = text.slice(range.start, range.end);
        return value !== '' && (content.isDelimited || /^\d+$/.test(value)) ? find(value, range) : [];
      });
    },
  };
}

/** Several rules look at one record after the other, so that the last one is kept. */
const last = new WeakMap<BibContext, { readonly index: number; readonly record: BibtexSyntaxRecord }>();

function recordOf(context: BibContext, index: number): BibtexSyntaxRecord {
  const before = last.get(context);
  if (before?.index === index) return before.record;
  const record = bibtexRecord(context.document, index);
  last.set(context, { index, record });
  return record;
}

function trimmed(text: string, range: TextRange): TextRange {
  let { start, end } = range;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}
