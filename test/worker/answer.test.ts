import assert from 'node:assert/strict';
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
    // The example of FIPS 180-4.
    const fingerprint = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.deepEqual(messages, [{ id: 7, value: { fingerprint, bytes } }]);
    assert.deepEqual(transferred, [bytes.buffer]);
  });

  it('answers with what went wrong, and never throws', async () => {
    for (const kind of ['no-such-work', 'toString', '__proto__']) {
      const { messages } = await answersTo(kind, undefined);
      assert.deepEqual(messages, [{ id: 7, error: `no such request: ${kind}` }]);
    }
    const { messages } = await answersTo('fingerprint', { bytes: 'no bytes' });
    assert.ok('error' in messages[0]!);
  });
});
