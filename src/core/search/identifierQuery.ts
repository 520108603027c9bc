import type { Reference } from '../library/types';

/** A DOI or PMID that was typed or pasted, also within an address. */
export type Identifier =
  | { readonly kind: 'doi'; readonly value: string }
  | { readonly kind: 'pmid'; readonly value: string };

/** Reads an identifier from what was typed; undefined where it is words. DOIs are compared without regard to case (ISO 26324). */
export function identifierIn(query: string): Identifier | undefined {
  const doi = /10\.\d{4,9}\/[^\s<>"]+/.exec(query.slice(0, 2000))?.[0];
  if (doi !== undefined) return { kind: 'doi', value: plainDoi(doi) };
  const pmid = /(?:pmid[:\s]{0,3}|pubmed[^\d]{0,24}|^\s*)(\d{5,9})\s*\]?$/i.exec(query.slice(0, 200))?.[1];
  return pmid === undefined ? undefined : { kind: 'pmid', value: pmid };
}

/** Documents by DOI and by PMID. A DOI that is being typed finds those that begin with it. */
export class IdentifierTable {
  private readonly documents = new Map<string, number[]>();

  constructor(references: readonly Reference[]) {
    references.forEach((reference, document) => {
      const { DOI, PMID } = reference.csl;
      if (typeof DOI === 'string' && DOI !== '') this.add(plainDoi(DOI), document);
      if (PMID !== undefined && PMID !== '') this.add(`pmid ${String(PMID).replace(/\D/g, '')}`, document);
    });
  }

  find(identifier: Identifier): readonly number[] {
    if (identifier.kind === 'pmid') return this.documents.get(`pmid ${identifier.value}`) ?? [];
    const exact = this.documents.get(identifier.value);
    if (exact !== undefined || identifier.value.length < 10) return exact ?? [];
    const begun: number[] = [];
    for (const [doi, documents] of this.documents) {
      if (doi.startsWith(identifier.value)) begun.push(...documents);
      if (begun.length > 20) break;
    }
    return begun;
  }

  private add(key: string, document: number): void {
    const known = this.documents.get(key);
    if (known === undefined) this.documents.set(key, [document]);
    else known.push(document);
  }
}

function plainDoi(doi: string): string {
  return doi
    .toLowerCase()
    .replace(/^.*?(?=10\.\d)/, '')
    .replace(/[\].,;)}]+$/, '');
}
