import { isDigit, isLetter } from '../characters';
import { addRange } from '../findings';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { type Label, readLabel } from '../lists/labels';
import { readNumber } from '../members';
import type { EntryLabelForm, WrittenNumber } from '../types';
import { behindIndent, readLines } from './lines';
import { isPlainStart } from './markdownSyntax';
import { RestructuredTextInline } from './restructuredTextInline';
import type { Scan, ScanState } from './scan';

const OPAQUE_DIRECTIVE =
  /^(?:code|code-block|sourcecode|highlight|math|raw|literalinclude|include|parsed-literal|productionlist|graphviz|digraph|graph|doctest|testcode|testsetup|testoutput|ipython|ipython3|plot|jupyter-execute|mermaid|bibliography|index|toctree|image|default-role|role|meta|uml|prompt|csv-table)$/;
const ADORNMENT = /^([!-/:-@[-`{-~])\1*[ \t]*$/;
const ENTRY_CONTAINER = /^container::[ \t]*csl-entry[ \t]*$/;
const CONTAINER_NAME = /^:name:[ \t]*ref-(\S+)[ \t]*$/;
const FARTHEST_NEXT = 10;

/**
 * Finds the prose of reStructuredText (docutils and Sphinx) block by block, by indentation.
 *
 * @returns the state at the end of the text
 */
export function scanRestructuredText(scan: Scan, state: ScanState): ScanState {
  return new RestructuredTextBlocks(scan, state).read();
}

/** Whether a line may be an adornment by its first two characters: punctuation of ASCII, and the same again. */
function mayAdorn(text: string, first: number, end: number): boolean {
  const code = text.charCodeAt(first);
  if (code <= 0x20 || code >= 0x7f || isDigit(code) || isLetter(code)) return false;
  const second = first + 1 < end ? text.charCodeAt(first + 1) : 0x20;
  return second === code || second === 0x20 || second === 0x09;
}

class RestructuredTextBlocks {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #inline: RestructuredTextInline;
  #blankBefore = true;
  /** Lines indented deeper than this are literal; -1 outside literal blocks. */
  #opaqueIndent = -1;
  /** A paragraph that ended in `::` makes the next block literal if that is indented deeper than this; -1 otherwise. */
  #literalAfter = -1;
  /** A doctest goes on to the next blank line. */
  #inDoctest = false;
  /** Heading adornments in order of their level: `=` an underline, `==` one with an overline. */
  #adornments: string[] = [];
  #entry: OpenEntry | undefined;
  #entryKey: { readonly value: string; readonly range: { start: number; end: number } } | undefined;
  #entryForm = '';
  #lastNumber = -1;
  #paragraph = -1;
  #paragraphIndent = 0;
  #paragraphLines = 0;
  #overline = -1;
  /** Where a `csl-entry` container began that Pandoc wrote around an entry; -1 otherwise. */
  #container = -1;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    this.#inline = new RestructuredTextInline(scan);
    if (state === '') return;
    const [blank, opaque, literal, adornments, form, last, doctest] = state.split('\u0000');
    this.#blankBefore = blank === '1';
    this.#opaqueIndent = Number(opaque);
    this.#literalAfter = Number(literal);
    this.#adornments = adornments === '' ? [] : adornments!.split(' ');
    this.#entryForm = form!;
    this.#lastNumber = Number(last);
    this.#inDoctest = doctest === '1';
  }

  #state(): ScanState {
    const { length } = this.#adornments;
    return [
      this.#blankBefore ? '1' : '0',
      this.#opaqueIndent,
      this.#literalAfter,
      length === 0 ? '' : this.#adornments.join(' '),
      this.#entryForm,
      this.#lastNumber,
      this.#inDoctest ? '1' : '0',
    ].join('\u0000');
  }

  read(): ScanState {
    const text = this.#text;
    readLines(text, 0, (line, end, next) => {
      this.#readLine(line, end, next);
    });
    this.#endParagraph(text.length);
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  #readLine(line: number, end: number, next: number): void {
    const text = this.#text;
    const first = behindIndent(text, line, end);
    if (first >= end) {
      this.#endParagraph(line);
      this.#blankBefore = true;
      this.#overline = -1;
      this.#inDoctest = false;
      return;
    }
    if (this.#inDoctest) {
      addRange(this.#scan.findings.notProse, line, next);
      return;
    }
    const indent = first - line;
    if (this.#opaqueIndent >= 0) {
      if (indent > this.#opaqueIndent) {
        addRange(this.#scan.findings.notProse, line, next);
        this.#entry?.extend(end);
        return;
      }
      this.#opaqueIndent = -1;
    }
    if (this.#blankBefore && this.#literalAfter >= 0) {
      const literal = indent > this.#literalAfter;
      const after = this.#literalAfter;
      this.#literalAfter = -1;
      if (literal) {
        this.#opaqueIndent = after;
        addRange(this.#scan.findings.notProse, line, next);
        this.#entry?.extend(end);
        return;
      }
    }
    if (this.#readUnderline(line, first, end)) return;
    if (this.#blankBefore && this.#entry !== undefined && indent <= this.#entry.indent) this.#endEntry();
    const plain = isPlainStart(text.charCodeAt(first));
    if (!plain && this.#readMarked(line, first, end, next)) return;
    if (this.#container >= 0 && CONTAINER_NAME.test(text.slice(first, Math.min(end, first + 300)))) {
      const value = CONTAINER_NAME.exec(text.slice(first, end))![1]!;
      const start = text.indexOf('ref-', first) + 4;
      this.#entryKey = { value, range: { start, end: start + value.length } };
      return;
    }
    const label = plain ? undefined : (readLabel(text, first, end) ?? this.#autoLabel(first, end));
    if (label !== undefined && this.#readLabelled(line, label, indent, end)) return;
    if (this.#blankBefore) this.#cutIfWanted(line);
    this.#blankBefore = false;
    this.#entry?.extend(end);
    if (this.#paragraph < 0) {
      this.#paragraph = line;
      this.#paragraphIndent = indent;
      this.#paragraphLines = 0;
    }
    this.#paragraphLines += 1;
  }

  /** A block that is known by its first characters: explicit markup, a doctest, an anonymous target. Gives whether it is one. */
  #readMarked(line: number, first: number, end: number, next: number): boolean {
    const text = this.#text;
    if (text.startsWith('..', first) && (first + 2 >= end || text.charCodeAt(first + 2) <= 0x20)) {
      this.#readExplicit(line, first, end, next);
      return true;
    }
    if (!this.#blankBefore) return false;
    if (text.startsWith('>>>', first)) this.#inDoctest = true;
    else if (!text.startsWith('__ ', first)) return false;
    addRange(this.#scan.findings.notProse, line, next);
    return true;
  }

  /** `#.`, which docutils counts. */
  #autoLabel(
    first: number,
    end: number,
  ): (Omit<Label, 'number'> & { readonly number: undefined }) | undefined {
    const text = this.#text;
    if (!text.startsWith('#.', first) || text.charCodeAt(first + 2) !== 0x20) return undefined;
    let behind = first + 3;
    while (behind < end && text.charCodeAt(behind) === 0x20) behind += 1;
    return { form: 'counter', number: undefined, start: first, end: behind, bracketed: false, tight: false };
  }

  #readLabelled(
    line: number,
    label: {
      form: EntryLabelForm;
      number: WrittenNumber | undefined;
      start: number;
      end: number;
      tight: boolean;
      bracketed: boolean;
    },
    indent: number,
    end: number,
  ): boolean {
    if (this.#entry !== undefined && indent > this.#entry.indent) return false;
    // `[1]_` at the start of a line cites.
    if (
      label.bracketed &&
      this.#text[label.start + (label.number?.range.end ?? 0) - (label.number?.range.start ?? 0) + 2] === '_'
    ) {
      return false;
    }
    const value = label.number?.value ?? this.#lastNumber + 1;
    const following = value > this.#lastNumber && value <= this.#lastNumber + FARTHEST_NEXT;
    const goesOn = this.#entryForm === label.form && following;
    if (!this.#blankBefore && !(goesOn && this.#entry !== undefined)) return false;
    this.#addEntry(line, label, indent, end, label.form === 'counter', false);
    this.#paragraph = label.form === 'brackets' ? label.start : label.end;
    this.#paragraphIndent = indent;
    this.#paragraphLines = 2;
    return true;
  }

  #addEntry(
    line: number,
    label: { form: EntryLabelForm; number: WrittenNumber | undefined; start: number; end: number },
    indent: number,
    end: number,
    counted: boolean,
    certain: boolean,
  ): void {
    const key = this.#entryKey;
    this.#endParagraph(line);
    this.#endEntry();
    const start = this.#container >= 0 ? this.#container : line;
    this.#cutIfWanted(line);
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: start,
      lineEnd: end,
      indent,
      counted,
      continues: counted && this.#entryForm === label.form,
      certain,
    });
    this.#entryKey = key;
    this.#container = -1;
    this.#entryForm = label.form;
    this.#lastNumber = label.number?.value ?? this.#lastNumber + 1;
    this.#blankBefore = false;
  }

  /** What begins with `..`: footnotes, targets, substitutions, directives and comments. */
  #readExplicit(line: number, first: number, end: number, next: number): void {
    const text = this.#text;
    const { findings } = this.#scan;
    const indent = first - line;
    this.#endParagraph(line);
    let at = first + 2;
    while (at < end && text.charCodeAt(at) <= 0x20) at += 1;
    const rest = text.slice(at, Math.min(end, at + 300));
    const footnote = /^\[(\d{1,7})\](?:[ \t]+|$)/.exec(rest);
    if (footnote !== null) {
      const number = readNumber(text, at + 1, end);
      if (number !== undefined) {
        const label = { form: 'directive' as const, number, start: first, end: at + footnote[0].length };
        this.#addEntry(line, label, indent, end, false, true);
        this.#paragraph = label.end;
        this.#paragraphIndent = indent;
        this.#paragraphLines = 2;
        return;
      }
    }
    if (this.#entry === undefined || indent <= this.#entry.indent) {
      this.#endEntry();
      this.#cutIfWanted(line);
    } else this.#entry.extend(end);
    this.#blankBefore = true;
    const directive = /^([A-Za-z][\w:.+-]*?)::(?:[ \t]|$)/.exec(rest);
    if (directive !== null && !OPAQUE_DIRECTIVE.test(directive[1]!.replace(/^\w+:/, ''))) {
      this.#container = ENTRY_CONTAINER.test(rest) ? line : -1;
      this.#entryKey = undefined;
      addRange(findings.notProse, first, at + directive[0].length);
      this.#paragraph = Math.min(end, at + directive[0].length);
      this.#paragraphIndent = indent;
      this.#paragraphLines = 2;
      this.#blankBefore = false;
      return;
    }
    if (/^\[[#*\w.-]+\](?:\s|$)/.test(rest)) {
      this.#paragraph = at + rest.indexOf(']') + 1;
      this.#paragraphIndent = indent;
      this.#paragraphLines = 2;
      this.#blankBefore = false;
      return;
    }
    const mark = readStyleMark(text, first, end);
    if (mark !== undefined) findings.styleMarks.push(mark);
    addRange(findings.notProse, line, next);
    this.#opaqueIndent = indent;
  }

  /** A line of one punctuation character: the underline of a heading, or its overline. */
  #readUnderline(line: number, first: number, end: number): boolean {
    const text = this.#text;
    if (first > line || !mayAdorn(text, first, end)) return false;
    const match = ADORNMENT.exec(text.slice(first, Math.min(end, first + 400)));
    if (match === null) return false;
    const width = trimmedEnd(text, first, end) - first;
    if (this.#paragraph >= 0 && this.#paragraphLines === 1) {
      const titleEnd = trimmedEnd(text, this.#paragraph, line);
      const titleWidth = titleEnd - this.#paragraph;
      if (width >= Math.min(titleWidth, 4) && (width >= titleWidth * 0.6 || this.#overline >= 0)) {
        const adornment = (this.#overline >= 0 ? match[1]! : '') + match[1]!;
        let level = this.#adornments.indexOf(adornment);
        if (level < 0) level = this.#adornments.push(adornment) - 1;
        const start = this.#overline >= 0 ? this.#overline : this.#paragraph;
        const title = text.slice(this.#paragraph, titleEnd).replace(/[*`]/g, '').trim();
        this.#endParagraph(line);
        this.#endEntry();
        this.#entryForm = '';
        this.#scan.findings.headings.push({ range: { start, end }, title, level: level + 1 });
        this.#blankBefore = true;
        this.#overline = -1;
        return true;
      }
    }
    if (this.#blankBefore && width >= 4) {
      this.#endEntry();
      this.#cutIfWanted(line);
      this.#overline = line;
      return true;
    }
    return false;
  }

  #endParagraph(end: number): void {
    if (this.#paragraph >= 0) {
      const last = trimmedEnd(this.#text, this.#paragraph, end);
      this.#inline.read(this.#paragraph, last);
      if (this.#text.startsWith('::', last - 2) && last - 2 >= this.#paragraph)
        this.#literalAfter = this.#paragraphIndent;
    }
    this.#paragraph = -1;
    this.#paragraphLines = 0;
  }

  #endEntry(): void {
    this.#entry?.finish(this.#entryKey);
    this.#entry = undefined;
    this.#entryKey = undefined;
  }

  #cutIfWanted(line: number): void {
    if (this.#entry === undefined && this.#container < 0 && this.#overline < 0 && this.#scan.wantsCut(line)) {
      this.#scan.cut(line, this.#state());
    }
  }
}
