/**
 * `node:assert/strict` for the editor tests that run in a web worker, where Node's own is not there.
 * The bundler puts it in that module's place; it has the part of it that editor tests use.
 */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Fails with `message`. */
export function fail(message: unknown = 'failed'): never {
  throw message instanceof Error ? message : new AssertionError(String(message));
}

/** Fails unless `value` is truthy. */
export function ok(value: unknown, message?: unknown): asserts value {
  if (!value) fail(message ?? `expected a truthy value, found ${show(value)}`);
}

/** Fails unless both are the same value (`Object.is`). */
export function equal(actual: unknown, expected: unknown, message?: unknown): void {
  if (!Object.is(actual, expected)) fail(message ?? `expected ${show(expected)}\nfound ${show(actual)}`);
}

/** Fails when both are the same value. */
export function notEqual(actual: unknown, expected: unknown, message?: unknown): void {
  if (Object.is(actual, expected)) fail(message ?? `expected anything but ${show(expected)}`);
}

/** Fails unless both have the same plain data in them. */
export function deepEqual(actual: unknown, expected: unknown, message?: unknown): void {
  if (!same(actual, expected)) fail(message ?? `expected ${show(expected)}\nfound ${show(actual)}`);
}

/** Fails when both have the same plain data in them. */
export function notDeepEqual(actual: unknown, expected: unknown, message?: unknown): void {
  if (same(actual, expected)) fail(message ?? `expected anything but ${show(expected)}`);
}

/** Fails unless `pattern` is found in `text`. */
export function match(text: string, pattern: RegExp, message?: unknown): void {
  if (!pattern.test(text)) fail(message ?? `expected ${pattern} in ${show(text)}`);
}

/** Fails when `pattern` is found in `text`. */
export function doesNotMatch(text: string, pattern: RegExp, message?: unknown): void {
  if (pattern.test(text)) fail(message ?? `expected no ${pattern} in ${show(text)}`);
}

/** Fails unless `action` throws. */
export function throws(action: () => unknown, expected?: RegExp): void {
  try {
    action();
  } catch (error) {
    checkError(error, expected);
    return;
  }
  fail('expected an exception');
}

/** Fails when `action` throws. */
export function doesNotThrow(action: () => unknown): void {
  action();
}

/** Fails unless the promise is rejected. */
export async function rejects(
  action: Promise<unknown> | (() => Promise<unknown>),
  expected?: RegExp,
): Promise<void> {
  try {
    await (typeof action === 'function' ? action() : action);
  } catch (error) {
    checkError(error, expected);
    return;
  }
  fail('expected a rejection');
}

/** Fails when the promise is rejected. */
export async function doesNotReject(action: Promise<unknown> | (() => Promise<unknown>)): Promise<void> {
  await (typeof action === 'function' ? action() : action);
}

const strictEqual = equal;
const notStrictEqual = notEqual;
const deepStrictEqual = deepEqual;

export { deepStrictEqual, notStrictEqual, strictEqual };

// Node's module is a function with the checks on it, and tests import it by default.
export default Object.assign((value: unknown, message?: unknown): void => ok(value, message), {
  fail,
  ok,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  match,
  doesNotMatch,
  throws,
  doesNotThrow,
  rejects,
  doesNotReject,
  strictEqual,
  notStrictEqual,
  deepStrictEqual,
});

function checkError(error: unknown, expected: RegExp | undefined): void {
  if (expected) match(String(error), expected);
}

function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (left instanceof Map && right instanceof Map) return same([...left], [...right]);
  if (left instanceof Set && right instanceof Set) return same([...left], [...right]);
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      key =>
        key in right && same((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
    )
  );
}

function show(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 1) ?? String(value);
  } catch {
    return String(value);
  }
}
