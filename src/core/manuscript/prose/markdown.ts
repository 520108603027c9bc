import { addRange } from '../findings';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { type Label, readLabel } from '../lists/labels';
import { ForwardFinders } from './finders';
import { readLines } from './lines';
import { closesFence, readFenceLine } from './markdownFences';
import { MarkdownInline } from './markdownInline';
import {
  atxLevel,
  BLOCK_TAG,
  CAPTION_DOUBT,
  captionInCell,
  captionOfChunk,
  closingOfElement,
  closingOfMath,
  headingTitle,
  indentation,
  isBullet,
  isCounted,
  isLinkDefinition,
  isOnlyAddress,
  isPlainStart,
  isUnderline,
  RAW_HTML_DOUBT,
  readFrontMatter,
  readUnmarkedTitle,
} from './markdownSyntax';
import type { Scan, ScanState } from './scan';

type Mode = 'text' | 'fence' | 'until' | 'front';

/** What a numbered label must be followed by to go on with an open entry without a blank line. */
const FARTHEST_NEXT = 10;

/**
 * Finds the prose of Markdown (CommonMark with GFM, Pandoc, Quarto, R Markdown and MyST) block by block.
 *
 * @returns the state at the end of the text
 */
export function scanMarkdown(scan: Scan, state: ScanState): ScanState {
  return new MarkdownBlocks(scan, state).read();
}

