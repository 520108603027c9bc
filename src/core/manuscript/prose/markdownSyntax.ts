import type { TextRange } from '../../text/textRange';
import { isDigit } from '../characters';
import { addRange, Doubt } from '../findings';
import { trimmedEnd } from '../lists/entries';
import { isReferencesTitle, ONLY_OVER_A_LIST } from '../lists/headingWords';
import type { Label } from '../lists/labels';
import type { Heading } from '../types';
import type { Scan } from './scan';

/** Doubt of citations in a block of raw HTML. */
export const RAW_HTML_DOUBT = Doubt.needsList;
/** Captions in code and abstracts in metadata cite only what the list has. */
export const CAPTION_DOUBT = Doubt.needsList;
export const BLOCK_TAG =
  /<\/?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|main|menu|nav|ol|optgroup|option|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?=[\s/>])/iy;
const OPAQUE_BLOCK = /<(pre|script|style|textarea)(?=[\s>])/iy;
const DEFINITION = /\[(?!\^)[^\]\n\\]{1,300}\]:/y;
const ONLY_ADDRESS = /^[ \t]*(?:<[^<>\n]*>|[^\s<>]+)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$/;
const MATH_ENVIRONMENT =
  /\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|flalign|displaymath|math|tikzpicture)\*?)\}/y;

/**
 * YAML between `---` lines at the very start (`+++` TOML too). Gives the offset behind it.
 *
 * @param readProse called with the abstract in it, which is printed as the rest of the text is
 */
export function readFrontMatter(scan: Scan, readProse: (start: number, end: number) => void): number {
  const { text } = scan;
  const match = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n/.exec(text.slice(0, 16));
  if (match === null) return 0;
  const fence = match[1]!;
  const closing = fence === '---' ? /^(?:---|\.\.\.)[ \t]*\r?$/ : /^\+\+\+[ \t]*\r?$/;
  let line = match[0].length;
  let abstract = -1;
  let abstractEnd = -1;
  while (line < text.length) {
    const newline = text.indexOf('\n', line);
    const end = newline < 0 ? text.length : newline;
    if (end - line < 40 && closing.test(text.slice(line, end))) {
      scan.findings.frontMatter = { start: match[0].length, end: line };
      const behind = newline < 0 ? text.length : newline + 1;
      if (abstract < 0) addRange(scan.findings.notProse, 0, behind);
      else {
        addRange(scan.findings.notProse, 0, abstract);
        readProse(abstract, abstractEnd);
        addRange(scan.findings.notProse, abstractEnd, behind);
      }
      return behind;
    }
    if (abstract < 0 && text.startsWith('abstract:', line)) {
      abstract = line + 'abstract:'.length;
      abstractEnd = end;
    } else if (abstractEnd === line - 1 && (end === line || ' \t\r'.includes(text[line]!))) abstractEnd = end;
    line = newline < 0 ? text.length : newline + 1;
  }
  return 0;
}

/** The level of the heading that the signs at `first` begin, 1 to 6; 0 for none. */
export function atxLevel(text: string, first: number, end: number): number {
  let level = 0;
  while (first + level < end && text.charCodeAt(first + level) === 0x23) level += 1;
  const behind = first + level < end ? text.charCodeAt(first + level) : 0x20;
  return level <= 6 && (behind === 0x20 || behind === 0x09) ? level : 0;
}

/** Whether a line is nothing but its first character again and again: what stands under a heading. */
export function isUnderline(text: string, first: number, end: number): boolean {
  const code = text.charCodeAt(first);
  let at = first;
  while (at < end && text.charCodeAt(at) === code) at += 1;
  return trimmedEnd(text, at, end) === at;
}

