import { trimmed } from './pandoc';
import type { KeyedCitation, KeyedForm, KeyedMember } from './types';

const MYST = /\{((?:foot)?cite(?::[a-z*]+)?)\}`([^`\n]{1,1000}(?:\n(?!\s*\n)[^`\n]{0,1000})?)`/g;
const RESTRUCTURED_TEXT =
  /(?<![\w`>*]):((?:foot)?cite(?::[a-z*]+)?|(?:citep|citet|cite)):`([^`\n]{1,1000}(?:\n(?!\s*\n)[^`\n]{0,1000})?)`/g;
/** `{see}key{p. 3}`: text before and behind a key, of sphinxcontrib-bibtex. */
const PART = /^(\s*)(?:\{([^{}]*)\})?\s*([^\s{},]+)\s*(?:\{([^{}]*)\})?\s*$/;
/** `[Smith2020]_`, a citation of docutils: a name that no number or footnote can have. */
const DOCUTILS = /(?<![\w\]\\`])\[([A-Za-z][\w.:+-]{0,200})\]_(?!\w)/g;

/** MyST's roles: `` {cite:p}`a,b` ``. */
export function readMystRoles(
  source: string,
  from: number,
  end: number,
  isProse: (offset: number) => boolean,
): readonly KeyedCitation[] {
  return readRoles(source, from, end, MYST, 'mystRole', isProse);
}

/** Roles of sphinxcontrib-bibtex, `` :cite:p:`a,b` ``, and citations of docutils, `[Smith2020]_`. */
export function readRestructuredText(
  source: string,
  from: number,
  end: number,
  isProse: (offset: number) => boolean,
): readonly KeyedCitation[] {
  const found = [...readRoles(source, from, end, RESTRUCTURED_TEXT, 'restructuredtextRole', isProse)];
  const pattern = new RegExp(DOCUTILS);
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match !== null && match.index < end; match = pattern.exec(source)) {
    const range = { start: match.index, end: pattern.lastIndex };
    if (!isProse(range.start)) continue;
    const key = { value: match[1]!, range: { start: range.start + 1, end: range.end - 2 } };
    const member = { range: key.range, key, marked: key.range };
    found.push({
      range,
      form: 'restructuredtext',
      command: '',
      inText: false,
      listsOnly: false,
      members: [member],
    });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

function readRoles(
  source: string,
  from: number,
  end: number,
  role: RegExp,
  form: KeyedForm,
  isProse: (offset: number) => boolean,
): readonly KeyedCitation[] {
  const found: KeyedCitation[] = [];
  const pattern = new RegExp(role);
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match !== null && match.index < end; match = pattern.exec(source)) {
    const command = match[1]!;
    const content = pattern.lastIndex - 1 - match[2]!.length;
    if (!isProse(match.index)) continue;
    const members = readParts(source, content, pattern.lastIndex - 1);
    if (members === undefined) continue;
    found.push({
      range: { start: match.index, end: pattern.lastIndex },
      form,
      command,
      inText: /:c?ts?(?:\*)?$|^citet$/.test(command),
      listsOnly: false,
      members,
    });
  }
  return found;
}

/** Keys between commas; undefined where a part is no key. */
function readParts(source: string, from: number, end: number): readonly KeyedMember[] | undefined {
  const members: KeyedMember[] = [];
  let start = from;
  for (const part of splitOutsideBraces(source.slice(from, end))) {
    const match = PART.exec(part);
    if (match === null) return undefined;
    const keyStart = start + part.indexOf(match[3]!, match[1]!.length + (match[2]?.length ?? 0));
    const key = { value: match[3]!, range: { start: keyStart, end: keyStart + match[3]!.length } };
    const prefixStart = start + part.indexOf('{') + 1;
    const prefix =
      match[2] === undefined ? undefined : trimmed(source, prefixStart, prefixStart + match[2].length);
    const suffixStart = start + part.lastIndexOf('{') + 1;
    const locator =
      match[4] === undefined ? undefined : trimmed(source, suffixStart, suffixStart + match[4].length);
    members.push({
      range: trimmed(source, start, start + part.length) ?? key.range,
      key,
      marked: key.range,
      ...(prefix === undefined ? {} : { prefix }),
      ...(locator === undefined ? {} : { locator }),
    });
    start += part.length + 1;
  }
  return members;
}

function splitOutsideBraces(content: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < content.length; index += 1) {
    const sign = content[index];
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === ',' && depth === 0) {
      parts.push(content.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(content.slice(start));
  return parts;
}
