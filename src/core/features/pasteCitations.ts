import { parseManuscript } from '../manuscript';
import type { Citation, CitationForm, MarkupLanguage } from '../manuscript/types';
import { foldLetters } from '../numbering/foldedText';
import { citationsIn } from '../numbering/identity';
import { itemsOf, listScope, rewriteManuscript, withSummary } from '../numbering/listChange';
import { numberingFor } from '../numbering/resolve';
import { clusterWritingOf } from '../numbering/rewrite';
import { rewriteCitation } from '../numbering/rewriteCitation';
import type { ListItem } from '../numbering/rewriteList';
import type { NumberedManuscript } from '../numbering/types';
import { doisIn } from '../numbering/writtenDoi';
import { applyEdits, type TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';
import type { EditPlan } from './types';

/** A work that copied text cites. */
export interface CopiedWork {
  /** Its number in the copied text. */
  readonly number: number;
  /** Id of the library record; undefined for entries that are linked to none. */
  readonly id: string | undefined;
  /** Its entry in the list it was copied from, in that manuscript's markup; undefined where the number was a library's. */
  readonly entry: string | undefined;
  /** Lower-case DOI of the entry, when it has one. */
  readonly doi: string | undefined;
}

/** What goes to the clipboard beside the text: plain data, to be written as JSON. */
export interface CopiedCitations {
  readonly kind: 'numbered-citations';
  readonly version: 1;
  readonly language: MarkupLanguage;
  readonly text: string;
  /** Where its citations stand in {@link text}. */
  readonly citations: readonly (TextRange & { readonly form: CitationForm })[];
  readonly works: readonly CopiedWork[];
}

/**
 * Takes down which works the citations of a piece of text stand for, so that it can be pasted elsewhere.
 *
 * @returns undefined where the piece cites nothing that is known
 */
export function copyCitations(numbered: NumberedManuscript, range: TextRange): CopiedCitations | undefined {
  const { manuscript } = numbered;
  const works = new Map<number, CopiedWork>();
  const citations = citationsIn(manuscript, range);
  for (const citation of citations) {
    const numbering = numberingFor(numbered, citation);
    for (const number of citation.numbers) {
      const known = numbering.byNumber.get(number);
      if (!known || works.has(number)) continue;
      const entry =
        known.entry && manuscript.text.slice(known.entry.textRange.start, known.entry.textRange.end);
      const dois = entry === undefined ? [] : doisIn(entry);
      const doi = dois[0]?.doi ?? known.reference?.csl.DOI?.toLowerCase();
      works.set(number, { number, id: known.reference?.id, entry, doi });
    }
  }
  if (works.size === 0) return undefined;
  return {
    kind: 'numbered-citations',
    version: 1,
    language: manuscript.language,
    text: manuscript.text.slice(range.start, range.end),
    citations: citations.map(({ range: place, form }) => ({
      start: place.start - range.start,
      end: place.end - range.start,
      form,
    })),
    works: [...works.values()],
  };
}

const MARKUPS: readonly MarkupLanguage[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

/** Reads what {@link copyCitations} wrote, as JSON; undefined for anything else. */
export function readCopiedCitations(json: string): CopiedCitations | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['kind'] !== 'numbered-citations' || value['version'] !== 1) return undefined;
  const { text, language, works, citations } = value;
  const markup = MARKUPS.find(known => known === language);
  if (typeof text !== 'string' || !markup) return undefined;
  if (!Array.isArray(works) || !Array.isArray(citations)) return undefined;
  const read = works.flatMap((work: unknown): readonly CopiedWork[] =>
    isRecord(work) && typeof work['number'] === 'number' && Number.isInteger(work['number'])
      ? [
          {
            number: work['number'],
            id: stringOr(work['id']),
            entry: stringOr(work['entry']),
            doi: stringOr(work['doi']),
          },
        ]
      : [],
  );
  const places = citations.flatMap((place: unknown) =>
    isRecord(place) && typeof place['start'] === 'number' && typeof place['end'] === 'number'
      ? [{ start: place['start'], end: place['end'], form: place['form'] as CitationForm }]
      : [],
  );
  return { kind: 'numbered-citations', version: 1, language: markup, text, citations: places, works: read };
}

/** An entry for the list that is pasted into; undefined where the work cannot be written there. */
export type FormatCopiedWork = (
  work: CopiedWork,
) => { readonly body: string; readonly key?: string } | undefined;

/**
 * Pastes copied text so that its citations get the numbers that their works have here; works that the list lacks are
 * appended to it.
 *
 * @param target what is replaced: an empty range inserts
 * @param formatEntry writes the entry of a work that is not in the list yet; where it gives nothing, the entry is taken
 *   over as it stood in the other manuscript
 * @returns a plan whose first edit is the pasted text. Refuses where a work is new and there is no list to put it into
 */
