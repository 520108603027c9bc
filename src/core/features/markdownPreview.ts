import { plainWords } from '../manuscript';
import type { Citation } from '../manuscript/types';
import { listFileOf, type NumberedManuscript, type NumberedReference, numberingFor } from '../numbering';
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
 * @param together whether all files of the manuscript are shown in one page (a notebook): then numbers lead to entries in
 *   other files too, and no two files give an id twice
 * @returns marks by place, not overlapping; all texts are plain and have to be escaped
 */
export function previewMarks(
  numbered: NumberedManuscript,
  { together = false }: { readonly together?: boolean } = {},
): readonly PreviewMark[] {
  const marks: PreviewMark[] = [];
  const idOf = together ? idsTogether(numbered) : idsAlone(numbered);
  for (const citation of numbered.manuscript.citations) {
    if (citation.form !== 'linked') marks.push(...citationMarks(numbered, citation, idOf));
  }
  numbered.numberings.forEach(({ byNumber }) => {
    for (const found of byNumber.values()) {
      const id = idOf(found);
      if (!found.entry || id === undefined) continue;
      const { end } = found.entry.textRange;
      marks.push({ kind: 'entry', start: end, end, id });
    }
  });
  return marks.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The id of the entry that a number stands for; undefined where there is no entry to go to. */
type IdOf = (found: NumberedReference) => string | undefined;

function idsAlone({ numberings }: NumberedManuscript): IdOf {
  const scopes = new Map<NumberedReference, number>();
  numberings.forEach(({ byNumber }, scope) => {
    for (const found of byNumber.values()) scopes.set(found, scope);
  });
  return found => (found.entry ? entryId(scopes.get(found)!, found.number) : undefined);
}

/** The ids of all lists of the files in a row: those of the first file with a list are what they are alone. */
function idsTogether(numbered: NumberedManuscript): IdOf {
  const { project } = numbered;
  if (project === undefined) return idsAlone(numbered);
  const list = project.listFiles[project.file];
  if (list === undefined) return () => undefined;
  const before = [...new Set(project.listFiles)].flatMap(file =>
    file !== undefined && file < list ? [file] : [],
  );
  const first = before.reduce((sum, file) => sum + project.files[file]!.numbered.numberings.length, 0);
  const owner = listFileOf(numbered)?.numbered ?? numbered;
  const scopes = new Map<number, number>();
  owner.numberings.forEach(({ byNumber }, scope) => {
    for (const { entry } of byNumber.values()) if (entry) scopes.set(entry.range.start, first + scope);
  });
  return ({ number, entry, elsewhere }) => {
    const place = entry?.range ?? elsewhere?.range;
    const scope = place && scopes.get(place.start);
    return scope === undefined ? undefined : entryId(scope, number);
  };
}

function citationMarks(numbered: NumberedManuscript, citation: Citation, idOf: IdOf): readonly PreviewMark[] {
  const numbering = numberingFor(numbered, citation);
  const cardOf = (number: number): string => card(numbered, number, numbering.byNumber.get(number));
  return citation.members.flatMap(member => {
    const written = member.kind === 'number' ? [member.number] : [member.first, member.last];
    return written.map(({ value, range }): PreviewMark => {
      const hidden = member.kind === 'range' && value === member.first.value ? between(member) : [];
      const cards = [value, ...hidden].slice(0, MOST_CARDS).map(cardOf);
      const found = numbering.byNumber.get(value);
      const target = found && idOf(found);
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
  const { entry, elsewhere, reference } = found;
  const written = entry ? plainWords(manuscript, entry.textRange) : (elsewhere?.words ?? '');
  const words = plainText(written).replace(/ (?=[.,;:)])/g, '');
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
