import { isAsciiLetter, isDigit } from '../characters';
import { addRange } from '../findings';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { readLabel } from '../lists/labels';
import { AsciiDocInline } from './asciiDocInline';
import { type AsciiDocLabel, readAsciiDocLabel } from './asciiDocLabels';
import { behindIndent, readLines } from './lines';
import type { Scan, ScanState } from './scan';

const OPAQUE_FENCE = /^(?:-{4,}|\.{4,}|\/{4,}|\+{4,}|`{3,}[^`]*)$/;
const PROSE_FENCE = /^(?:={4,}|\*{4,}|_{4,}|--|[|,:!]={3,})$/;
const OPAQUE_STYLE =
  /^\[(?:source|listing|literal|stem|latexmath|asciimath|pass|comment|plantuml|mermaid|graphviz)\b/;
const ATTRIBUTE_LINE = /^\[(?:[^\][]*|\[[^\]]*\])\][ \t]*$/;
const LIST_CONTINUATION = /^\+[ \t]*$/;
const FARTHEST_NEXT = 10;

/**
 * Finds the prose of AsciiDoc block by block.
 *
 * @returns the state at the end of the text
 */
export function scanAsciiDoc(scan: Scan, state: ScanState): ScanState {
  return new AsciiDocBlocks(scan, state).read();
}

