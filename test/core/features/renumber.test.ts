import assert from 'node:assert/strict';
import { planRenumber, planRenumberFiles } from '../../../src/core/features/renumber';
import { numberManuscript } from '../../../src/core/numbering';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { applyEdits } from '../../../src/core/text/textEdit';

function numbered(text: string, language: MarkupLanguage = 'markdown') {
  return numberManuscript(parseManuscript(text, language), []);
}

function renumbered(text: string, language: MarkupLanguage = 'markdown'): string {
  const plan = planRenumber(numbered(text, language));
  assert.equal(plan.kind, 'edits', JSON.stringify(plan));
  const result = applyEdits(text, plan.kind === 'edits' ? plan.edits : []);
  const again = planRenumber(numbered(result, language));
  assert.deepEqual(again.kind === 'edits' && again.edits, [], 'a second run changes nothing');
  return result;
}

function refusals(text: string, language: MarkupLanguage = 'markdown'): readonly string[] {
  const plan = planRenumber(numbered(text, language));
  assert.equal(plan.kind, 'refused');
  return plan.kind === 'refused' ? plan.reasons.map(({ range }) => text.slice(range.start, range.end)) : [];
}

describe('renumber', () => {
  it('brings text and list into the order of appearance', () => {
    assert.equal(
      renumbered('First [3], then [1, 2].\n\n## References\n\n1. Adams A. Ants. 2001.\n2. Brown B. Bees. 2002.\n3. Clark C. Cats. 2003.\n'),
      'First [1], then [2, 3].\n\n## References\n\n1. Clark C. Cats. 2003.\n2. Adams A. Ants. 2001.\n3. Brown B. Bees. 2002.\n',
    );
  });
});
