import { pause } from './debounce';

/** Work gives way to others after so many milliseconds. */
const SLICE = 8;

/**
 * Runs work that pauses by itself now and then, and lets others run in between.
 *
 * @param isWanted asked at each pause: work that nobody waits for any more is dropped
 * @returns undefined for dropped work
 */
export async function inSlices<Value>(
  work: Generator<undefined, Value>,
  isWanted: () => boolean = () => true,
): Promise<Value | undefined> {
  for (let since = Date.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (Date.now() - since < SLICE) continue;
    await pause(0);
    if (!isWanted()) return undefined;
    since = Date.now();
  }
}
