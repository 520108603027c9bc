import type { TextEdit } from '../text/textEdit';
import { buildManuscript, partsOf } from './build';
import { ManuscriptLists, type SegmentEdit } from './lists/manuscriptLists';
import { mayUseOtherForms } from './otherForms';
import type { ScanForms, ScannedSegment } from './prose/scan';
import { scanText } from './prose/scanText';
import { type DocumentSegment, documentText, type ScannedDocument, segmentAt, segmentText } from './segments';
import type { CitationForm, Manuscript, MarkupLanguage } from './types';

/** What an author may set about a manuscript. */
export interface ParseOptions {
  /** Forms that the manuscript uses for sure: `superscript` and `round` are otherwise only taken where list and text show them. */
  readonly forms?: readonly CitationForm[];
  /** Looks for all forms also where text and list do not ask for it: other files may show which are used. */
  readonly everyForm?: boolean;
}

const BRACKETS: ScanForms = { superscript: false, round: false };
const EVERY_FORM: ScanForms = { superscript: true, round: true };

/**
 * Finds the citations, reference lists and headings of a manuscript.
 *
 * @param text the whole manuscript; offsets in the result are UTF-16 code units of it
 * @returns never fails: what cannot be read is in `unreadable`
 */
export function parseManuscript(
  text: string,
  language: MarkupLanguage,
  options: ParseOptions = {},
): Manuscript {
  const wish = { forced: options.forms ?? [], everyForm: options.everyForm ?? false };
  let document = scanDocument(text, language, wish, wantsEveryForm(wish) ? EVERY_FORM : BRACKETS);
  if (document.forms === BRACKETS && mayUseOtherForms(document)) {
    document = scanDocument(text, language, wish, EVERY_FORM);
  }
  return buildManuscript(document, text);
}

/** Another text, read in the markup and for the forms in which `manuscript` was read. */
export function parseAlike(manuscript: Manuscript, text: string): Manuscript {
  const { forced, everyForm } = partsOf(manuscript).document;
  return parseManuscript(text, manuscript.language, { forms: forced, everyForm });
}

/** The same text for other forms; the same object where it was read for these. Its words are read again only where they must be. */
export function readForForms(
  manuscript: Manuscript,
  forms: readonly CitationForm[],
  everyForm: boolean,
): Manuscript {
  const { document } = partsOf(manuscript);
  const { forced } = document;
  const same = forced.length === forms.length && forms.every(form => forced.includes(form));
  if (same && document.everyForm === everyForm) return manuscript;
  const wish = { forced: forms, everyForm };
  const every = wantsEveryForm(wish) || mayUseOtherForms(document);
  if (every === (document.forms === EVERY_FORM)) return buildManuscript({ ...document, ...wish }, undefined);
  return parseManuscript(manuscript.text, document.language, { forms, everyForm });
}

/**
 * The manuscript after one edit: the same as parsing the edited text anew, but reading only the segments around the edit.
 *
 * @param change offsets are of `previous.text`; those outside are taken as its nearest end
 */
export function updateManuscript(previous: Manuscript, change: TextEdit): Manuscript {
  const { document, lists } = partsOf(previous);
  const { edited, edit } = editDocument(document, change);
  const every = wantsEveryForm(document) || mayUseOtherForms(edited);
  if (every !== (edited.forms === EVERY_FORM)) {
    // Other forms are looked for from now on, or no longer: every segment was read for the wrong ones.
    return parseAlike(previous, documentText(edited));
  }
  return buildManuscript(edited, undefined, ManuscriptLists.behindEdit(lists, edited, edit));
}

type FormsWish = Pick<ScannedDocument, 'forced' | 'everyForm'>;

function wantsEveryForm({ forced, everyForm }: FormsWish): boolean {
  return everyForm || forced.includes('superscript') || forced.includes('round');
}

function scanDocument(
  text: string,
  language: MarkupLanguage,
  wish: FormsWish,
  forms: ScanForms,
): ScannedDocument {
  const { segments, endState } = scanText(text, language, forms, '');
  return {
    language,
    ...wish,
    forms,
    segments: segments.map(segment => documentSegment(text, segment)),
    starts: segments.map(segment => segment.start),
    length: text.length,
    endState,
  };
}

function documentSegment(text: string, segment: ScannedSegment): DocumentSegment {
  return {
    source: text,
    from: segment.start,
    length: segment.end - segment.start,
    state: segment.state,
    findings: segment.findings,
  };
}

function editDocument(
  document: ScannedDocument,
  change: TextEdit,
): { readonly edited: ScannedDocument; readonly edit: SegmentEdit } {
  const { segments, starts } = document;
  const start = Math.max(0, Math.min(change.range.start, document.length));
  const end = Math.max(start, Math.min(change.range.end, document.length));
  let firstSegment = segmentAt(document, start);
  let lastSegment = segmentAt(document, end);
  // A segment is cut where a line begins a block. An edit in that line can undo this, and so can one in the line end before it.
  if (firstSegment > 0 && touchesFirstLine(segments[firstSegment]!, start - starts[firstSegment]!))
    firstSegment -= 1;
  if (lastSegment < segments.length - 1 && touchesTail(segments[lastSegment]!, end - starts[lastSegment]!)) {
    lastSegment += 1;
  }
  const base = starts[firstSegment]!;
  const state = segments[firstSegment]!.state;
  let text = '';
  for (let index = firstSegment; index <= lastSegment; index += 1) text += segmentText(segments[index]!);
  text = text.slice(0, start - base) + change.newText + text.slice(end - base);

  let scanned = scanText(text, document.language, document.forms, state);
  let joined = lastSegment;
  let batch = 1;
  while (joined < segments.length - 1 && scanned.endState !== segments[joined + 1]!.state) {
    // An opened fence or comment swallows what follows: read on in growing steps, so that all of it is read about twice.
    for (let count = 0; count < batch && joined < segments.length - 1; count += 1) {
      joined += 1;
      text += segmentText(segments[joined]!);
    }
    batch *= 2;
    scanned = scanText(text, document.language, document.forms, state);
  }
  const delta = change.newText.length - (end - start);
  const fresh = scanned.segments.map(segment => documentSegment(text, segment));
  const after = segments.slice(joined + 1);
  const edited: ScannedDocument = {
    ...document,
    segments: [...segments.slice(0, firstSegment), ...fresh, ...after],
    starts: [
      ...starts.slice(0, firstSegment),
      ...scanned.segments.map(segment => segment.start + base),
      ...starts.slice(joined + 1).map(offset => offset + delta),
    ],
    length: document.length + delta,
    endState: joined === segments.length - 1 ? scanned.endState : document.endState,
  };
  const endBefore = starts[joined + 1] ?? document.length;
  const last = firstSegment + fresh.length - 1;
  const edit = {
    first: firstSegment,
    lastBefore: joined,
    last,
    start: base,
    endBefore,
    end: endBefore + delta,
  };
  return { edited, edit };
}

/** Whether `offset` lies in the segment's first two lines. */
function touchesFirstLine(segment: DocumentSegment, offset: number): boolean {
  let end = segment.source.indexOf('\n', segment.from);
  if (end >= 0) end = segment.source.indexOf('\n', end + 1);
  return end < 0 || segment.from + offset <= end + 1;
}

/** Whether only white space follows `offset` in the segment. */
function touchesTail(segment: DocumentSegment, offset: number): boolean {
  for (let index = segment.from + offset; index < segment.from + segment.length; index += 1) {
    if (segment.source.charCodeAt(index) > 0x20) return false;
  }
  return true;
}
