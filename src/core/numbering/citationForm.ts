import { type ClusterStyle, isExponent, parseAlike } from '../manuscript';
import type { Citation, Manuscript } from '../manuscript/types';
import { say } from '../text/message';
import { applyEdits, type TextEdit } from '../text/textEdit';
import { verifyIdentity } from './identity';
import type { ManuscriptRewrite } from './listChange';
import { numberManuscript } from './numberManuscript';
import {
  findRememberedGaps,
  type Gap,
  gapKey,
  gapReader,
  type RaisedGap,
  rememberGaps,
} from './rememberedGaps';
import { respellCitation } from './rewriteCitation';
import { entryAround, joinRows } from './rewriteScopes';
import type { NumberedManuscript } from './types';

/** How citations of a style look: see `CitationLook` of the style room. */
export interface CitationAppearance {
  readonly form: 'brackets' | 'round' | 'superscript';
  readonly separator: string;
  readonly collapseFrom: number;
}

/** A gap of more than so many spaces is layout. */
const LONGEST_GAP = 8;

/** So much of the text around a citation decides how it is moved. */
const AROUND = 80;

/**
 * Brings every citation of the text into one form: brackets, round brackets or superscripts, with the separators and
 * ranges that a style wants. Superscripts stand behind a comma or period and close to their word, brackets before it.
 * Links and the references of reStructuredText are left as they are: renderers give them their form.
 *
 * The result is read again and compared work by work. A second run changes nothing, and where a citation was written as
 * its style wants it, the way back gives the text as it was: what stood before a bracket that was raised is remembered
 * where it was not one space (not in plain text, which has no place for it).
 */
export function planCitationForm(
  numbered: NumberedManuscript,
  appearance: CitationAppearance,
): ManuscriptRewrite {
  const { manuscript, libraries } = numbered;
  const style = clusterStyleFor(appearance, manuscript);
  const edits: TextEdit[] = [];
  const remembered = findRememberedGaps(manuscript);
  const gapOf = gapReader(remembered);
  const raised: RaisedGap[] = [];
  for (const { citation } of joinRows(
    [numbered],
    inText(manuscript).map(found => ({ file: 0, citation: found })),
  )) {
    const { edit, gap } = respelled(manuscript, citation, style, gapOf);
    if (gap) raised.push(gap);
    if (edit && manuscript.text.slice(edit.range.start, edit.range.end) !== edit.newText) edits.push(edit);
  }
  if (edits.length > 0) edits.push(...rememberGaps(manuscript, remembered, raised));
  if (edits.length === 0) return { kind: 'edits', edits };
  const text = applyEdits(manuscript.text, edits);
  const after = numberManuscript(parseAlike(manuscript, text), libraries);
  const [failure] = verifyIdentity([numbered], [after]);
  if (!failure) return { kind: 'edits', edits };
  const range = failure.before?.citation.range ?? edits[0]!.range;
  const message =
    appearance.form === 'brackets'
      ? failure
      : appearance.form === 'round'
        ? say(
            'Too little of the text cites for round brackets to be told from other numbers. {0}',
            failure.said,
          )
        : say(
            'Too little of the text cites for superscripts to be told from other numbers. {0}',
            failure.said,
          );
  return {
    kind: 'refused',
    reasons: [{ range, ...say("{0} The text's citations stay as they are.", message) }],
  };
}

/** The clusters that an appearance means in a manuscript's markup. */
export function clusterStyleFor(appearance: CitationAppearance, manuscript: Manuscript): ClusterStyle {
  const { form, separator, collapseFrom } = appearance;
  if (form === 'superscript') {
    const [open, close] = raisedIn(manuscript);
    const dash = open === '' ? '⁻' : '–';
    return { form, open, close, dash, collapseFrom, separator: open === '' ? ',' : separator };
  }
  if (form === 'round') return { form, open: '(', close: ')', separator, dash: '–', collapseFrom };
  const apart = separator.includes(']');
  const [open, close] = manuscript.language === 'typst' ? ['\\[', '\\]'] : ['[', ']'];
  return {
    form: manuscript.language === 'typst' ? 'escaped' : 'brackets',
    open,
    close,
    separator: separator.replaceAll(']', close).replaceAll('[', open),
    dash: apart ? `${close}–${open}` : '–',
    collapseFrom,
  };
}

