import { trimmed } from './pandoc';
import type { KeyedCitation, KeyedMember } from './types';

/** `cite:[a(3), b]` and `cite:see[a]` of asciidoctor-bibtex; `<<a>>` and `<<a,text>>` of AsciiDoc itself. */
const MACRO =
  /(?<![\w:\\])(cite|citenp|citep|citet|fullcite|nocite):([^\s[\]]{0,100})\[([^\][\n]{1,1000})\]|(?<!\\)<<([^<>,\s]{1,200})(,[^<>]{0,300})?>>/g;
const PART = /^\s*([^\s(),]+?)\s*(?:\(([^()]*)\))?\s*$/;
const ANCHOR = /\[\[\[([^\],\s]{1,200})(?:,[^\]]{0,200})?\]\]\]/g;

/** Citations by macro, and cross references that may name an anchor of the bibliography. */
export function readAsciiDocCitations(
  source: string,
  from: number,
  end: number,
  isProse: (offset: number) => boolean,
): readonly KeyedCitation[] {
  const found: KeyedCitation[] = [];
  const pattern = new RegExp(MACRO);
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match !== null && match.index < end; match = pattern.exec(source)) {
    const range = { start: match.index, end: pattern.lastIndex };
    if (!isProse(range.start)) continue;
    if (match[4] !== undefined) {
      const keyRange = { start: range.start + 2, end: range.start + 2 + match[4].length };
      const member = { range: keyRange, key: { value: match[4], range: keyRange }, marked: keyRange };
      found.push({
        range,
        form: 'asciidocReference',
        command: '',
        inText: match[5] !== undefined,
        listsOnly: false,
        members: [member],
      });
      continue;
    }
    const members = readParts(source, range.end - 1 - match[3]!.length, range.end - 1);
    if (members === undefined) continue;
    const prefixStart = range.start + match[1]!.length + 1;
    const prefix = trimmed(source, prefixStart, prefixStart + match[2]!.length);
    found.push({
      range,
      form: 'asciidocMacro',
      command: match[1]!,
      inText: match[1] === 'citenp' || match[1] === 'citet',
      listsOnly: match[1] === 'nocite',
      members: members.map((member, index) =>
        index === 0 && prefix !== undefined ? { ...member, prefix } : member,
      ),
    });
  }
  return found;
}

/** The names of the anchors `[[[name]]]`. */
export function bibliographyAnchors(source: string, from: number, end: number): readonly string[] {
  const names: string[] = [];
  const pattern = new RegExp(ANCHOR);
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match !== null && match.index < end; match = pattern.exec(source)) {
    names.push(match[1]!);
  }
  return names;
}

function readParts(source: string, from: number, end: number): readonly KeyedMember[] | undefined {
  const members: KeyedMember[] = [];
  let start = from;
  // Inside brackets for pages a comma goes on with the pages.
  for (const part of source.slice(from, end).split(/,(?![^()]*\))/)) {
    const match = PART.exec(part);
    if (match === null) return undefined;
    const keyStart = start + part.indexOf(match[1]!);
    const key = { value: match[1]!, range: { start: keyStart, end: keyStart + match[1]!.length } };
    const open = start + part.indexOf('(') + 1;
    const locator = match[2] === undefined ? undefined : trimmed(source, open, open + match[2].length);
    members.push({
      range: trimmed(source, start, start + part.length) ?? key.range,
      key,
      marked: key.range,
      ...(locator === undefined ? {} : { locator }),
    });
    start += part.length + 1;
  }
  return members;
}
