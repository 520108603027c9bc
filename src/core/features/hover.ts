import { topicsOf } from '../library';
import type { Library, Topic } from '../library/types';
import { citationAt, memberAt } from '../manuscript';
import type { Citation } from '../manuscript/types';
import {
  type NumberedManuscript,
  type NumberedReference,
  numberingFor,
  occurrences,
  resolve,
} from '../numbering';
import type { TextRange } from '../text/textRange';

/** What a hover says of one number. */
export interface HoverCard {
  readonly number: number;
  /** Undefined where no reference has this number. */
  readonly numbered: NumberedReference | undefined;
  readonly topics: readonly Topic[];
  /** Credit and warning of its library; undefined where there is nothing to say. */
  readonly provenance: string | undefined;
  /** The citations that stand for it, by place, ranges that cover it included. */
  readonly occurrences: readonly Citation[];
}

/** What stands under the pointer. */
export interface CitationHover {
  /** Exactly the citation. */
  readonly range: TextRange;
  /** One a reference: the number under the pointer first, then the others as written, those that a range hides included. */
  readonly cards: readonly HoverCard[];
}

/** The references of the citation at `offset`; undefined beside a citation. */
export function hoverCitation(numbered: NumberedManuscript, offset: number): CitationHover | undefined {
  const citation = citationAt(numbered.manuscript, offset);
  // The place behind the closing bracket touches the citation, but the pointer is on the next character there.
  if (citation === undefined || offset >= citation.range.end) return undefined;
  const under = numberUnder(citation, offset);
  const resolved = new Map(resolve(numbered, citation).map(found => [found.number, found]));
  const numbers = [...resolved.keys()];
  const first = under.filter(number => resolved.has(number));
  const ordered = [...new Set([...first, ...numbers])];
  const { list } = numberingFor(numbered, citation);
  return {
    range: citation.range,
    cards: ordered.map(number => {
      const found = resolved.get(number)!;
      const reference = found.kind === 'numbered' ? found.numbered.reference : undefined;
      const library = numbered.libraries.find(({ name }) => name === reference?.library);
      return {
        number,
        numbered: found.kind === 'numbered' ? found.numbered : undefined,
        topics: reference === undefined || library === undefined ? [] : topicsOf(reference, library),
        provenance: provenanceOf(library),
        occurrences: occurrences(numbered, number, list ?? citation.list),
      };
    }),
  };
}

function provenanceOf(library: Library | undefined): string | undefined {
  return library?.provenance;
}

/** The number whose digits the offset touches, then the others of the member around it. */
function numberUnder(citation: Citation, offset: number): readonly number[] {
  const member = memberAt(citation, offset);
  if (member === undefined) return [];
  if (member.kind === 'number') return [member.number.value];
  const step = member.first.value <= member.last.value ? 1 : -1;
  const all = Array.from(
    { length: Math.abs(member.last.value - member.first.value) + 1 },
    (_, index) => member.first.value + step * index,
  );
  return offset >= member.last.range.start ? [member.last.value, ...all.slice(0, -1)] : all;
}
