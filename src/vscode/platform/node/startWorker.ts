import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { answer } from '../../../worker';
import type { BackgroundListener, BackgroundThread } from '../backgroundThread';

/** Starts `dist/worker.js` in the Node host. */
export async function startWorker(
  extension: vscode.Uri,
  listener: BackgroundListener,
): Promise<BackgroundThread> {
  const worker = new Worker(`${extension.fsPath}/dist/worker.js`, {
    // The host's own switches (inspection, loaders) are not for this thread.
    execArgv: [],
    name: 'numbered-citations',
  });
  worker.on('message', message => listener.message(message));
  worker.on('error', error => listener.failure(error.message));
  worker.on('exit', code => listener.failure(`the worker ended with code ${code}`));
  // The thread alone never keeps the host alive.
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    stop: () => void worker.terminate(),
  };
}

/** The worker's work on this thread, from the worker's own file. */
export async function workWithoutWorker(extension: vscode.Uri): Promise<{ readonly answer: typeof answer }> {
  const file = vscode.Uri.joinPath(extension, 'dist', 'worker.js');
  const loaded = (await import(file.toString())) as { readonly default: { readonly answer: typeof answer } };
  return loaded.default;
}
