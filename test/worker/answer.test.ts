import assert from 'node:assert/strict';
import { contentHash } from '../../src/core';
import { answer, type ResponseMessage } from '../../src/worker';

/** Every message that comes back for one request, with the buffers that were handed over. */
async function answersTo(kind: string, input: unknown) {
  const messages: ResponseMessage[] = [];
  const transferred: ArrayBuffer[] = [];
  await answer({ id: 7, kind, input }, (message, transfer) => {
    messages.push(message);
    transferred.push(...transfer);
  });
  return { messages, transferred };
}

describe('the worker', () => {
  it('answers with the number of the question, and hands buffers over', async () => {
    const bytes = new TextEncoder().encode('abc');
    const { messages, transferred } = await answersTo('fingerprint', { bytes });
    const fingerprint = contentHash(new TextEncoder().encode('abc'));
    assert.deepEqual(messages, [{ id: 7, value: { fingerprint, bytes } }]);
    assert.deepEqual(transferred, [bytes.buffer]);
  });

  it('answers with what went wrong, and never throws', async () => {
    for (const kind of ['no-such-work', 'toString', '__proto__']) {
      const { messages } = await answersTo(kind, undefined);
      assert.deepEqual(messages, [{ id: 7, error: `no such request: ${kind}` }]);
    }
    const { messages } = await answersTo('fingerprint', undefined);
    assert.ok('error' in messages[0]!);
  });
});