class MarkdownBlocks {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #inline: MarkdownInline;
  readonly #finders: ForwardFinders;
  #mode: Mode = 'text';
  /** What ends the mode: the fence, or the closing tag. */
  #closing = '';
  /** Open fences and directives with prose in them, outermost first, as `:3` or `` `4 ``. */
  #containers: string[] = [];
  #blankBefore = true;
  /** Mark of the ordered list that goes on (`.` or `)`), empty outside one. */
  #listMark = '';
  /** Column where the text of the last list item begins; 0 outside lists. */
  #listIndent = 0;
  #lastNumber = -1;
  #entry: OpenEntry | undefined;
  #paragraph = -1;
  #paragraphDoubt = 0;
  #paragraphIsHeading = false;
  #atStart: boolean;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    this.#inline = new MarkdownInline(scan);
    this.#finders = new ForwardFinders(scan.text);
    this.#atStart = state === '';
    if (state === '') return;
    const [mode, closing, containers, blank, mark, indent, last] = state.split('\u0000');
    this.#mode = mode as Mode;
    this.#closing = closing!;
    this.#containers = containers === '' ? [] : containers!.split(' ');
    this.#blankBefore = blank === '1';
    this.#listMark = mark!;
    this.#listIndent = Number(indent);
    this.#lastNumber = Number(last);
  }

  #state(): ScanState {
    return [
      this.#mode,
      this.#closing,
      this.#containers.join(' '),
      this.#blankBefore ? '1' : '0',
      this.#listMark,
      this.#listIndent,
      this.#lastNumber,
    ].join('\u0000');
  }

  read(): ScanState {
    const readAbstract = (start: number, end: number): void => this.#inline.read(start, end, CAPTION_DOUBT);
    const from = this.#atStart ? readFrontMatter(this.#scan, readAbstract) : 0;
    readLines(this.#text, from, (line, end, next) => {
      if (this.#mode === 'text') this.#readLine(line, end, next);
      else this.#readOpaqueLine(line, end, next);
    });
    this.#endParagraph(this.#text.length);
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  #readOpaqueLine(line: number, end: number, next: number): void {
    const { findings } = this.#scan;
    if (this.#mode === 'fence') {
      this.#inline.readCode(line, next, captionInCell(this.#text, line, end));
      if (closesFence(this.#text, line, end, this.#closing)) this.#leave();
      return;
    }
    const close = this.#finders.within(this.#closing, line, next);
    if (close < 0) addRange(findings.notProse, line, next);
    else {
      const behind = close + this.#closing.length;
      addRange(findings.notProse, line, behind);
      this.#leave();
      if (behind < end) this.#paragraph = behind;
    }
  }

  #leave(): void {
    this.#mode = 'text';
    this.#closing = '';
    this.#blankBefore = true;
  }

  #readLine(line: number, end: number, next: number): void {
    const text = this.#text;
    const code = text.charCodeAt(line);
    if (isPlainStart(code) && line < end) {
      if (this.#blankBefore) this.#beginBlock(line, 0);
      this.#continueParagraph(line, end);
      return;
    }
    const { first, indent } = indentation(text, line, end);
    if (first >= end) {
      this.#endParagraph(line);
      this.#blankBefore = true;
      return;
    }
    if (this.#blankBefore) {
      const codeIndent = this.#listIndent > 0 && indent >= this.#listIndent ? this.#listIndent + 4 : 4;
      if (indent >= codeIndent && (this.#entry === undefined || indent >= this.#listIndent + 4)) {
        addRange(this.#scan.findings.notProse, line, next);
        return;
      }
    }
    if (this.#readBlockStart(line, first, indent, end, next)) return;
    if (this.#blankBefore) this.#beginBlock(line, indent);
    this.#continueParagraph(line, end);
  }

  /** A block that is no paragraph. Gives whether the line was one and is done with. */
  #readBlockStart(line: number, first: number, indent: number, end: number, next: number): boolean {
    const text = this.#text;
    const { findings } = this.#scan;
    switch (text.charCodeAt(first)) {
      case 0x60: // `
      case 0x7e: // ~
      case 0x3a: // :
        return this.#readFence(line, first, indent, end, next);
      case 0x23: // #
        return this.#readAtxHeading(line, first, end);
      case 0x3c: // <
        if (this.#readHtml(line, first, indent, end, next)) return true;
        break;
      case 0x3d: // =
        return this.#readSetext(line, first, end, 1);
      case 0x2d: // -
        if (this.#readSetext(line, first, end, 2)) return true;
        break;
      case 0x25: // %
        if (!this.#blankBefore || text[first + 1] !== ' ') return false;
        addRange(findings.notProse, line, next);
        return true;
      case 0x5c: // \\
        if (this.#enterElement(line, end, next, closingOfMath(text, first))) return true;
        break;
      default:
        break;
    }
    const label = readLabel(text, first, end);
    if (label !== undefined && indent < 4 + this.#listIndent)
      return this.#readLabelled(line, label, indent, end);
    if (text.charCodeAt(first) === 0x5b && this.#readDefinition(line, first, end, next)) return true;
    if (isBullet(text, first, end)) {
      this.#endParagraph(line);
      if (this.#entry !== undefined && indent > this.#entry.indent) {
        this.#entry.extend(end);
      } else {
        this.#endEntry();
        this.#cutIfWanted(line);
        this.#listMark = '';
        this.#listIndent = indent + 2;
      }
      this.#blankBefore = false;
      this.#paragraph = first + 1;
      return true;
    }
    return false;
  }

  #readLabelled(line: number, label: Label, indent: number, end: number): boolean {
    const text = this.#text;
    const counted = isCounted(text, label);
    const number = label.number.value;
    const entry = this.#entry;
    if (entry !== undefined && this.#listIndent > 0 && indent >= this.#listIndent) return false;
    if (label.tight && entry === undefined && !this.#blankBefore) return false;
    const inParagraph = this.#paragraph >= 0 || (entry !== undefined && !this.#blankBefore);
    if (inParagraph) {
      // In a list CommonMark begins an item at every such mark; a paragraph outside is only interrupted by a 1.
      const inList = entry !== undefined && counted && this.#listIndent > 0;
      const following = number >= this.#lastNumber && number <= this.#lastNumber + FARTHEST_NEXT;
      const goesOn = inList || (entry !== undefined && entry.labelForm === label.form && following);
      const interrupts = entry === undefined && counted && number === 1;
      if (!goesOn && !interrupts) return false;
    }
    this.#endParagraph(line);
    this.#endEntry();
    if (this.#scan.wantsCut(line)) this.#scan.cut(line, this.#state());
    const mark = counted ? (label.form === 'period' ? '.' : ')') : '';
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: line,
      lineEnd: end,
      indent,
      counted,
      continues: counted && this.#listMark === mark,
      isLink: label.form === 'linkDefinition' && isOnlyAddress(text, label.end, end),
    });
    this.#listMark = mark;
    this.#listIndent = counted ? indent + Math.min(label.end - label.start, 6) : 0;
    this.#lastNumber = number;
    this.#blankBefore = false;
    this.#paragraph = counted ? label.end : label.start;
    return true;
  }

  /** `[label]: target` of a link: nothing of it is prose. */
  #readDefinition(line: number, first: number, end: number, next: number): boolean {
    if (this.#paragraph >= 0 || !isLinkDefinition(this.#text, first, end)) return false;
    this.#endEntry();
    addRange(this.#scan.findings.notProse, line, next);
    return true;
  }

  #readFence(line: number, first: number, indent: number, end: number, next: number): boolean {
    const text = this.#text;
    const fenceLine = readFenceLine(text, first, end);
    if (fenceLine === undefined) return false;
    const { fence, information, opens } = fenceLine;
    this.#endParagraph(line);
    if (indent < this.#listIndent || this.#listIndent === 0) this.#endList();
    else this.#entry?.extend(end);
    this.#inline.readCode(line, next, information[0] === '{' ? captionOfChunk(text, line, end) : undefined);
    this.#blankBefore = true;
    const container = this.#containers[this.#containers.length - 1];
    if (information === '' && container !== undefined && closesFence(this.#text, line, end, container)) {
      this.#containers.pop();
      return true;
    }
    if (opens === 'directive') this.#containers.push(fence);
    else if (opens === 'code') {
      this.#mode = 'fence';
      this.#closing = fence;
    }
    return true;
  }

  #readAtxHeading(line: number, first: number, end: number): boolean {
    const text = this.#text;
    const level = atxLevel(text, first, end);
    if (level === 0) return false;
    this.#endParagraph(line);
    this.#endList();
    this.#cutIfWanted(line);
    this.#addHeading(line, first + level, end, end, level);
    this.#inline.read(Math.min(first + level, end), end, 0);
    this.#blankBefore = true;
    return true;
  }

  #readSetext(line: number, first: number, end: number, level: number): boolean {
    if (this.#paragraph < 0 || this.#entry !== undefined || !this.#paragraphIsHeading) return false;
    if (!isUnderline(this.#text, first, end)) return false;
    const start = this.#paragraph;
    this.#endParagraph(line);
    this.#addHeading(start, start, line, end, level);
    this.#blankBefore = true;
    return true;
  }

  #addHeading(start: number, titleStart: number, titleEnd: number, end: number, level: number): void {
    const title = headingTitle(this.#text, titleStart, titleEnd);
    this.#scan.findings.headings.push({ range: { start, end }, title, level });
  }

  #readHtml(line: number, first: number, indent: number, end: number, next: number): boolean {
    const text = this.#text;
    if (text.startsWith('<!--', first)) {
      if (this.#entry !== undefined && indent > this.#entry.indent) return false;
      this.#endParagraph(line);
      this.#endList();
      this.#cutIfWanted(line);
      const mark = readStyleMark(text, first, end);
      if (mark !== undefined) this.#scan.findings.styleMarks.push(mark);
      const close = this.#finders.within('-->', first + 4, end);
      if (close >= 0) {
        addRange(this.#scan.findings.notProse, first, close + 3);
        this.#blankBefore = true;
        if (trimmedEnd(text, close + 3, end) > close + 3) this.#paragraph = close + 3;
      } else {
        this.#mode = 'until';
        this.#closing = '-->';
        addRange(this.#scan.findings.notProse, line, next);
      }
      return true;
    }
    const closing = closingOfElement(text, first);
    if (closing !== undefined) this.#endList();
    if (this.#enterElement(line, end, next, closing)) return true;
    if (this.#paragraph >= 0) return false;
    BLOCK_TAG.lastIndex = first;
    if (BLOCK_TAG.test(text) && this.#blankBefore) {
      this.#beginBlock(line, indent);
      this.#paragraph = line;
      this.#paragraphDoubt = RAW_HTML_DOUBT;
      this.#blankBefore = false;
      return true;
    }
    return false;
  }

  /** Begins what goes on to `closing`, where there is such a thing. */
  #enterElement(line: number, end: number, next: number, closing: string | undefined): boolean {
    if (closing === undefined) return false;
    this.#endParagraph(line);
    this.#mode = 'until';
    this.#closing = closing;
    this.#readOpaqueLine(line, end, next);
    return true;
  }

  /** A paragraph (or something like it) begins after a blank line. */
  #beginBlock(line: number, indent: number): void {
    if (this.#entry !== undefined && indent <= this.#entry.indent) this.#endEntry();
    if (this.#listIndent > 0 && indent < this.#listIndent) {
      this.#listMark = '';
      this.#listIndent = 0;
    }
    this.#cutIfWanted(line);
  }

  #continueParagraph(line: number, end: number): void {
    this.#blankBefore = false;
    this.#entry?.extend(end);
    if (this.#paragraph < 0) {
      this.#paragraph = line;
      this.#paragraphIsHeading = true;
    }
  }

  #endParagraph(end: number): void {
    if (
      this.#paragraphIsHeading &&
      this.#entry === undefined &&
      !this.#inline.holdsBracket(this.#paragraph, end)
    ) {
      const heading = readUnmarkedTitle(this.#text, this.#paragraph, end);
      if (heading !== undefined) this.#scan.findings.headings.push(heading);
    }
    if (this.#paragraph >= 0) this.#inline.read(this.#paragraph, end, this.#paragraphDoubt);
    this.#paragraph = -1;
    this.#paragraphDoubt = 0;
    this.#paragraphIsHeading = false;
  }

  #endEntry(): void {
    this.#entry?.finish();
    this.#entry = undefined;
  }

  #endList(): void {
    this.#endEntry();
    this.#listMark = '';
    this.#listIndent = 0;
  }

  #cutIfWanted(line: number): void {
    if (this.#entry === undefined && this.#scan.wantsCut(line)) this.#scan.cut(line, this.#state());
  }
}
