import assert from 'node:assert/strict';
import { answer, type ResponseMessage } from '../../src/worker';

async function ask(input: object): Promise<unknown> {
  const messages: ResponseMessage[] = [];
  await answer({ id: 1, kind: 'formatReferences', input }, message => void messages.push(message));
  const [message] = messages;
  return message && 'value' in message ? message.value : message;
}

describe('the request formatReferences', () => {
  it('formats in a bundled style, and says what the style is', async () => {
    const items = [{ id: 'a', type: 'book', title: 'Cells', author: [{ family: 'Li', given: 'Xin' }] }];
    assert.deepEqual(await ask({ items, style: { id: 'nature', title: 'Nature' }, locale: '' }), {
      kind: 'formatted',
      entries: [[{ text: 'Li, X. ' }, { text: 'Cells', italic: true }, { text: '.' }]],
      description: {
        numeric: true,
        independentEntries: true,
        citationLook: { form: 'superscript', separator: ',', collapseFrom: 3 },
      },
    });
  });

  it('says why a style cannot be used', async () => {
    const style = { id: 'x', title: 'Mine', csl: '<style>' };
    const answered = (await ask({ items: [{ id: 'a', type: 'book' }], style, locale: '' })) as object;
    assert.ok('problem' in answered && /well-formed/.test(String(answered.problem)));
    assert.ok('line' in answered && answered.line === 1);
    const unknown = (await ask({ items: [], style: { id: 'no-such', title: '' }, locale: '' })) as object;
    assert.ok('problem' in unknown && /not known/.test(String(unknown.problem)));
  });
});
