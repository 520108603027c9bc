import { isDigit } from '../characters';
import { addRange } from '../findings';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { type Label, readLabel } from '../lists/labels';
import { readNumber } from '../members';
import type { WrittenNumber } from '../types';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { BackwardFinder, CharacterFinder, ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import { behindIndent, readLines } from './lines';
import type { Scan, ScanState } from './scan';

const OPAQUE_FENCE = /^(?:-{4,}|\.{4,}|\/{4,}|\+{4,}|`{3,}[^`]*)$/;
const PROSE_FENCE = /^(?:={4,}|\*{4,}|_{4,}|--|[|,:!]={3,})$/;
const OPAQUE_STYLE =
  /^\[(?:source|listing|literal|stem|latexmath|asciimath|pass|comment|plantuml|mermaid|graphviz)\b/;
const ATTRIBUTE_LINE = /^\[(?:[^\][]*|\[[^\]]*\])\][ \t]*$/;
const LIST_CONTINUATION = /^\+[ \t]*$/;
const MACRO = /(?:^|[^\w])[A-Za-z][\w-]*::?[^\s[\]]*$/;
const FARTHEST_NEXT = 10;
const LONGEST_MACRO = 300;

/**
 * Finds the prose of AsciiDoc block by block.
 *
 * @returns the state at the end of the text
 */
export function scanAsciiDoc(scan: Scan, state: ScanState): ScanState {
  return new AsciiDocBlocks(scan, state).read();
}

type AsciiDocLabel = Omit<Label, 'number' | 'bracketed' | 'tight'> & {
  readonly number: WrittenNumber | undefined;
  readonly counted: boolean;
  readonly tight: boolean;
  readonly key?: { readonly value: string; readonly range: { readonly start: number; readonly end: number } };
};

