import { foldLetters } from '../../numbering/foldedText';
import { itemsOf, listScope, rewriteManuscript, withSummary } from '../../numbering/listChange';
import { numberingFor } from '../../numbering/resolve';
import { clusterWritingOf } from '../../numbering/rewrite';
import { rewriteCitation } from '../../numbering/rewriteCitation';
import type { ListItem } from '../../numbering/rewriteList';
import type { NumberedManuscript } from '../../numbering/types';
import { doisIn } from '../../numbering/writtenDoi';
import { say } from '../../text/message';
import { applyEdits, type TextEdit } from '../../text/textEdit';
import type { TextRange } from '../../text/textRange';
import type { EditPlan } from '../types';
import { asCitation, type CopiedCitations, type CopiedWork, workKey } from './copiedCitations';

export {
  type CopiedCitation,
  type CopiedCitations,
  type CopiedWork,
  copyCitations,
  readCopiedCitations,
} from './copiedCitations';

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
  const map = new Map<string, number>();
  const added: (ListItem & { readonly kind: 'new' })[] = [];
  const known = knownNumbers(numbered, numbering.byNumber);
  let next = numbering.nextNumber;
  if (scope) for (const { number } of scope.list.entries) next = Math.max(next, number + 1);
  for (const work of copied.works) {
    const number = signsOf(work)
      .map(sign => known.get(sign))
      .find(found => found !== undefined);
    if (number !== undefined) {
      map.set(workKey(work.list, work.number), number);
      continue;
    }
    const entry = formatEntry(work) ?? (work.entry === undefined ? undefined : { body: work.entry });
    if (!scope || entry === undefined) {
      return {
        kind: 'refused',
        reasons: [
          {
            range: target,
            ...(scope
              ? say(
                  'The work with the number {0} of the copied text cannot be written as an entry here.',
                  work.number,
                )
              : say(
                  'The copied text cites works that have no number here, and there is no reference list for them. Insert the bibliography first.',
                )),
          },
        ],
      };
    }
    added.push({ kind: 'new', number: next, ...entry });
    for (const sign of signsOf(work)) known.set(sign, next);
    map.set(workKey(work.list, work.number), next);
    next++;
  }
  const pasted = remapped(numbered, copied, map);
  if (pasted === undefined) {
    const message = say('The copied text cites a number that no reference had where it was copied.');
    return { kind: 'refused', reasons: [{ range: target, ...message }] };
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
        : say('The pasted text would change how other citations read.');
    },
  );
  return withSummary(plan, summary);
}

/** The copied text with the numbers that its works have here; undefined where a work is not known. */
function remapped(
  numbered: NumberedManuscript,
  copied: CopiedCitations,
  map: ReadonlyMap<string, number>,
): string | undefined {
  const writing = clusterWritingOf(numbered.manuscript);
  const edits: TextEdit[] = [];
  for (const copiedCitation of copied.citations) {
    const citation = asCitation(copiedCitation);
    const numberOf = (old: number) => map.get(workKey(copiedCitation.list, old));
    if (citation.numbers.some(number => numberOf(number) === undefined)) return undefined;
    const rewritten = rewriteCitation(copied.text, citation, old => numberOf(old)!, writing, {
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
  for (const [number, { entry, elsewhere, reference }] of byNumber) {
    const words = entry
      ? manuscript.text.slice(entry.textRange.start, entry.textRange.end)
      : elsewhere?.words;
    const doi =
      (words === undefined ? undefined : doisIn(words)[0]?.doi) ?? reference?.csl.DOI?.toLowerCase();
    for (const sign of signsOf({ id: reference?.id, entry: words, doi })) {
      if (!known.has(sign)) known.set(sign, number);
    }
  }
  return known;
}

/** What a work is recognised by, most certain first. */
function signsOf({ id, doi, entry }: Pick<CopiedWork, 'id' | 'doi' | 'entry'>): readonly string[] {
  const letters = entry === undefined ? '' : foldLetters(entry);
  return [
    ...(id === undefined ? [] : [`id:${id}`]),
    ...(doi === undefined ? [] : [`doi:${doi}`]),
    ...(letters.length < 16 ? [] : [`words:${letters}`]),
  ];
}
