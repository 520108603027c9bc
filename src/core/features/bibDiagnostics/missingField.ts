import { hasField, type RequiredField, requiredFields } from '../../library/formats/bibtex/bibtexEntryTypes';
import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import { BibtexFields } from '../../library/formats/bibtex/bibtexFields';
import { BibtexInheritance } from '../../library/formats/bibtex/bibtexInheritance';
import type { BibtexEntry } from '../../library/formats/bibtex/bibtexScanner';
import { say } from '../../text/message';
import type { BibContext, BibRule } from './types';

/** A record without a field that its type needs, aliases and inherited fields counted. */
export const missingField: BibRule = {
  code: 'bib-missing-field',
  severity: 'warning',
  description: 'A record lacks a field that BibTeX or BibLaTeX requires for its entry type.',
  check: (context, index) => {
    const { document, dialect } = context;
    const block = document.blocks[index]!;
    const required = requiredFields(block.type, dialect);
    if (required.length === 0) return [];
    const names = namesWithInherited(context, index);
    const missing = required.filter(field => !hasField(names, field));
    if (missing.length === 0) return [];
    const start = document.starts[index]!;
    const range =
      block.key === ''
        ? { start, end: start + block.type.length + 1 }
        : { start: start + block.keyRange.start, end: start + block.keyRange.end };
    const dialectName = dialect === 'bibtex' ? 'BibTeX' : 'BibLaTeX';
    return [
      {
        range,
        ...say('{0} needs {1} in @{2}.', dialectName, inWords(missing), block.type),
      },
    ];
  },
};

function inWords(fields: readonly RequiredField[]): string {
  const words = fields.map(names => `“${names.join('” or “')}”`);
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function namesWithInherited(context: BibContext, index: number): ReadonlySet<string> {
  const facts = bibtexFacts(context.document, index);
  if (!facts.names.has('crossref') && !facts.names.has('xdata')) return facts.names;
  const entries = new Map<number, BibtexEntry>();
  const entryAt = (at: number): BibtexEntry => {
    const entry = entries.get(at) ?? entryOf(context, at);
    entries.set(at, entry);
    return entry;
  };
  const inheritance = new BibtexInheritance(key => {
    const parent = context.byKey.get(key.toLowerCase())?.[0];
    return parent === undefined ? undefined : entryAt(parent);
  });
  return new Set(
    inheritance
      .fieldsOf(entryAt(index))
      .entries()
      .map(([name]) => name),
  );
}

/** A record as the rules of inheritance want it; of its values only the keys that it names count here. */
function entryOf({ document }: BibContext, index: number): BibtexEntry {
  const { type, key } = document.blocks[index]!;
  const { names, namedKeys } = bibtexFacts(document, index);
  const keysOf = (name: string): string =>
    namedKeys.flatMap(named => (named.field === name ? [named.key] : [])).join(',');
  const fields = new BibtexFields();
  for (const name of names) fields.add(name, keysOf(name), 0);
  const start = document.starts[index]!;
  return { type, key, start, end: start, fields, hasUnknownAbbreviation: false };
}
