import type { TextEdit } from '../../text/textEdit';
import type { Reference } from '../types';
import { readBibtexDocument } from './bibtex/bibtexDocument';
import { bibtexDialectOf } from './bibtex/bibtexFacts';
import { writeBibtex } from './bibtex/writeBibtex';
import { writeCslJson } from './json/writeCslJson';
import { type LibraryFormat, libraryFormatOf } from './libraryFormat';
import { writeRis } from './tagged/writeRis';

/** The edit that adds records to a library file, or why none can be made. */
export type AppendPlan =
  | { readonly kind: 'edit'; readonly edit: TextEdit }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Writes records at the end of a library file in its own format, and nothing else: what stands there already stays as it
 * is, letter by letter. The records' keys must be free.
 *
 * @param name the file's name or path; its ending tells the format of an empty file
 * @param text the file's present text
 */
export function appendReferences(name: string, text: string, references: readonly Reference[]): AppendPlan {
  const format = formatOf(name, text);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const withLineEnds = (written: string): string => written.replace(/\r?\n/g, lineEnd);
  switch (format) {
    case 'bibtex': {
      const dialect = bibtexDialectOf(readBibtexDocument(text));
      return atEnd(text, withLineEnds(writeBibtex(references, dialect)), lineEnd);
    }
    case 'ris':
      return atEnd(text, withLineEnds(writeRis(references)), lineEnd);
    case 'csl-json':
      return intoJsonList(text, references, withLineEnds);
    case 'csl-yaml':
      return intoYamlList(text, references, withLineEnds, lineEnd);
    default:
      return {
        kind: 'refused',
        message: `References can be added to BibTeX, BibLaTeX, RIS, CSL-JSON and CSL-YAML files, and “${name}” is none of them.`,
      };
  }
}

/** An empty file is what its ending says. */
function formatOf(name: string, text: string): LibraryFormat | undefined {
  const format = libraryFormatOf(name, text);
  return text.trim() === '' && /\.ya?ml$/i.test(name) ? 'csl-yaml' : format;
}

function atEnd(text: string, written: string, lineEnd: string): AppendPlan {
  let end = text.length;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  const before = end === 0 ? '' : lineEnd.repeat(2);
  const range = { start: end, end: text.length };
  // White space at the end of a file means nothing, so the record may replace it; a mark of the byte order stays.
  if (text.trim() === '') return { kind: 'edit', edit: { range, newText: written } };
  return { kind: 'edit', edit: { range, newText: `${before}${written.trimEnd()}${lineEnd}` } };
}

/** The records of {@link writeCslJson}, one by one. */
function cslItems(references: readonly Reference[]): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(writeCslJson(references)) as Readonly<Record<string, unknown>>[];
}

function intoJsonList(
  text: string,
  references: readonly Reference[],
  withLineEnds: (written: string) => string,
): AppendPlan {
  if (text.trim() === '') {
    return {
      kind: 'edit',
      edit: { range: { start: 0, end: text.length }, newText: writeCslJson(references) },
    };
  }
  const close = text.trimEnd().length - 1;
  if (text[close] !== ']' || text.trimStart()[0] !== '[') {
    return { kind: 'refused', message: 'This JSON file is no list of records that one could be added to.' };
  }
  let end = close;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  const isEmpty = text[end - 1] === '[';
  const indent = /^\s*\[\s*?\n([ \t]+)/.exec(text)?.[1] ?? (text.includes('\n') ? '' : '  ');
  const step = indent === '' ? '  ' : indent;
  const items = cslItems(references).map(item =>
    JSON.stringify(item, undefined, step)
      .split('\n')
      .map(line => indent + line)
      .join('\n'),
  );
  const newText = withLineEnds(`${isEmpty ? '' : ','}\n${items.join(',\n')}\n`);
  return { kind: 'edit', edit: { range: { start: end, end: close }, newText } };
}

/** YAML reads JSON, so that each variable is written on a line of its own as JSON. */
function intoYamlList(
  text: string,
  references: readonly Reference[],
  withLineEnds: (written: string) => string,
  lineEnd: string,
): AppendPlan {
  const heading = /^(?:references|bibliography):[ \t]*(?:#.*)?\r?$/m.exec(text);
  const isEmpty = text.trim() === '';
  if (!heading && !isEmpty && !/^-[ \t]/m.test(text)) {
    return {
      kind: 'refused',
      message: 'This YAML file has no list “references:” that a record could be added to.',
    };
  }
  const from = heading ? heading.index + heading[0].length : 0;
  // The list ends where the next name or the end of the document begins.
  const next = /^(?:[^\s#-][^\n]*|---[ \t]*|\.\.\.[ \t]*)\r?$/gm;
  next.lastIndex = from + 1;
  let end = next.exec(text)?.index ?? text.length;
  if (!heading && end < text.length && /^---/.test(text.slice(end))) end = text.length;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  const indent = /^([ \t]*)-[ \t]/m.exec(text.slice(from))?.[1] ?? '';
  const records = cslItems(references).map(item => {
    const lines = Object.entries(item).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return `${indent}- ${lines.join(`\n${indent}  `)}`;
  });
  const newText = withLineEnds(`${isEmpty ? 'references:' : ''}\n${records.join('\n')}`);
  const behind = text.slice(end).trim() === '' ? lineEnd : '';
  const range = { start: end, end: behind === '' ? end : text.length };
  return { kind: 'edit', edit: { range, newText: newText + behind } };
}
