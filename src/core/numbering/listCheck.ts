import type { Reference } from '../library/types';
import { parseAlike } from '../manuscript';
import type { ReferenceListEntry } from '../manuscript/types';
import { applyEdits, type TextEdit } from '../text/textEdit';
import { textIn } from '../text/textRange';
import { numberManuscript } from './numberManuscript';
import type { NumberedManuscript, Numbering } from './types';

/**
 * The numbers that would not stand afterwards for what they stood for, or were wanted to.
 *
 * @returns undefined where the manuscript would be read as something else altogether
 */
export function wrongNumbers(
  before: NumberedManuscript,
  scope: number,
  edits: readonly TextEdit[],
  wanted: ReadonlyMap<number, Reference>,
): ReadonlySet<number> | undefined {
  const { manuscript, libraries } = before;
  const text = applyEdits(manuscript.text, edits);
  const after = numberManuscript(parseAlike(manuscript, text), libraries);
  const numbering = after.numberings[scope];
  if (numbering === undefined || after.manuscript.citations.length !== manuscript.citations.length)
    return undefined;
  if (numbering.duplicates.length > before.numberings[scope]!.duplicates.length) return undefined;
  const wrong = new Set<number>();
  for (const [number, reference] of wanted) {
    const now = numbering.byNumber.get(number);
    // In plain text, words that lead to no record have to do; words that lead to another never.
    const unlinked =
      manuscript.language === 'plaintext' && now?.entry !== undefined && now.reference === undefined;
    if (now?.entry === undefined || (now.reference?.id !== reference.id && !unlinked)) wrong.add(number);
  }
  for (const [index, known] of before.numberings.entries()) {
    for (const number of changedNumbers(before, known, after, after.numberings[index])) {
      if (index !== scope) return undefined;
      wrong.add(number);
    }
  }
  return wrong;
}

/** The numbers of a list whose entry is gone, lost its record or says something else without one. */
function changedNumbers(
  before: NumberedManuscript,
  known: Numbering,
  after: NumberedManuscript,
  numbering: Numbering | undefined,
): readonly number[] {
  if (known.source !== 'list') return [];
  return [...known.byNumber.values()].flatMap(({ number, entry, reference }) => {
    const now = numbering?.byNumber.get(number);
    if (now?.entry === undefined) return [number];
    const isSame =
      reference === undefined
        ? wordsOf(before, entry!) === wordsOf(after, now.entry)
        : now.reference?.id === reference.id;
    return isSame ? [] : [number];
  });
}

function wordsOf({ manuscript }: NumberedManuscript, entry: ReferenceListEntry): string {
  return squeezed(textIn(manuscript.text, entry.textRange));
}

/** On one line, with single spaces. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
