import type * as vscode from 'vscode';
import type {
  RequestInput,
  RequestKind,
  RequestMessage,
  RequestProgress,
  RequestValue,
  ResponseMessage,
} from '../worker';
import type { BackgroundThread } from './platform/backgroundThread';
import { startWorker, workWithoutWorker } from './platform/startWorker';

declare function setTimeout(action: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** A thread that nobody has asked for so long is stopped: its memory goes back, and the next question starts another. */
const IDLE = 120_000;

/** Work on this thread gives way to others after so many milliseconds. */
const SLICE = 8;

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((progress: never) => void) | undefined;
}

/** How a request is sent. */
export interface AskOptions<Kind extends RequestKind> {
  /** Buffers of the input that are handed over, and gone from here. */
  readonly transfer?: readonly ArrayBuffer[];
  readonly progress?: (progress: RequestProgress<Kind>) => void;
}

/**
 * Work that must not hold up the extension host: sends requests to a worker of its own, started when first asked. Where
 * no worker can be started the same work runs here, in slices. Who has long work of another kind makes another one, so
 * that neither waits for the other.
 */
export class Background implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #pending = new Map<number, Pending>();
  #thread: Promise<BackgroundThread | undefined> | undefined;
  /** Counts the threads. */
  #generation = 0;
  #asked = 0;
  #idle: unknown;
  #disposed = false;

  constructor(extension: vscode.Uri) {
    this.#extension = extension;
  }

  /**
   * Asks for work of `kind`.
   *
   * @throws Error with the message of what went wrong; also when the worker ends meanwhile
   */
  async ask<Kind extends RequestKind>(
    kind: Kind,
    input: RequestInput<Kind>,
    { transfer = [], progress }: AskOptions<Kind> = {},
  ): Promise<RequestValue<Kind>> {
    if (this.#disposed) throw new Error('the extension was stopped');
    const message: RequestMessage = { id: ++this.#asked, kind, input };
    const answered = new Promise<RequestValue<Kind>>((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject, progress });
    });
    clearTimeout(this.#idle);
    this.#thread ??= this.#start();
    const thread = await this.#thread;
    if (thread === undefined) void this.#answerHere(message);
    else if (this.#pending.has(message.id)) this.#post(thread, message, transfer);
    return answered;
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop('the extension was stopped');
  }

  /** Whether a worker runs; false before the first question, and where the work runs in slices here. */
  async isWorker(): Promise<boolean> {
    return (await this.#thread) !== undefined;
  }

  /** Undefined where no worker can be started. */
  async #start(): Promise<BackgroundThread | undefined> {
    const generation = this.#generation;
    const failure = (reason: string): void => {
      // A thread that was stopped on purpose tells of its end too.
      if (generation === this.#generation) this.#stop(reason);
    };
    try {
      return await startWorker(this.#extension, { message: response => this.#receive(response), failure });
    } catch {
      return undefined;
    }
  }

  #post(thread: BackgroundThread, message: RequestMessage, transfer: readonly ArrayBuffer[]): void {
    try {
      thread.post(message, transfer);
    } catch (error) {
      this.#receive({ id: message.id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #answerHere(message: RequestMessage): Promise<void> {
    const { answer } = await workWithoutWorker(this.#extension);
    let since = Date.now();
    const pause = (): Promise<void> | undefined => {
      if (Date.now() - since < SLICE) return undefined;
      return new Promise(resume =>
        setTimeout(() => {
          since = Date.now();
          resume();
        }, 0),
      );
    };
    await answer(message, response => this.#receive(response), pause);
  }

  #receive(response: ResponseMessage): void {
    const pending = this.#pending.get(response.id);
    if (pending === undefined) return;
    if ('progress' in response) {
      pending.progress?.(response.progress as never);
      return;
    }
    this.#pending.delete(response.id);
    if (this.#pending.size === 0 && !this.#disposed) {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.#stop('nothing was asked'), IDLE);
    }
    if ('error' in response) pending.reject(new Error(response.error));
    else pending.resolve(response.value as never);
  }

  #stop(reason: string): void {
    clearTimeout(this.#idle);
    this.#generation++;
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.then(running => running?.stop());
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new Error(reason));
  }
}
