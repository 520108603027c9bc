import { type ClusterStyle, parseManuscript } from '../../manuscript';
import type { KeyedCitation, Manuscript } from '../../manuscript/types';
import { applyEdits, type TextEdit } from '../../text/textEdit';
import { type TextRange, textIn } from '../../text/textRange';
import { writeNumberedWorks } from './numberWriter';
import type { RememberedNumbers } from './rememberedNumbers';

/** A citation by number as it is to be written by key. */
export interface ConvertedCitation {
  readonly edit: TextEdit;
  readonly keys: readonly string[];
}

/**
 * A piece of text in which citations by number and those by key that they became can be told from their neighbours:
 * usually one of each, several where a markup joins neighbours.
 */
export interface ConvertedGroup {
  readonly original: TextRange;
  /** As it is written by key. */
  readonly keyed: string;
  /** How much of it stands before the first citation. */
  readonly lead: number;
  readonly citations: readonly KeyedCitation[];
  /** Where `keyed` begins in the text that {@link citations} are of. */
  readonly start: number;
  readonly keys: readonly string[];
  readonly readKeys: readonly string[];
}

/** Reads the manuscript with its citations written by key, and says what each became. Groups are by place. */
export function convertedGroups(
  manuscript: Manuscript,
  converted: readonly ConvertedCitation[],
): readonly ConvertedGroup[] {
  const text = applyEdits(
    manuscript.text,
    converted.map(({ edit }) => edit),
  );
  const { keyedCitations } = parseManuscript(text, manuscript.language);
  const groups: ConvertedGroup[] = [];
  let delta = 0;
  let next = 0;
  let open: { original: TextRange; range: TextRange; keys: string[]; citations: KeyedCitation[] } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { original, range, keys, citations } = open;
    groups.push({
      original,
      keyed: textIn(text, range),
      lead: Math.max(0, (citations[0]?.range.start ?? range.start) - range.start),
      citations,
      start: range.start,
      keys,
      readKeys: citations.flatMap(({ members }) => members.map(({ key }) => key.value)),
    });
    open = undefined;
  };
  for (const { edit, keys } of converted) {
    const start = edit.range.start + delta;
    const end = start + edit.newText.length;
    delta += edit.newText.length - (edit.range.end - edit.range.start);
    if (open !== undefined && start < open.range.end) {
      // What was read reaches into this citation too.
      const before: typeof open = open;
      open = {
        ...before,
        original: { start: before.original.start, end: edit.range.end },
        range: { start: before.range.start, end: Math.max(before.range.end, end) },
        keys: [...before.keys, ...keys],
      };
    } else {
      close();
      open = { original: edit.range, range: { start, end }, keys: [...keys], citations: [] };
    }
    while (next < keyedCitations.length && keyedCitations[next]!.range.end <= start) next += 1;
    while (next < keyedCitations.length && keyedCitations[next]!.range.start < end) {
      const citation = keyedCitations[next]!;
      open.citations.push(citation);
      open.range = {
        start: Math.min(open.range.start, citation.range.start),
        end: Math.max(open.range.end, citation.range.end),
      };
      next += 1;
    }
  }
  close();
  return groups;
}

/**
 * The groups that would not come back as they were: how they are written by key, and how they were by number at each
 * of their places in turn (once where that is always the same).
 */
export function rememberedForms(
  groups: readonly ConvertedGroup[],
  style: ClusterStyle,
  numberOf: ReadonlyMap<string, number>,
  text: string,
): RememberedNumbers['forms'] {
  const forms = new Map<string, { keyed: string; lead: number; written: string[]; regular: boolean }>();
  for (const group of groups) {
    const { keyed, lead, original } = group;
    const id = `${lead}:${keyed}`;
    const form = forms.get(id) ?? { keyed, lead, written: [], regular: true };
    forms.set(id, form);
    const written = textIn(text, original);
    form.written.push(written);
    form.regular &&= regularForm(group, style, numberOf) === written;
  }
  return [...forms.values()]
    .filter(({ regular }) => !regular)
    .map(({ keyed, lead, written }) => ({
      keyed,
      lead,
      written: written.every(other => other === written[0]) ? [written[0]!] : written,
    }));
}

/** What becomes of a group where nothing is remembered of it. */
function regularForm(
  { keyed, start, citations }: ConvertedGroup,
  style: ClusterStyle,
  numberOf: ReadonlyMap<string, number>,
): string {
  const edits = citations.map(({ range, members }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText: writeNumberedWorks(
      members.map(({ key, prefix, locator }) => ({
        number: numberOf.get(key.value) ?? 0,
        prefix: prefix && keyed.slice(prefix.start - start, prefix.end - start),
        locator: locator && keyed.slice(locator.start - start, locator.end - start),
      })),
      style,
    ),
  }));
  return applyEdits(keyed, edits);
}
