import type { Manuscript } from '../manuscript/types';
import { lineEnding } from '../numbering';
import { writeInvisible } from '../style';
import { type Message, say } from '../text/message';
import { type TextRange, textIn } from '../text/textRange';
import type { EditPlan } from './types';

/** The citation style that a manuscript asks for. */
export interface StyleChoice {
  /** As written, without quotation marks: a style's id, an alias, a file name or an address. */
  readonly written: string;
  /** The same as a style's id would be: no folder, address or `.csl`. */
  readonly style: string;
  readonly from: 'frontMatter' | 'list';
  readonly range: TextRange;
}

/** What a list's mark begins with, and what follows it is the style. */
const MARK = 'numbered-citations style: ';

/**
 * The style that the manuscript itself chooses: `citation-style:` or `csl:` of its front matter, else the invisible
 * mark of its first reference list that has one; undefined where it leaves that to the settings.
 */
export function styleChoice(manuscript: Manuscript): StyleChoice | undefined {
  const field = metadataField(manuscript, 'citation-style') ?? metadataField(manuscript, 'csl');
  if (field !== undefined) return { ...field, style: styleName(field.written), from: 'frontMatter' };
  for (const { styleMark } of manuscript.referenceLists) {
    if (styleMark !== undefined) {
      return {
        written: styleMark.style,
        style: styleName(styleMark.style),
        range: styleMark.range,
        from: 'list',
      };
    }
  }
  return undefined;
}

/**
 * Writes a style into the manuscript: into the front matter of Markdown that has one, else as an invisible mark under
 * the heading of its reference list. Every list gets the same.
 *
 * @param style the style's id, or the path of its file
 */
export function planStyleChoice(manuscript: Manuscript, style: string): EditPlan {
  const { frontMatter, language, text } = manuscript;
  const summary = `The manuscript's citation style is ${style}.`;
  const present = styleChoice(manuscript);
  if (present?.written === style || present?.style === style) return { kind: 'edits', edits: [], summary };
  const eol = lineEnding(text);
  if (language === 'markdown' && frontMatter !== undefined) {
    const field = metadataField(manuscript, 'citation-style');
    if (field !== undefined)
      return { kind: 'edits', edits: [{ range: field.range, newText: style }], summary };
    const inside = textIn(text, frontMatter);
    const closed = inside === '' || /[\r\n]$/.test(inside);
    const line = `citation-style: ${style}`;
    const range = { start: frontMatter.end, end: frontMatter.end };
    return {
      kind: 'edits',
      edits: [{ range, newText: closed ? `${line}${eol}` : `${eol}${line}` }],
      summary,
    };
  }
  const mark = writeInvisible(`${MARK}${style}`, language);
  const start = { start: 0, end: 0 };
  if (mark === undefined) {
    return refused(
      start,
      say('Plain text has no place for a style that readers do not see. Choose the style in the settings.'),
    );
  }
  const lists = manuscript.referenceLists;
  if (lists.length === 0) {
    return refused(
      start,
      say('The style is kept with the reference list, and there is none yet. Insert the bibliography first.'),
    );
  }
  const edits = lists.map(list => {
    if (list.styleMark !== undefined) return { range: list.styleMark.range, newText: mark };
    if (list.heading !== undefined) {
      const { end } = list.heading.range;
      return { range: { start: end, end }, newText: `${eol}${eol}${mark}` };
    }
    return { range: { start: list.range.start, end: list.range.start }, newText: `${mark}${eol}${eol}` };
  });
  return { kind: 'edits', edits, summary };
}

/** A field of the metadata block at its own level, with the range of its value. */
function metadataField(
  { text, frontMatter }: Manuscript,
  name: string,
): { readonly written: string; readonly range: TextRange } | undefined {
  if (frontMatter === undefined) return undefined;
  const found = new RegExp(
    `^${name}:[ \\t]*(?:"([^"\\r\\n]*)"|'([^'\\r\\n]*)'|([^#\\s][^#\\r\\n]*))`,
    'm',
  ).exec(textIn(text, frontMatter));
  if (found === null) return undefined;
  const raw = found[1] ?? found[2] ?? found[3]!;
  const quoted = found[3] === undefined ? 1 : 0;
  const end = frontMatter.start + found.index + found[0].length - quoted;
  const start = end - raw.length;
  const written = raw.trimEnd();
  return written === ''
    ? undefined
    : { written, range: { start: start - quoted, end: start + written.length + quoted } };
}

function styleName(written: string): string {
  const name = written.split(/[\\/]/).pop() ?? written;
  return name.replace(/\.csl$/i, '');
}

function refused(range: TextRange, message: Message): EditPlan {
  return { kind: 'refused', reasons: [{ range, ...message }] };
}
