import assert from 'node:assert/strict';
import type { EditPlan } from '../../src/core/features/types';
import type { Library } from '../../src/core/library';
import { type MarkupLanguage, parseManuscript } from '../../src/core/manuscript';
import { type NumberedManuscript, numberManuscript } from '../../src/core/numbering';
import { applyEdits } from '../../src/core/text/textEdit';

/** A manuscript, read and numbered; without libraries unless given. */
export function numbered(
  text: string,
  language: MarkupLanguage = 'markdown',
  libraries: readonly Library[] = [],
): NumberedManuscript {
  return numberManuscript(parseManuscript(text, language), libraries);
}

/** The text after a plan; fails when the plan was refused. */
export function planned(text: string, plan: EditPlan): string {
  assert.equal(plan.kind, 'edits', JSON.stringify(plan));
  return plan.kind === 'edits' ? applyEdits(text, plan.edits) : text;
}

/** The places that a refused plan names, as written; fails when the plan was not refused. */
export function refusedPlaces(text: string, plan: EditPlan): readonly string[] {
  assert.equal(plan.kind, 'refused', JSON.stringify(plan));
  return plan.kind === 'refused' ? plan.reasons.map(({ range }) => text.slice(range.start, range.end)) : [];
}
