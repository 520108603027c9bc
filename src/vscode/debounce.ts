import type * as vscode from 'vscode';

// Both extension hosts have timers; the types of neither Node nor the browser are loaded in this room.
declare function setTimeout(action: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds));
}

/** Runs an action once a burst of requests for the same key has been quiet for a while. */
export class Debounced implements vscode.Disposable {
  readonly #milliseconds: number;
  readonly #timers = new Map<string, unknown>();

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Asks for `action`; an action that waits under the same key is replaced. */
  schedule(key: string, action: () => void): void {
    this.cancel(key);
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        action();
      }, this.#milliseconds),
    );
  }

  /** Drops the action that waits under `key`. */
  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