/** The text of the heading that stands in `[start, end)`, without its closing marks, attributes and emphasis. */
export function headingTitle(text: string, start: number, end: number): string {
  const written = text.slice(start, Math.min(end, start + 1000)).trim();
  if (!/[#{*`<]/.test(written)) return written;
  return written
    .replace(/(?:^|[ \t])#+$/, '')
    .replace(/[ \t]*\{[^{}]*\}[ \t]*$/, '')
    .replace(/[*`]|<[^>]*>/g, '')
    .trim();
}

/** Characters that begin nothing but a paragraph: letters, and everything beyond ASCII but bullets and superscripts. */
export function isPlainStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0xc0 && code < 0x2000);
}

/** Whether a bullet of a list stands at `first`. */
export function isBullet(text: string, first: number, end: number): boolean {
  const code = text.charCodeAt(first);
  if (code !== 0x2d && code !== 0x2a && code !== 0x2b) return false;
  return first + 1 >= end || text.charCodeAt(first + 1) === 0x20 || text.charCodeAt(first + 1) === 0x09;
}

/** Whether CommonMark makes it an item of an ordered list, which it numbers itself from the first item on. */
export function isCounted(text: string, label: Label): boolean {
  if (label.bracketed || !isDigit(text.charCodeAt(label.start))) return false;
  const mark = label.number.range.end;
  return (text[mark] === '.' || text[mark] === ')') && label.end > mark + 1;
}

/** Whether `[label]: target` of a link stands at `first`, and nothing else on the line. */
export function isLinkDefinition(text: string, first: number, end: number): boolean {
  DEFINITION.lastIndex = first;
  if (!DEFINITION.test(text)) return false;
  return isOnlyAddress(text, DEFINITION.lastIndex, end);
}

/** Whether the rest of a line is the target of a link, an address with or without a title, and nothing else. */
export function isOnlyAddress(text: string, start: number, end: number): boolean {
  return ONLY_ADDRESS.test(text.slice(start, Math.min(end, start + 2000)));
}

/** What ends the environment of math that begins at `first`; undefined where none does. */
export function closingOfMath(text: string, first: number): string | undefined {
  MATH_ENVIRONMENT.lastIndex = first;
  const environment = MATH_ENVIRONMENT.exec(text);
  return environment === null ? undefined : `\\end{${environment[1]!}}`;
}

/** What ends the element of HTML that begins at `first` and whose content is no Markdown; undefined where none does. */
export function closingOfElement(text: string, first: number): string | undefined {
  OPAQUE_BLOCK.lastIndex = first;
  const opaque = OPAQUE_BLOCK.exec(text);
  return opaque === null ? undefined : `</${opaque[1]!}>`;
}

/** Offset of a line's first character behind spaces, tabs and the marks of block quotes, and its column behind the last mark. */
export function indentation(
  text: string,
  line: number,
  end: number,
): { readonly first: number; readonly indent: number } {
  let first = line;
  let indent = 0;
  for (; first < end; first += 1) {
    const space = text.charCodeAt(first);
    if (space === 0x20) indent += 1;
    else if (space === 0x09) indent += 4 - (indent % 4);
    else if (space === 0x3e && indent < 4) indent = -1;
    else break;
    if (indent < 0) indent = 0;
  }
  return { first, indent };
}

/** A longer paragraph is not looked at as a title. */
const LONGEST_TITLE = 60;

/**
 * The heading that the paragraph from `start` to `end` is in the eyes of its author: `**References**`, or `References` alone
 * on its line, which is a title only over a list. Undefined for every other paragraph, such as any that holds a bracket.
 */
export function readUnmarkedTitle(text: string, start: number, end: number): Heading | undefined {
  if (end - start > LONGEST_TITLE) return undefined;
  const code = text.charCodeAt(start);
  if (code !== 0x2a && code !== 0x5f && !isPlainStart(code)) return undefined;
  const line = text.slice(start, end).trimEnd();
  const [, bold, title] = /^(\*\*|__)?([^*_\r\n]+?):?\1:?$/.exec(line) ?? [];
  if (title === undefined || !isReferencesTitle(title)) return undefined;
  const level = bold === undefined ? ONLY_OVER_A_LIST : LEVEL_OF_BOLD_TITLES;
  return { range: { start, end: start + line.length }, title, level };
}

const LEVEL_OF_BOLD_TITLES = 6;

const CELL_CAPTION = /^[ \t>]*(?:#|\/\/)\|[ \t]*(?:fig|tbl|lst)-(?:sub)?cap:/;
const CHUNK_CAPTION = /\bfig\.s?cap[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)')/;

/** The caption that a line of an executable cell sets (`#| fig-cap: "Cells [3]."`): it is printed as the rest of the text is. */
export function captionInCell(text: string, line: number, end: number): TextRange | undefined {
  if (end - line < SHORTEST_CAPTION || !text.slice(line, line + SHORTEST_CAPTION).includes('|'))
    return undefined;
  const [option] = CELL_CAPTION.exec(text.slice(line, end)) ?? [];
  return option === undefined ? undefined : { start: line + option.length, end };
}

/** The caption in the line that begins a chunk of R Markdown: `{r fig.cap="Cells [3]."}`. */
export function captionOfChunk(text: string, line: number, end: number): TextRange | undefined {
  const match = CHUNK_CAPTION.exec(text.slice(line, end));
  if (match === null) return undefined;
  const last = line + match.index + match[0].length - 1;
  return { start: last - (match[1] ?? match[2]!).length, end: last };
}

const SHORTEST_CAPTION = 10;
