import { partsOf } from './build';
import { formEvidence } from './formEvidence';
import { acceptedForms, type FormEvidence } from './forms';
import { mayMention } from './mentions';
import { readForForms } from './parse';
import { type DocumentSegment, segmentText } from './segments';
import type { CitationForm, Manuscript } from './types';

/**
 * The files of one manuscript in their order, each read as the whole is: that superscripts or round brackets are citations
 * shows only where text and list are seen together, and a chapter has no list of its own.
 *
 * Most manuscripts cite in square brackets and are not read again. Go on with what comes back: behind an edit only its
 * surroundings are read for the forms then.
 *
 * @returns in the same order; the same objects where they were read so already
 */
export function readAsOne(files: readonly Manuscript[]): readonly Manuscript[] {
  if (files.length < 2) return files.map(file => readForForms(file, [], false));
  const isListed = files.some(({ referenceLists }) =>
    referenceLists.some(({ entries }) => entries.length > 0),
  );
  const mentions: readonly CitationForm[] =
    isListed && files.some(file => anyOf(file, 'mention')) ? ['mention'] : [];
  if (!files.some(file => anyOf(file, 'otherwise')))
    return files.map(file => readForForms(file, mentions, false));
  const inspected = files.map(file => readForForms(file, partsOf(file).document.forced, true));
  const evidence = inspected.map(evidenceOf);
  const together: FormEvidence = {
    candidates: evidence.flatMap(({ candidates }) => candidates),
    plain: evidence.reduce((sum, { plain }) => sum + plain, 0),
  };
  const forms: readonly CitationForm[] = [
    ...acceptedForms(
      [],
      together,
      inspected.flatMap(({ referenceLists }) => referenceLists),
    ),
    ...mentions,
  ];
  // Also for the files that show the form alone: with other numbers they may show it no more.
  return inspected.map(file => readForForms(file, forms, true));
}

const MAY_CITE_OTHERWISE = /\^\{?\s?\d|[(⁽>]\s?\d|[¹²³⁰⁴-⁹]|super(?:script)?[[{]\d|:sup(?:erscript)?:/;

/** What a segment may have. */
interface Looked {
  /** Citations in superscripts or round brackets. */
  readonly otherwise: boolean;
  readonly mention: boolean;
}

const looked = new WeakMap<DocumentSegment, Looked>();

function anyOf(file: Manuscript, kind: keyof Looked): boolean {
  return partsOf(file).document.segments.some(segment => look(segment)[kind]);
}

function look(segment: DocumentSegment): Looked {
  const known = looked.get(segment);
  if (known !== undefined) return known;
  const text = segmentText(segment);
  const seen = { otherwise: MAY_CITE_OTHERWISE.test(text), mention: mayMention(text) };
  looked.set(segment, seen);
  return seen;
}

const evidences = new WeakMap<Manuscript, FormEvidence>();

function evidenceOf(file: Manuscript): FormEvidence {
  let evidence = evidences.get(file);
  if (evidence === undefined) {
    const { document, lists } = partsOf(file);
    evidence = formEvidence(document, lists.found) ?? { candidates: [], plain: 0 };
    evidences.set(file, evidence);
  }
  return evidence;
}