export function planPasteCitations(
  numbered: NumberedManuscript,
  target: TextRange,
  copied: CopiedCitations,
  formatEntry: FormatCopiedWork,
): EditPlan {
  const numbering = numberingFor(numbered, target.start);
  const scope = listScope(numbered, numbering.list);
  const map = new Map<number, number>();
  const added: (ListItem & { readonly kind: 'new' })[] = [];
  const known = knownNumbers(numbered, numbering.byNumber);
  let next = numbering.nextNumber;
  if (scope) for (const { number } of scope.list.entries) next = Math.max(next, number + 1);
  for (const work of copied.works) {
    const number = signsOf(work)
      .map(sign => known.get(sign))
      .find(found => found !== undefined);
    if (number !== undefined) {
      map.set(work.number, number);
      continue;
    }
    const entry = formatEntry(work) ?? (work.entry === undefined ? undefined : { body: work.entry });
    if (!scope || entry === undefined) {
      return {
        kind: 'refused',
        reasons: [
          {
            range: target,
            message: scope
              ? `The work with the number ${work.number} of the copied text cannot be written as an entry here.`
              : 'The copied text cites works that have no number here, and there is no reference list for them. Insert the bibliography first.',
          },
        ],
      };
    }
    added.push({ kind: 'new', number: next, ...entry });
    for (const sign of signsOf(work)) known.set(sign, next);
    map.set(work.number, next);
    next++;
  }
  const pasted = remapped(numbered, copied, map);
  if (pasted === undefined) {
    const message = 'The copied text cites a number that no reference had where it was copied.';
    return { kind: 'refused', reasons: [{ range: target, message }] };
  }
  const edit: TextEdit = { range: target, newText: pasted };
  const summary =
    added.length === 0
      ? 'Pastes with the numbers that the works have here.'
      : `Pastes, and adds ${added.length} ${added.length === 1 ? 'reference' : 'references'} to the list.`;
  if (!scope) return { kind: 'edits', edits: [edit], summary };
  const before = numbered.manuscript.citations.filter(
    ({ range }) => range.end <= target.start || range.start >= target.end,
  );
  const plan = rewriteManuscript(
    numbered,
    { scope, numberOf: new Map(), items: [...itemsOf(scope, number => number), ...added] },
    {},
    [{ file: 0, edit }],
    after => {
      // The citations around the pasted text are to be there as they were, with their numbers.
      const rest = after.manuscript.citations;
      const head = before.filter(({ range }) => range.end <= target.start);
      const tail = before.slice(head.length);
      const same = (a: readonly { numbers: readonly number[] }[], b: typeof a) =>
        JSON.stringify(a.map(({ numbers }) => numbers)) === JSON.stringify(b.map(({ numbers }) => numbers));
      const kept =
        same(head, rest.slice(0, head.length)) &&
        same(tail, tail.length === 0 ? [] : rest.slice(-tail.length));
      const listed = listScope(after, numbering.list);
      return kept && added.every(({ number }) => listed?.numbering.byNumber.has(number))
        ? undefined
        : 'The pasted text would change how other citations read.';
    },
  );
  return withSummary(plan, summary);
}

/** The copied text with the numbers that its works have here; undefined where a work is not known. */
function remapped(
  numbered: NumberedManuscript,
  copied: CopiedCitations,
  map: ReadonlyMap<number, number>,
): string | undefined {
  const forms = [...new Set(copied.citations.map(({ form }) => form))].filter(
    form => form === 'superscript' || form === 'round',
  );
  const parsed = parseManuscript(copied.text, copied.language, { forms });
  const byStart = new Map(
    parsed.citations.map((citation): [number, Citation] => [citation.range.start, citation]),
  );
  const writing = clusterWritingOf(numbered.manuscript);
  const edits: TextEdit[] = [];
  for (const { start, end } of copied.citations) {
    // Out of its manuscript a piece may read otherwise (a line of code, a heading of the list): then nothing is sure.
    const citation = byStart.get(start);
    if (citation?.range.end !== end || citation.numbers.some(number => !map.has(number))) return undefined;
    const rewritten = rewriteCitation(copied.text, citation, old => map.get(old)!, writing, {
      named: new Map(),
    });
    if (rewritten.kind !== 'edits') return undefined;
    edits.push(...rewritten.edits);
  }
  return applyEdits(copied.text, edits);
}

function knownNumbers(
  { manuscript }: NumberedManuscript,
  byNumber: NumberedManuscript['numberings'][number]['byNumber'],
): Map<string, number> {
  const known = new Map<string, number>();
  for (const [number, { entry, reference }] of byNumber) {
    const words = entry && manuscript.text.slice(entry.textRange.start, entry.textRange.end);
    const doi =
      (words === undefined ? undefined : doisIn(words)[0]?.doi) ?? reference?.csl.DOI?.toLowerCase();
    for (const sign of signsOf({ number, id: reference?.id, entry: words, doi })) {
      if (!known.has(sign)) known.set(sign, number);
    }
  }
  return known;
}

/** What a work is recognised by, most certain first. */
function signsOf({ id, doi, entry }: CopiedWork): readonly string[] {
  const letters = entry === undefined ? '' : foldLetters(entry);
  return [
    ...(id === undefined ? [] : [`id:${id}`]),
    ...(doi === undefined ? [] : [`doi:${doi}`]),
    ...(letters.length < 16 ? [] : [`words:${letters}`]),
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