class AsciiDocBlocks {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #inline: AsciiDocInline;
  #blankBefore = true;
  /** The delimiter line that ends the opaque block; empty outside one. `\n` for one that ends at a blank line. */
  #closing = '';
  /** A block attribute says that the next block is opaque. */
  #opaqueNext = false;
  #startsAt: number | undefined;
  #listForm = '';
  #lastNumber = -1;
  #entry: OpenEntry | undefined;
  #entryKey: AsciiDocLabel['key'];
  #paragraph = -1;
  #paragraphLines = 0;
  /** Where an anchor line over an entry began, with the key that it names; -1 otherwise. */
  #anchor = -1;
  #anchorKey: AsciiDocLabel['key'];

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    this.#inline = new AsciiDocInline(scan);
    if (state === '') return;
    const [blank, closing, opaque, starts, form, last] = state.split('\u0000');
    this.#blankBefore = blank === '1';
    this.#closing = closing!;
    this.#opaqueNext = opaque === '1';
    this.#startsAt = starts === '' ? undefined : Number(starts);
    this.#listForm = form!;
    this.#lastNumber = Number(last);
  }

  #state(): ScanState {
    return [
      this.#blankBefore ? '1' : '0',
      this.#closing,
      this.#opaqueNext ? '1' : '0',
      this.#startsAt ?? '',
      this.#listForm,
      this.#lastNumber,
    ].join('\u0000');
  }

  read(): ScanState {
    const text = this.#text;
    readLines(text, 0, (line, end, next) => {
      if (this.#closing !== '') this.#readOpaque(line, end, next);
      else this.#readLine(line, end, next);
    });
    this.#endParagraph(text.length);
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  #readOpaque(line: number, end: number, next: number): void {
    const last = trimmedEnd(this.#text, line, end);
    if (this.#closing === '\n') {
      if (last === line) {
        this.#closing = '';
        this.#blankBefore = true;
        return;
      }
    } else if (last - line === this.#closing.length && this.#text.startsWith(this.#closing, line)) {
      this.#closing = '';
      this.#blankBefore = true;
    }
    addRange(this.#scan.findings.notProse, line, next);
    if (this.#closing.startsWith('++++')) this.#readPassedThrough(line, end);
    else this.#entry?.extend(end);
  }

  /** HTML that is passed through cites nothing, but it may hold the list: `<span id="a">[1]</span> Miller …`. */
  #readPassedThrough(line: number, end: number): void {
    if (this.#text.charCodeAt(line) !== 0x3c) {
      this.#entry?.extend(end);
      return;
    }
    this.#endEntry();
    const label = readLabel(this.#text, line, end);
    if (label?.bracketed !== true) return;
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: line,
      lineEnd: end,
      indent: 0,
      counted: false,
      continues: false,
    });
  }

  #readLine(line: number, end: number, next: number): void {
    const text = this.#text;
    const first = behindIndent(text, line, end);
    if (first >= end) {
      this.#endParagraph(line);
      this.#blankBefore = true;
      return;
    }
    const indent = first - line;
    if (indent === 0 && this.#readBlockLine(line, end, next)) return;
    const label = readAsciiDocLabel(text, first, end);
    if (label !== undefined && this.#readLabelled(line, label, indent, end)) return;
    if (indent > 0 && this.#blankBefore && this.#entry === undefined) {
      // A literal paragraph.
      this.#closing = '\n';
      addRange(this.#scan.findings.notProse, line, next);
      return;
    }
    if (this.#opaqueNext && this.#paragraph < 0) {
      this.#opaqueNext = false;
      this.#closing = '\n';
      addRange(this.#scan.findings.notProse, line, next);
      return;
    }
    if (this.#blankBefore) {
      if (this.#entry !== undefined) this.#endEntry();
      const mark = text.charCodeAt(first);
      if (mark !== 0x2a && mark !== 0x2d) this.#listForm = '';
      this.#cutIfWanted(line);
    }
    this.#continueParagraph(line, end);
  }

  /** A line that is no paragraph. Gives whether it was one and is done with. */
  #readBlockLine(line: number, end: number, next: number): boolean {
    const text = this.#text;
    const { findings } = this.#scan;
    const code = text.charCodeAt(line);
    if (isAsciiLetter(code)) {
      if (!isBlockMacro(text, line, end)) return false;
      this.#endParagraph(line);
      addRange(findings.notProse, line, next);
      return true;
    }
    if (isDigit(code)) return false;
    const content = text.slice(line, Math.min(trimmedEnd(text, line, end), line + 400));
    switch (code) {
      case 0x3d: // =
      case 0x23: // #
        if (this.#readHeading(line, end, content)) return true;
        break;
      case 0x2f: // /
        if (content.startsWith('//') && !content.startsWith('///')) {
          const mark = readStyleMark(text, line, end);
          if (mark !== undefined) findings.styleMarks.push(mark);
          if (this.#entry !== undefined && !this.#blankBefore) this.#entry.extend(end);
          this.#endParagraph(line);
          if (this.#blankBefore) {
            this.#endEntry();
            this.#listForm = '';
          }
          addRange(findings.notProse, line, next);
          return true;
        }
        break;
      case 0x5b: // [
        if (this.#paragraph < 0 && this.#readAttributes(line, next, content)) return true;
        break;
      case 0x3a: // :
        if (!/^:!?[\w-]+!?:(?:\s|$)/.test(content)) break;
        this.#endParagraph(line);
        addRange(findings.notProse, line, next);
        return true;
      case 0x2b: // +
        if (!LIST_CONTINUATION.test(content)) break;
        this.#endParagraph(line);
        this.#entry?.extend(end);
        this.#blankBefore = false;
        return true;
      default:
        break;
    }
    if (this.#readTwoLineTitle(line, end, content)) return true;
    if (OPAQUE_FENCE.test(content) || (this.#opaqueNext && content === '--')) {
      this.#endParagraph(line);
      this.#opaqueNext = false;
      this.#closing = code === 0x60 ? /^`+/.exec(content)![0] : content;
      addRange(findings.notProse, line, next);
      return true;
    }
    if (PROSE_FENCE.test(content)) {
      this.#endParagraph(line);
      this.#blankBefore = true;
      return true;
    }
    return false;
  }

  #readHeading(line: number, end: number, content: string): boolean {
    const match = /^(={1,6}|#{1,6})[ \t]+(\S.*)$/.exec(content);
    if (match === null) return false;
    this.#endParagraph(line);
    this.#endEntry();
    this.#listForm = '';
    this.#cutIfWanted(line);
    const title = match[2]!
      .replace(/[ \t]+(?:=+|#+)$/, '')
      .replace(/[*_`]/g, '')
      .trim();
    this.#scan.findings.headings.push({ range: { start: line, end }, title, level: match[1]!.length });
    this.#inline.read(line + match[1]!.length, end);
    this.#blankBefore = true;
    this.#anchor = -1;
    return true;
  }

  /** The old two-line title: one line, then as many `=`, `-`, `~`, `^` or `+`. */
  #readTwoLineTitle(line: number, end: number, content: string): boolean {
    if (this.#paragraph < 0 || this.#paragraphLines !== 1 || this.#entry !== undefined) return false;
    const level = '=-~^+'.indexOf(content[0]!) + 1;
    if (level === 0 || content.length < 2 || !/^(.)\1+$/.test(content)) return false;
    const titleEnd = trimmedEnd(this.#text, this.#paragraph, line);
    if (Math.abs(titleEnd - this.#paragraph - content.length) > 1) return false;
    const start = this.#paragraph;
    this.#endParagraph(line);
    const title = this.#text.slice(start, titleEnd).trim();
    this.#scan.findings.headings.push({ range: { start, end }, title, level });
    this.#listForm = '';
    this.#blankBefore = true;
    return true;
  }

  #readAttributes(line: number, next: number, content: string): boolean {
    const { findings } = this.#scan;
    const anchor = /^\[\[([^\],\s]+)(?:,[^\]]*)?\]\][ \t]*$/.exec(content);
    if (anchor === null && !ATTRIBUTE_LINE.test(content)) return false;
    if (/^\[\d+(?:[\s,;–-]+\d+)*\]$/.test(content) && !this.#blankBefore) return false;
    if (this.#blankBefore) {
      this.#endEntry();
      this.#cutIfWanted(line);
    }
    if (anchor !== null) {
      this.#anchor = line;
      const key = /^ref-(.+)$/.exec(anchor[1]!)?.[1];
      const start = line + 6;
      this.#anchorKey =
        key === undefined ? undefined : { value: key, range: { start, end: start + key.length } };
    }
    if (OPAQUE_STYLE.test(content)) this.#opaqueNext = true;
    const starts = /\bstart="?(\d{1,6})"?/.exec(content);
    if (starts !== null) {
      this.#startsAt = Number(starts[1]);
      this.#listForm = '';
    }
    addRange(findings.notProse, line, next);
    this.#blankBefore = true;
    return true;
  }

  #readLabelled(line: number, label: AsciiDocLabel, indent: number, end: number): boolean {
    const value = label.number?.value ?? this.#lastNumber + 1;
    const following = value > this.#lastNumber && value <= this.#lastNumber + FARTHEST_NEXT;
    const goesOn = this.#listForm === label.form && (following || label.counted);
    if (!this.#blankBefore && !(goesOn && this.#entry !== undefined)) return false;
    if (label.tight && !this.#blankBefore) return false;
    const start = this.#anchor >= 0 ? this.#anchor : line;
    const key = label.key ?? this.#anchorKey;
    const startsAt = this.#startsAt;
    this.#endParagraph(line);
    this.#endEntry();
    if (this.#anchor < 0 && startsAt === undefined) this.#cutIfWanted(line);
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: start,
      lineEnd: end,
      indent,
      counted: label.counted,
      continues: label.counted && this.#listForm === label.form,
      startsAt,
    });
    this.#entryKey = key;
    this.#anchor = -1;
    this.#anchorKey = undefined;
    this.#startsAt = undefined;
    this.#opaqueNext = false;
    this.#listForm = label.form;
    this.#lastNumber = startsAt ?? value;
    this.#blankBefore = false;
    this.#paragraph = label.form === 'brackets' ? label.start : label.end;
    this.#paragraphLines = 2;
    return true;
  }

  #continueParagraph(line: number, end: number): void {
    this.#blankBefore = false;
    this.#anchor = -1;
    this.#anchorKey = undefined;
    this.#startsAt = undefined;
    this.#entry?.extend(end);
    if (this.#paragraph < 0) {
      this.#paragraph = line;
      this.#paragraphLines = 0;
    }
    this.#paragraphLines += 1;
  }

  #endParagraph(end: number): void {
    if (this.#paragraph >= 0) this.#inline.read(this.#paragraph, end);
    this.#paragraph = -1;
    this.#paragraphLines = 0;
  }

  #endEntry(): void {
    this.#entry?.finish(this.#entryKey);
    this.#entry = undefined;
    this.#entryKey = undefined;
  }

  #cutIfWanted(line: number): void {
    if (this.#entry === undefined && this.#anchor < 0 && this.#scan.wantsCut(line)) {
      this.#scan.cut(line, this.#state());
    }
  }
}

const BLOCK_MACRO = /^[\w-]+::[^\s[]*\[/;

/** Whether a macro stands alone on the line that begins with a letter: `image::cells.png[]`. */
function isBlockMacro(text: string, line: number, end: number): boolean {
  let at = line;
  while (at < end && (isAsciiLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at += 1;
  const code = text.charCodeAt(at);
  // Most lines begin with a word, and no macro.
  if (code !== 0x3a && code !== 0x5f && code !== 0x2d) return false;
  return BLOCK_MACRO.test(text.slice(line, Math.min(end, line + 200)));
}
