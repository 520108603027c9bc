import type { CslItem, Reference } from './types';

/** A record as a reference of a library: with nothing that only a review or an author's notes could add. */
export function plainReference(csl: CslItem, library: string): Reference {
  return {
    id: csl.id,
    csl,
    number: undefined,
    summary: undefined,
    points: [],
    topics: [],
    library,
    source: undefined,
  };
}
