import { CANDIDATE_SIZE } from './lists/candidates';
import { type DocumentSegment, type ScannedDocument, segmentText } from './segments';

/** One of these is in every way to write a superscript or round citation: `(1)`, `^1^`, `<sup>1</sup>`, `#super[1]`, `¹` … */
const MARK = /[(^⁰¹²³⁴⁵⁶⁷⁸⁹⁽]|sup/;

/** Whether there is a list that the brackets in the text do not account for. Counted, so that parsing anew says the same. */
export function mayUseOtherForms(document: ScannedDocument): boolean {
  let entries = 0;
  let labels = 0;
  let citations = 0;
  for (const { findings } of document.segments) {
    entries += findings.candidates.length / CANDIDATE_SIZE;
    labels += findings.bracketLabels;
    citations += findings.citations.length + findings.plain.length / 2;
  }
  return entries >= 3 && (citations - labels) * 5 < entries && document.segments.some(hasMark);
}

const HAS_MARK = new WeakMap<DocumentSegment, boolean>();

function hasMark(segment: DocumentSegment): boolean {
  const known = HAS_MARK.get(segment);
  if (known !== undefined) return known;
  const has = MARK.test(segmentText(segment));
  HAS_MARK.set(segment, has);
  return has;
}
