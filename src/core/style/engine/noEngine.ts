import { type StyleEngine, StyleError } from '../types';

/**
 * Stands in the place of the engine in the bundle for browsers, which have it in their worker (esbuild.js).
 *
 * @throws StyleError always: this host starts no worker
 */
export function createStyleEngine(): StyleEngine {
  throw new StyleError(
    'This browser starts no worker for the extension, and references are formatted in one.',
  );
}