/** What raises numbers in the markup; plain text has digits of its own for it. */
function raisedIn(manuscript: Manuscript): readonly [string, string] {
  switch (manuscript.language) {
    case 'markdown':
      return isForPandoc(manuscript) ? ['^', '^'] : ['<sup>', '</sup>'];
    case 'latex':
      return ['\\textsuperscript{', '}'];
    case 'typst':
      return ['#super[', ']'];
    case 'asciidoc':
      return ['^', '^'];
    case 'restructuredtext':
      return ['\\ :sup:`', '`'];
    case 'plaintext':
      return ['', ''];
  }
}

/** Quarto, R Markdown and Pandoc raise with carets, which also reach a PDF; their front matter names formats. */
function isForPandoc({ text, frontMatter }: Manuscript): boolean {
  return (
    frontMatter !== undefined &&
    /^(?:format|output|csl|bibliography):/m.test(text.slice(frontMatter.start, frontMatter.end))
  );
}

/** The citations that can be given another form: not links, and not those inside of list entries. */
function inText(manuscript: Manuscript): readonly Citation[] {
  return manuscript.citations.filter(({ form, range }) => {
    if (form === 'linked' || form === 'restructuredtext' || form === 'mention') return false;
    return !manuscript.referenceLists.some(
      list =>
        range.start >= list.range.start &&
        range.start < list.range.end &&
        entryAround(list, range.start) !== undefined,
    );
  });
}

/** How a citation is written anew, and where it stands close to its word, as a superscript, what was between the two. */
function respelled(
  manuscript: Manuscript,
  citation: Citation,
  style: ClusterStyle,
  gapOf: (key: string) => Gap,
): { readonly edit: TextEdit | undefined; readonly gap: RaisedGap | undefined } {
  const { text } = manuscript;
  const range = wholeRange(manuscript, citation);
  const wasRaised = citation.form === 'superscript';
  const becomesRaised = style.form === 'superscript';
  const isClose = wasRaised && !standsApart(manuscript, range.start);
  const key = gapKey(text, range.start, citation);
  const known = isClose ? { key, ...gapOf(key) } : undefined;
  const written = respellCitation(text, citation, style);
  const kept = becomesRaised ? known : undefined;
  if (written === undefined) return { edit: undefined, gap: known };
  if (wasRaised === becomesRaised) return { edit: { range, newText: written }, gap: kept };
  if (!becomesRaised) return { edit: lower(text, range, written, known), gap: undefined };
  const { edit, gap } = raise(manuscript, range, written);
  return { edit, gap: gap && { key, ...gap } };
}

