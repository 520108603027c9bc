import type { RequestMessage, ResponseMessage } from '../../worker';

/** A running `dist/worker.js`, however the host starts one. */
export interface BackgroundThread {
  /** Sends a message; buffers in `transfer` are handed over, and gone from here. */
  post(message: RequestMessage, transfer: readonly ArrayBuffer[]): void;
  stop(): void;
}

/** What the side that starts a thread hears of it. */
export interface BackgroundListener {
  message(response: ResponseMessage): void;
  /** The thread has ended on its own, or never began; nothing more will come. */
  failure(reason: string): void;
}
