import * as vscode from 'vscode';
import type { answer, ResponseMessage } from '../../worker';
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

/** The extension is one bundle for both hosts: which of them runs it is known only now. */
function isInBrowser(): boolean {
  return 'WorkerGlobalScope' in globalThis;
}

/**
 * Starts `dist/worker.js` in the host that this is.
 *
 * @throws Error where the host lets no worker start
 */
export async function startWorker(
  extension: vscode.Uri,
  listener: BackgroundListener,
): Promise<BackgroundThread> {
  if (isInBrowser()) return startBrowserWorker(extension, listener);
  const node = await import('./node/startWorker');
  return node.startWorker(extension, listener);
}

/**
 * What does the worker's work where none starts: in Node from the worker's own file, in a browser from this bundle, which
 * has no CSL engine (esbuild.js).
 */
export async function workWithoutWorker(extension: vscode.Uri): Promise<{ readonly answer: typeof answer }> {
  if (isInBrowser()) return import('../../worker');
  const node = await import('./node/startWorker');
  return node.workWithoutWorker(extension);
}

/** The code is read as a file and given to the worker as a blob, because a worker may not come from another origin. */
async function startBrowserWorker(
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
