import { readFileSync } from 'node:fs';

/** The longest time for which a thread did nothing else than one piece of work, in milliseconds. */
export interface LongestStall {
  /** By the clock: on a busy machine other programs hold the thread up as well. */
  readonly blocked: number;
  /** How long the thread itself ran meanwhile. */
  readonly busy: number;
}

/** Turns the event loop as fast as it goes; `stop` ends that and gives the longest turn. Only on Node's main thread. */
export function watchStalls(): { readonly longest: () => LongestStall; readonly stop: () => LongestStall } {
  let last = performance.now();
  let lastBusy = busyMilliseconds();
  let isRunning = true;
  const longest = { blocked: 0, busy: 0 };
  const tick = (): void => {
    if (!isRunning) return;
    const now = performance.now();
    const busy = busyMilliseconds();
    longest.blocked = Math.max(longest.blocked, now - last);
    longest.busy = Math.max(longest.busy, busy === undefined ? now - last : busy - lastBusy!);
    last = now;
    lastBusy = busy;
    setImmediate(tick);
  };
  tick();
  return {
    longest: () => ({ ...longest }),
    stop: () => {
      isRunning = false;
      return longest;
    },
  };
}

/** For how long the main thread has run on a processor, as Linux tells it; undefined elsewhere. */
export function busyMilliseconds(): number | undefined {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}
