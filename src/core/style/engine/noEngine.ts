import type { StyleEngine } from '../types';

/**
 * Stands in the place of the engine in the bundle for browsers, which have it in their worker (esbuild.js).
 *
 * @throws Error always: this host starts no worker
 */
export function createStyleEngine(): StyleEngine {
  throw new Error('This browser starts no worker for the extension, and references are formatted in one.');
}
