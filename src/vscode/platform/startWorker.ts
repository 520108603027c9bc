import * as vscode from 'vscode';
import type { ResponseMessage } from '../../worker';
import type { BackgroundListener, BackgroundThread } from './backgroundThread';

// What every browser has; its types are not loaded in this room.
declare class Worker {
  constructor(address: string, options?: { readonly name?: string });
  onmessage: ((event: { readonly data: ResponseMessage }) => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  terminate(): void;
}
declare class Blob {
  constructor(parts: readonly Uint8Array[], options: { readonly type: string });
}
declare const URL: { createObjectURL(blob: Blob): string; revokeObjectURL(address: string): void };

/**
 * Starts `dist/worker.js` in the web-worker host. The code is read as a file and given to the worker as a blob, because
 * a worker may not be started from another origin. In the bundle for Node, `node/startWorker.ts` stands in its place
 * (esbuild.js).
 *
 * @throws Error where the host lets no worker start
 */
export async function startWorker(
  extension: vscode.Uri,
  listener: BackgroundListener,
): Promise<BackgroundThread> {
  const code = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'worker.js'));
  const address = URL.createObjectURL(new Blob([code], { type: 'application/javascript' }));
  const worker = new Worker(address, { name: 'numbered-citations' });
  worker.onmessage = ({ data }) => listener.message(data);
  worker.onerror = event => {
    event.preventDefault?.();
    listener.failure(event.message ?? 'the worker failed');
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    stop: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
