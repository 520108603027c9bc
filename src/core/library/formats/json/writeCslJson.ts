import type { Reference } from '../../types';

/** Writes references as a list of CSL-JSON records (schema 1.0.2), indented by two spaces. */
export function writeCslJson(references: readonly Reference[]): string {
  const items = references.map(({ id, csl, summary }) => {
    const annote = csl['annote'] ?? (summary === csl.note ? undefined : summary);
    return annote === undefined ? { ...csl, id } : { ...csl, id, annote };
  });
  return `${JSON.stringify(items, undefined, 2)}\n`;
}
