import type { TextRange } from '../../text/textRange';
import type { Findings } from '../findings';
import { type DocumentSegment, type ScannedDocument, segmentShift } from '../segments';
import { shiftRange } from '../shift';
import type { MarkupLanguage } from '../types';
import { bibliographyAnchors, readAsciiDocCitations } from './asciiDoc';
import { readLatexCitation } from './latex';
import { readPandocCitations } from './pandoc';
import { readMystRoles, readRestructuredText } from './roles';
import type { KeyedCitation, KeyedMember } from './types';
import { joinNeighbours, readTypstCitation } from './typst';

/** What one segment holds: offsets are those of the text that was scanned. */
interface KeyedSegment {
  readonly citations: readonly KeyedCitation[];
  /** Names that decide elsewhere in the manuscript: labels of Typst (no citations), anchors of AsciiDoc (citations). */
  readonly names: readonly string[];
}

const NOTHING: KeyedSegment = { citations: [], names: [] };

/** Findings never change once a segment is scanned, so what was read beside them stays true as long as they live. */
const READ = new WeakMap<Findings, KeyedSegment>();

/**
 * The citations by key of a manuscript, by place. Each segment is read once, and only when somebody asks: after an edit
 * the segments around it.
 */
export function keyedCitationsOf(document: ScannedDocument): readonly KeyedCitation[] {
  const all: KeyedCitation[] = [];
  for (let index = 0; index < document.segments.length; index += 1) {
    for (const citation of keyedCitationsInSegment(document, index)) all.push(citation);
  }
  return all;
}

/** Those of one segment, by place. */
export function keyedCitationsInSegment(document: ScannedDocument, index: number): readonly KeyedCitation[] {
  const { language, segments } = document;
  const { citations } = keyedIn(segments[index]!, language);
  if (citations.length === 0) return citations;
  const delta = segmentShift(document, index);
  const names = language === 'typst' || language === 'asciidoc' ? namesIn(document) : undefined;
  const found: KeyedCitation[] = [];
  for (const citation of citations) {
    if (names !== undefined && !isCitation(citation, names)) continue;
    found.push(delta === 0 ? citation : shiftCitation(citation, delta));
  }
  return found;
}

const NAMES = new WeakMap<ScannedDocument, ReadonlySet<string>>();

function namesIn(document: ScannedDocument): ReadonlySet<string> {
  const known = NAMES.get(document);
  if (known !== undefined) return known;
  const names = new Set(document.segments.flatMap(segment => keyedIn(segment, document.language).names));
  NAMES.set(document, names);
  return names;
}

/** A label in the text makes `@label` of Typst a reference to it; `<<name>>` of AsciiDoc cites where the bibliography has it. */
function isCitation({ form, members }: KeyedCitation, names: ReadonlySet<string>): boolean {
  const named = members.some(({ key }) => names.has(key.value));
  if (form === 'asciidocReference') return named;
  return form !== 'typst' || !named;
}

function keyedIn(segment: DocumentSegment, language: MarkupLanguage): KeyedSegment {
  const known = READ.get(segment.findings);
  if (known !== undefined) return known;
  const read = readSegment(segment, language);
  READ.set(segment.findings, read);
  return read;
}

function readSegment(segment: DocumentSegment, language: MarkupLanguage): KeyedSegment {
  const { source, from, length, findings } = segment;
  const end = from + length;
  const text = source.slice(from, end);
  switch (language) {
    case 'markdown': {
      const pandoc = text.includes('@')
        ? readPandocCitations(source, from, end, proseTest(findings.notProse))
        : [];
      const roles = text.includes('cite')
        ? readMystRoles(source, from, end, proseTest(findings.notProse))
        : [];
      if (pandoc.length === 0 && roles.length === 0) return NOTHING;
      return { citations: inOrder([...pandoc, ...roles]), names: [] };
    }
    case 'restructuredtext': {
      if (!text.includes(']_') && !text.includes('cite')) return NOTHING;
      return {
        citations: readRestructuredText(source, from, end, proseTest(findings.notProse)),
        names: [],
      };
    }
    case 'asciidoc': {
      const anchors = text.includes('[[[') ? bibliographyAnchors(source, from, end) : [];
      const citations =
        text.includes('<<') || text.includes('cite')
          ? readAsciiDocCitations(source, from, end, startTest(findings.notProse))
          : [];
      return { citations, names: anchors };
    }
    case 'latex':
      return { citations: readHanded(source, findings.keyed, readLatexCitation), names: [] };
    case 'typst': {
      const citations = readHanded(source, findings.keyed, readTypstCitation);
      return { citations: joinNeighbours(source, citations), names: findings.labels };
    }
    case 'plaintext':
      return NOTHING;
  }
}

/** Reads at the places that the scanner of the markup handed over. */
function readHanded(
  source: string,
  places: readonly number[],
  read: (source: string, at: number, end: number) => KeyedCitation | undefined,
): readonly KeyedCitation[] {
  const found: KeyedCitation[] = [];
  for (let index = 0; index < places.length; index += 2) {
    const citation = read(source, places[index]!, places[index + 1]!);
    if (citation !== undefined) found.push(citation);
  }
  return found;
}

/** By place; of two that overlap the outer one. */
function inOrder(citations: KeyedCitation[]): readonly KeyedCitation[] {
  citations.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  let end = 0;
  return citations.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

/** Whether an offset, of offsets that grow, is outside ranges that are no prose. */
function proseTest(notProse: readonly TextRange[]): (offset: number) => boolean {
  let next = 0;
  return offset => {
    while (next < notProse.length && notProse[next]!.end <= offset) next += 1;
    return next >= notProse.length || offset < notProse[next]!.start;
  };
}

/** As {@link proseTest} for markup that is itself no prose: what counts is whether it begins inside something else. */
function startTest(notProse: readonly TextRange[]): (offset: number) => boolean {
  let next = 0;
  return offset => {
    while (next < notProse.length && notProse[next]!.end <= offset) next += 1;
    return next >= notProse.length || offset <= notProse[next]!.start;
  };
}

function shiftCitation(citation: KeyedCitation, delta: number): KeyedCitation {
  return {
    ...citation,
    range: shiftRange(citation.range, delta),
    members: citation.members.map(member => shiftMember(member, delta)),
  };
}

function shiftMember(member: KeyedMember, delta: number): KeyedMember {
  const { key, prefix, locator } = member;
  return {
    range: shiftRange(member.range, delta),
    key: { value: key.value, range: shiftRange(key.range, delta) },
    marked: shiftRange(member.marked, delta),
    ...(prefix === undefined ? {} : { prefix: shiftRange(prefix, delta) }),
    ...(locator === undefined ? {} : { locator: shiftRange(locator, delta) }),
  };
}
