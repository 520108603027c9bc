import type { Citation, CitationMember } from '../../manuscript/types';
import type { CheckContext } from './types';

/** The first number that a member shows. */
export function firstOf(member: CitationMember): number {
  return member.kind === 'number' ? member.number.value : member.first.value;
}

/**
 * Whether rules about order inside a cluster hold: a prefix (`see 3, 1`) may speak of all that follows, and so may the
 * prose that calls references by number.
 */
export function isTextCluster(context: CheckContext, citation: Citation): boolean {
  return (
    citation.form !== 'mention' &&
    !citation.members.some(member => member.prefix) &&
    !context.inList(citation)
  );
}

/** The citation as written, on one line and not too long, for a message. */
export function clusterText({ text }: CheckContext, citation: Citation): string {
  const written = text.slice(citation.range.start, citation.range.end).replace(/\s+/g, ' ');
  return written.length > 40 ? `${written.slice(0, 39)}…` : written;
}

/** The text between the members of a citation, by place. */
export function separatorsOf(
  { text }: CheckContext,
  citation: Citation,
): readonly { readonly start: number; readonly end: number; readonly words: string }[] {
  return citation.members.slice(1).map((member, index) => {
    const start = citation.members[index]!.range.end;
    const end = member.range.start;
    return { start, end, words: text.slice(start, end) };
  });
}