class AsciiDocBlocks {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  /** Colons, of which one stands in every macro. */
  readonly #marks: BackwardFinder;
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
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[`+<^(' : '[`+<', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#marks = new BackwardFinder(scan.text, ':');
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
    const label = this.#readLabel(first, end);
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
      if (!/^[*-]/.test(text.slice(first, first + 1))) this.#listForm = '';
      this.#cutIfWanted(line);
    }
    this.#continueParagraph(line, end);
  }

  /** A line that is no paragraph. Gives whether it was one and is done with. */
  #readBlockLine(line: number, end: number, next: number): boolean {
    const text = this.#text;
    const { findings } = this.#scan;
    const code = text.charCodeAt(line);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) {
      if (!/^[\w-]+::[^\s[]*\[/.test(text.slice(line, Math.min(end, line + 200)))) return false;
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
    this.#inline(line + match[1]!.length, end);
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

  #readLabel(first: number, end: number): AsciiDocLabel | undefined {
    const text = this.#text;
    const code = text.charCodeAt(first);
    if (code === 0x2e && text.charCodeAt(first + 1) === 0x20) {
      const behind = behindSpace(text, first + 2, end);
      return { form: 'counter', number: undefined, start: first, end: behind, counted: true, tight: false };
    }
    if (code === 0x5b && text.startsWith('[.csl-left-margin]#', first))
      return this.#readPandocLabel(first, end);
    if (code === 0x2a || code === 0x2d || code === 0x5b) {
      const anchored = this.#readBibliographyAnchor(first, end);
      if (anchored !== undefined) return anchored;
    }
    const label = readLabel(text, first, end);
    if (label === undefined) return undefined;
    const { form, number, start, end: labelEnd, tight } = label;
    const counted = form === 'period' && isDigit(code) && !tight;
    return { form, number, start, end: labelEnd, counted, tight };
  }

  /** `[.csl-left-margin]#12. #[.csl-right-inline]#…#`, as Pandoc writes an entry. */
  #readPandocLabel(first: number, end: number): AsciiDocLabel | undefined {
    const text = this.#text;
    const number = readNumber(text, behindBracket(text, first + 19), end);
    if (number === undefined) return undefined;
    const right = '[.csl-right-inline]#';
    const close = text.indexOf('#', number.range.end);
    if (close < 0 || close > number.range.end + 4) return undefined;
    const behind = text.startsWith(right, close + 1) ? close + 1 + right.length : close + 1;
    return { form: 'period', number, start: first, end: behind, counted: false, tight: false };
  }

  /** `* [[[key]]]` and `[[[key,3]]]`: an entry of AsciiDoc's own bibliography, numbered where its label is a number. */
  #readBibliographyAnchor(first: number, end: number): AsciiDocLabel | undefined {
    const text = this.#text;
    const line = text.slice(first, Math.min(end, first + 200));
    const match = /^([*-][ \t]+)?\[\[\[([^\],\s]+)(?:,[ \t]*\[?(\d{1,5})\]?)?\]\]\][ \t]*/.exec(line);
    if (match === null) return undefined;
    const keyStart = first + (match[1]?.length ?? 0) + 3;
    const digits = match[3] ?? (/^\d{1,5}$/.test(match[2]!) ? match[2] : undefined);
    if (digits === undefined) return undefined;
    const at = match[3] === undefined ? keyStart : first + match[0].lastIndexOf(digits);
    const number = readNumber(text, at, end);
    if (number === undefined) return undefined;
    const key = { value: match[2]!, range: { start: keyStart, end: keyStart + match[2]!.length } };
    const base = { form: 'bulletBrackets' as const, number, start: first, end: first + match[0].length };
    return match[3] === undefined
      ? { ...base, counted: false, tight: false }
      : { ...base, counted: false, tight: false, key };
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
    if (this.#paragraph >= 0) this.#inline(this.#paragraph, end);
    this.#paragraph = -1;
    this.#paragraphLines = 0;
  }

  #inline(start: number, end: number): void {
    const text = this.#text;
    let at = start;
    for (;;) {
      at = this.#special.next(at);
      if (at >= end) return;
      switch (text.charCodeAt(at)) {
        case 0x5b:
          at = this.#bracket(at, start, end);
          break;
        case 0x60:
          at = this.#quoted('`', at, start, end);
          break;
        case 0x2b:
          at = this.#quoted('+', at, start, end);
          break;
        case 0x3c:
          at = this.#crossReference(at, end);
          break;
        case 0x5e:
          at = isDigit(text.charCodeAt(at + 1))
            ? takeAt(this.#scan, at, '^', '^', 'superscript', start, end, FORM_DOUBT)
            : at + 1;
          break;
        default:
          at = takeOtherForm(this.#scan, at, start, end);
      }
    }
  }

  /** A bracket: a macro's attributes, an anchor, a role before `#`, or the author's. */
  #bracket(at: number, start: number, end: number): number {
    const text = this.#text;
    const before = at > start ? text.charCodeAt(at - 1) : 0x20;
    if (before > 0x20 && before !== 0x28 && this.#marks.lastBefore(at) > at - LONGEST_MACRO) {
      const run = text.slice(runStart(text, at, Math.max(start, at - LONGEST_MACRO)), at);
      if (MACRO.test(run)) {
        if (/(?:^|\W)footnote(?:ref)?:[^\s[\]]*$/.test(run)) return at + 1;
        const close = this.#finders.within(']', at, end);
        if (close < 0) return at + 1;
        addRange(this.#scan.findings.notProse, at, close + 1);
        return close + 1;
      }
    }
    if (before === 0x5c) return at + 1;
    const mark = this.#scan.findings.citations.length;
    const behind = takeBracket(this.#scan, at, start, end);
    if (behind > at + 1 && text.charCodeAt(behind) === 0x23 && this.#scan.findings.citations.length > mark) {
      this.#scan.findings.citations.length = mark;
    }
    return behind;
  }

  /** `` `code` `` and `+literal+`, single (at word boundaries) or double. */
  #quoted(quote: string, at: number, start: number, end: number): number {
    const text = this.#text;
    const double = text[at + 1] === quote;
    const needle = double ? quote + quote : quote;
    const before = at > start ? text[at - 1]! : ' ';
    if (!double && (/[\w;:}]/.test(before) || (text.charCodeAt(at + 1) || 0x20) <= 0x20)) return at + 1;
    const close = this.#finders.within(needle, at + needle.length, end);
    if (close < 0) return at + needle.length;
    if (quote === '`' && isOldQuote(text.slice(at, Math.min(close, at + 400)), double))
      return at + needle.length;
    if (!double && (text.charCodeAt(close - 1) <= 0x20 || /\w/.test(text[close + 1] ?? ' '))) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + needle.length);
    return close + needle.length;
  }

  /** `<<id,text>>`: the id is no prose, the text is; `<a href>` passes through. */
  #crossReference(at: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) !== 0x3c) return at + 1;
    const close = this.#finders.within('>>', at + 2, end);
    if (close < 0) return at + 2;
    const comma = text.slice(at, Math.min(close, at + 300)).indexOf(',');
    const behind = comma < 0 ? close + 2 : at + comma + 1;
    addRange(this.#scan.findings.notProse, at, behind);
    return behind;
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

/** Whether backticks open a quotation of the old kind, closed by apostrophes: ``so'' and `so'. */
function isOldQuote(quoted: string, double: boolean): boolean {
  return double ? quoted.includes("''") : /^`[^`'()="]+'(?=[\s.,;:)]|$)/.test(quoted);
}

/** Start of the run of characters before `at` that a macro's name and target may consist of. */
function runStart(text: string, at: number, stop: number): number {
  let start = at;
  while (start > stop) {
    const code = text.charCodeAt(start - 1);
    if (code <= 0x20 || code === 0x5b || code === 0x5d) break;
    start -= 1;
  }
  return start;
}

function behindSpace(text: string, at: number, limit: number): number {
  let index = at;
  while (index < limit && (text.charCodeAt(index) === 0x20 || text.charCodeAt(index) === 0x09)) index += 1;
  return index;
}

function behindBracket(text: string, at: number): number {
  return text.charCodeAt(at) === 0x5b ? at + 1 : at;
}
