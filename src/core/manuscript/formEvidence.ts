import { Doubt } from './findings';
import type { FormCandidate, FormEvidence } from './forms';
import type { ListsFound } from './lists/referenceLists';
import { firstAtOrBehind } from './search';
import { type ScannedDocument, segmentShift } from './segments';

/** What the text says of other forms than brackets; undefined where it was not read for them. */
export function formEvidence(document: ScannedDocument, found: ListsFound): FormEvidence | undefined {
  if (!document.forms.round && !document.forms.superscript) return undefined;
  const candidates: FormCandidate[] = [];
  for (const { findings } of document.segments) {
    for (const { citation, doubt } of findings.doubtful) {
      if ((doubt & Doubt.form) !== 0) candidates.push(citation);
    }
  }
  const first = found.lists.find(list => list.entries.length > 0)?.entries[0]?.range.start ?? document.length;
  return { candidates, plain: firstAtOrBehind(citationStarts(document), first) };
}

/** Offsets of all citations in brackets that are in no doubt, labels included, growing. */
export function citationStarts(document: ScannedDocument): readonly number[] {
  const starts: number[] = [];
  document.segments.forEach(({ findings }, index) => {
    const delta = segmentShift(document, index);
    const { plain, citations } = findings;
    let next = 0;
    for (const { range } of citations) {
      for (; next < plain.length && plain[next]! < range.start; next += 2) starts.push(plain[next]! + delta);
      starts.push(range.start + delta);
    }
    for (; next < plain.length; next += 2) starts.push(plain[next]! + delta);
  });
  return starts;
}
