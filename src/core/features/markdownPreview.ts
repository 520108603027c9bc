import { plainWords } from '../manuscript';
import type { Citation } from '../manuscript/types';
import { type NumberedManuscript, type NumberedReference, numberingFor } from '../numbering';
import { authorsShort, plainText, shortened, shortLabel, yearOf } from '../style';

/** What a rendered Markdown manuscript is marked with; offsets in its text. */
export type PreviewMark =
  /** The digits of a citation from `start` to `end`: a link to the entry, with the card as its title. */
  | {
      readonly kind: 'citation';
      readonly start: number;
      readonly end: number;
      /** The entry's id; undefined where the number has no entry to go to. */
      readonly target: string | undefined;
      readonly title: string;
    }
  /** The end of a list entry: the place that its citations lead to. */
  | { readonly kind: 'entry'; readonly start: number; readonly end: number; readonly id: string };

/** Longer cards are cut: a title cannot be scrolled. */
const LONGEST_CARD = 600;
const MOST_CARDS = 8;

/**
 * What a preview adds to a Markdown manuscript: links from numbers to their entries, and the entries' ids. Links that the
 * author has written stay theirs.
 *
 * @returns marks by place, not overlapping; all texts are plain and have to be escaped
 */
export function previewMarks(numbered: NumberedManuscript): readonly PreviewMark[] {
  const marks: PreviewMark[] = [];
  for (const citation of numbered.manuscript.citations) {
    if (citation.form !== 'linked') marks.push(...citationMarks(numbered, citation));
  }
  numbered.numberings.forEach(({ byNumber }, scope) => {
    for (const { number, entry } of byNumber.values()) {
      if (!entry) continue;
      const { end } = entry.textRange;
      marks.push({ kind: 'entry', start: end, end, id: entryId(scope, number) });
    }
  });
  return marks.sort((a, b) => a.start - b.start || a.end - b.end);
}

function citationMarks(numbered: NumberedManuscript, citation: Citation): readonly PreviewMark[] {
  const numbering = numberingFor(numbered, citation);
  const scope = numbered.numberings.indexOf(numbering);
  const cardOf = (number: number): string => card(numbered, number, numbering.byNumber.get(number));
  return citation.members.flatMap(member => {
    const written = member.kind === 'number' ? [member.number] : [member.first, member.last];
    return written.map(({ value, range }): PreviewMark => {
      const hidden = member.kind === 'range' && value === member.first.value ? between(member) : [];
      const cards = [value, ...hidden].slice(0, MOST_CARDS).map(cardOf);
      const entry = numbering.byNumber.get(value)?.entry;
      const target = entry ? entryId(scope, value) : undefined;
      return { kind: 'citation', ...range, target, title: cards.join('\n\n') };
    });
  });
}

/** The numbers that a range hides between its ends. */
function between(member: Extract<Citation['members'][number], { kind: 'range' }>): readonly number[] {
  const count = Math.min(MOST_CARDS, Math.max(0, member.last.value - member.first.value - 1));
  return Array.from({ length: count }, (_, index) => member.first.value + 1 + index);
}

function entryId(scope: number, number: number): string {
  return scope === 0 ? `reference-${number}` : `reference-${scope + 1}-${number}`;
}

/** What hovering says: the entry's own words, else what the record says; then its summary. */
function card(
  { manuscript }: NumberedManuscript,
  number: number,
  found: NumberedReference | undefined,
): string {
  if (!found) return `[${number}]`;
  const { entry, reference } = found;
  const words = entry ? plainText(plainWords(manuscript, entry.textRange)).replace(/ (?=[.,;:)])/g, '') : '';
  const record = reference
    ? [
        authorsShort(reference),
        yearOf(reference.csl),
        plainText(String(reference.csl.title ?? '')) || shortLabel(reference),
      ]
        .filter(Boolean)
        .join('. ')
    : '';
  const summary = plainText(reference?.summary ?? '');
  return shortened([`[${number}] ${words || record}`, summary].filter(Boolean).join('\n'), LONGEST_CARD);
}

/** Private-use characters that {@link markedSource} puts into the text; a text that has them itself is not marked. */
const OPEN = '\uf8e0';
const CLOSE = '\uf8e1';
const ENTRY = '\uf8e2';
const FIRST_DIGIT = 0xf8e4;
const MARKS = /[\uf8e0-\uf8ed]/;

/**
 * The text with invisible characters at its marks, which a Markdown renderer carries along as part of the words and
 * {@link markedPieces} finds again. Lines stay where they are.
 */
export function markedSource(text: string, marks: readonly PreviewMark[]): string {
  if (MARKS.test(text)) return text;
  let result = '';
  let position = 0;
  marks.forEach((mark, index) => {
    const name = [...String(index)].map(digit => String.fromCharCode(FIRST_DIGIT + Number(digit))).join('');
    result += text.slice(position, mark.start);
    result +=
      mark.kind === 'entry' ? `${ENTRY}${name}` : `${OPEN}${name}${text.slice(mark.start, mark.end)}${CLOSE}`;
    position = mark.end;
  });
  return result + text.slice(position);
}

/** A piece of a rendered text: words, or where a mark begins or ends. */
export type MarkedPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'begin'; readonly mark: PreviewMark }
  | { readonly kind: 'end' };

/** Takes a text of a renderer apart at the marks; undefined where it has none. */
export function markedPieces(
  text: string,
  marks: readonly PreviewMark[],
): readonly MarkedPiece[] | undefined {
  if (!MARKS.test(text)) return undefined;
  const pieces: MarkedPiece[] = [];
  for (const [whole, digits, words] of text.matchAll(
    /[\uf8e0\uf8e2]([\uf8e4-\uf8ed]*)|\uf8e1|([^\uf8e0-\uf8ed]+)/g,
  )) {
    if (words !== undefined) pieces.push({ kind: 'words', text: words });
    else if (whole === CLOSE) pieces.push({ kind: 'end' });
    else {
      const index = [...(digits ?? '')].reduce(
        (sum, digit) => sum * 10 + digit.charCodeAt(0) - FIRST_DIGIT,
        0,
      );
      const mark = marks[index];
      if (mark) pieces.push({ kind: 'begin', mark });
    }
  }
  return pieces;
}
