/**
 * The entry of `dist/worker.js`: one file for the threads of Node and for the workers of a browser. Loaded by Node's
 * `require` instead, it answers no messages and gives {@link answer} to the loading side.
 */
import { answer } from './answer';
import type { RequestMessage } from './request';

export { answer };

interface Port {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
}

/** What the two kinds of threads have; the types of neither are loaded in this room. */
interface Surroundings extends Port {
  readonly process?: { getBuiltinModule?(name: 'node:worker_threads'): NodeThreads | undefined };
  readonly WorkerGlobalScope?: unknown;
  onmessage: ((event: { readonly data: RequestMessage }) => void) | null;
}

interface NodeThreads {
  readonly parentPort:
    | (Port & { on(event: 'message', listener: (data: RequestMessage) => void): void })
    | null;
}

const surroundings = globalThis as unknown as Surroundings;
const threads = surroundings.process?.getBuiltinModule?.('node:worker_threads');
if (threads) {
  const port = threads.parentPort;
  port?.on(
    'message',
    message => void answer(message, (response, transfer) => port.postMessage(response, transfer)),
  );
} else if (surroundings.WorkerGlobalScope !== undefined) {
  surroundings.onmessage = ({ data }) =>
    void answer(data, (response, transfer) => surroundings.postMessage(response, transfer));
}
