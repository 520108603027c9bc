import assert from 'node:assert/strict';
import { inEnglish, say, sayTitle } from '../../../src/core/text/message';

describe('what is said to people', () => {
  it('is a sentence and the template that it was made from', () => {
    assert.deepEqual(say('{1} before {0}, {1}.', 'b', 7), {
      message: '7 before b, 7.',
      said: { template: '{1} before {0}, {1}.', values: ['b', 7] },
    });
    assert.equal(sayTitle('Cite {0}', 'Doe').title, 'Cite Doe');
  });

  it('has sentences within it, and leaves alone what only looks like a place for a value', () => {
    const inner = say('{0} is gone.', 'a {0} b');
    const outer = say('{0} Nothing was changed. {3}', inner);
    assert.equal(outer.message, 'a {0} b is gone. Nothing was changed. {3}');
    assert.deepEqual(outer.said.values, [inner.said]);
    assert.equal(inEnglish(outer.said), outer.message);
  });
});