/** Whether white space or an opening bracket stands before a place. */
function standsApart({ text, language }: Manuscript, place: number): boolean {
  const before = text[place - 1] ?? '\n';
  return /[\s([{]/.test(before) || (before === '~' && hasTies(language));
}

/** Where `~` is a space that does not break. */
function hasTies(language: Manuscript['language']): boolean {
  return language === 'latex' || language === 'typst';
}

/** With the role that reStructuredText writes before a superscript. */
function wholeRange({ text, language }: Manuscript, citation: Citation): TextEdit['range'] {
  const { range, form } = citation;
  if (language !== 'restructuredtext' || form !== 'superscript') return range;
  const role = /(?:\\ )?:sup(?:erscript)?:$/.exec(text.slice(Math.max(0, range.start - 20), range.start));
  return { start: range.start - (role?.[0].length ?? 0), end: range.end };
}

/**
 * From `word [3].` to `word.³`. Where the way back could not know that the period belonged behind the citation, the
 * citation is raised before it; where it would read as a power (`CD16³`), it keeps its space.
 *
 * @returns with what stood between the word and the citation, where that is gone or nothing
 */
function raise(
  { text, language }: Manuscript,
  range: TextEdit['range'],
  written: string,
): { readonly edit: TextEdit; readonly gap: Gap | undefined } {
  const isSpace = hasTies(language) ? /[ \t\u00a0~]/ : /[ \t\u00a0]/;
  let start = range.start;
  while (start > 0 && range.start - start < LONGEST_GAP && isSpace.test(text[start - 1]!)) start--;
  if (start > 0 && text[start - 1] === '\n' && text[start - 2] !== '\n') {
    const line = text[start - 2] === '\r' ? start - 2 : start - 1;
    if (line > 0 && !/\s/.test(text[line - 1]!)) start = line;
  }
  const asItStands = { range, newText: written };
  const attaches = start > 0 && !/[\s([{]/.test(text[start - 1]!);
  if (!attaches) return { edit: asItStands, gap: undefined };
  const gap: Gap = { space: text.slice(start, range.start), behindMark: false };
  const mark = text[range.end] === '.' || text[range.end] === ',' ? text[range.end]! : '';
  const moved: TextEdit = { range: { start, end: range.end + mark.length }, newText: mark + written };
  const attached: TextEdit = { range: { start, end: range.end }, newText: written };
  const candidates = mark === '' ? [attached] : [moved, attached];
  // Plain text has no place to remember a gap in.
  const remembered = language === 'plaintext' ? { ...gap, space: ' ' } : gap;
  const edit = candidates.find(candidate => isReadBack(text, range, candidate, written, remembered));
  if (edit) return { edit, gap };
  return { edit: asItStands, gap: gap.space === '' ? { ...gap, behindMark: true } : undefined };
}

/** Whether the way back gives the same text, and the number is not read as a power. */
function isReadBack(
  text: string,
  range: TextEdit['range'],
  edit: TextEdit,
  written: string,
  gap: Gap,
): boolean {
  const from = Math.max(0, edit.range.start - AROUND);
  const to = Math.min(text.length, edit.range.end + AROUND);
  const before = text.slice(from, edit.range.start);
  const raised = before + edit.newText + text.slice(edit.range.end, to);
  const start = before.length + edit.newText.length - written.length;
  const end = before.length + edit.newText.length;
  if (isExponent(raised, start, end, 0)) return false;
  const original = text.slice(range.start, range.end);
  const back = applyEdits(raised, [lower(raised, { start, end }, original, gap)]);
  return sameButForSpace(back, text.slice(from, to));
}

function sameButForSpace(one: string, other: string): boolean {
  const tidy = (value: string) => value.replace(/[\s~]+/g, ' ');
  return tidy(one) === tidy(other);
}

/**
 * From `word.³` to `word [3].`: the way back of {@link raise}.
 *
 * @param gap what is to stand between the word and the citation; undefined where they stand apart already
 */
function lower(text: string, range: TextEdit['range'], written: string, gap: Gap | undefined): TextEdit {
  if (gap === undefined) return { range, newText: written };
  const before = text[range.start - 1] ?? '\n';
  const inside = text[range.start - 2] ?? '\n';
  const isMark = !gap.behindMark && (before === '.' || before === ',') && !/[\s.,]/.test(inside);
  if (isMark && (before === ',' || endsSentence(text.slice(range.end, range.end + AROUND)))) {
    return {
      range: { start: range.start - 1, end: range.end },
      newText: `${gap.space}${written}${before}`,
    };
  }
  return { range, newText: `${gap.space}${written}` };
}

/** Whether a sentence can end before this text: `et al.³ showed` goes on. */
function endsSentence(following: string): boolean {
  const next = following.replace(/^[\s"'”’»)\]*_]+/u, '')[0];
  return (
    /^[\s"'”’»)\]*_]*(?:\r?\n[ \t]*\r?\n|$)/u.test(following) || next === undefined || !/\p{Ll}/u.test(next)
  );
}
