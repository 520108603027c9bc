import type { ScannedDocument } from './build';
import { dialectOf } from './dialect';
import { Doubt, type DoubtfulCitation } from './findings';
import { acceptOtherForms, type FormEvidence } from './forms';
import { ListNumbers, REJECTED } from './lists/listNumbers';
import type { ListsFound } from './lists/referenceLists';
import { readPlainCitation } from './prose/inline';
import { shiftCitation } from './shift';
import type { Citation } from './types';

/** All citations by place, with the list that numbers each; the doubtful ones as far as lists and forms bear them out. */
export function placeCitations(document: ScannedDocument, found: ListsFound): readonly Citation[] {
  const numbering = new ListNumbers(found);
  const accepted = acceptOtherForms(
    document.forced,
    document.forms.round || document.forms.superscript ? formEvidence(document, found) : undefined,
    found.lists,
  );
  const dialect = dialectOf(document.language);
  const all: Citation[] = [];
  const { labels } = found;
  let label = 0;
  const isLabel = (start: number): boolean => {
    while (label < labels.length && labels[label]!.end <= start) label += 1;
    return label < labels.length && labels[label]!.start <= start;
  };
  const add = (citation: Citation, doubt: number, delta: number): void => {
    const start = citation.range.start + delta;
    if (isLabel(start)) return;
    const { numbers } = citation;
    const list = numbering.listFor(numbers, start);
    if (list === REJECTED || (citation.form === 'brackets' && numbering.isLink(numbers))) return;
    if (doubt !== 0 && !numbering.bearsOut(citation, doubt, accepted)) return;
    all.push(delta === 0 && list === undefined ? citation : shiftCitation(citation, delta, list));
  };
  const addPlain = (source: string, start: number, end: number, delta: number): void => {
    const citation = readPlainCitation(source, start, end, dialect);
    if (citation === undefined) return;
    const list = numbering.listFor(citation.numbers, start + delta);
    if (list === REJECTED || numbering.isLink(citation.numbers)) return;
    all.push(delta === 0 && list === undefined ? citation : placed(citation, delta, list));
  };
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    const { plain, citations, doubtful } = segment.findings;
    let nextPlain = 0;
    let nextDoubtful = 0;
    const addBefore = (offset: number): void => {
      for (;;) {
        const start = plain[nextPlain] ?? Number.POSITIVE_INFINITY;
        const doubt = doubtful[nextDoubtful];
        const doubtStart = doubt?.citation.range.start ?? Number.POSITIVE_INFINITY;
        if (Math.min(start, doubtStart) >= offset) return;
        if (doubt !== undefined && doubtStart < start) {
          add(doubt.citation, doubt.doubt, delta);
          nextDoubtful += 1;
        } else {
          if (!isLabel(start + delta)) addPlain(segment.source, start, plain[nextPlain + 1]!, delta);
          nextPlain += 2;
        }
      }
    };
    for (const citation of citations) {
      addBefore(citation.range.start);
      add(citation, 0, delta);
    }
    addBefore(Number.POSITIVE_INFINITY);
  });
  return all;
}

/** A citation that nobody has seen yet, completed in place where it does not move. */
function placed(citation: Citation, delta: number, list: number | undefined): Citation {
  if (delta !== 0) return shiftCitation(citation, delta, list);
  (citation as { list: number | undefined }).list = list;
  return citation;
}

/** Offsets of all citations in brackets that are in no doubt, labels included, growing. */
export function citationStarts(document: ScannedDocument): readonly number[] {
  const starts: number[] = [];
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    const { plain, citations } = segment.findings;
    let next = 0;
    for (const { range } of citations) {
      for (; next < plain.length && plain[next]! < range.start; next += 2) starts.push(plain[next]! + delta);
      starts.push(range.start + delta);
    }
    for (; next < plain.length; next += 2) starts.push(plain[next]! + delta);
  });
  return starts;
}

function formEvidence(document: ScannedDocument, found: ListsFound): FormEvidence {
  const doubtful: DoubtfulCitation[] = [];
  const first = found.lists.find(list => list.entries.length > 0)?.entries[0]?.range.start ?? document.length;
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    for (const item of segment.findings.doubtful) {
      if ((item.doubt & Doubt.form) === 0) continue;
      doubtful.push({ citation: shiftCitation(item.citation, delta, undefined), doubt: item.doubt });
    }
  });
  const plain = citationStarts(document).filter(start => start < first).length;
  return { doubtful, plain };
}
