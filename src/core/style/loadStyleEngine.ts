import type { StyleEngine } from './types';

/**
 * The only door to citeproc and citation-js. They are loaded at the first call, from a bundle of their own, because no
 * editor that only reads citations should pay for them.
 */
export async function loadStyleEngine(): Promise<StyleEngine> {
  const { createStyleEngine } = await import('./engine/cslEngine');
  return createStyleEngine();
}
