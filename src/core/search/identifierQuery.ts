/** A DOI or PMID that was typed or pasted, also within an address. */
export type Identifier =
  | { readonly kind: 'doi'; readonly value: string }
  | { readonly kind: 'pmid'; readonly value: string };

/** Reads an identifier from what was typed; undefined where it is words. DOIs are compared without regard to case (ISO 26324). */
export function identifierIn(query: string): Identifier | undefined {
  const doi = /10\.\d{4,9}\/[^\s<>"]+/.exec(query.slice(0, 2000).replace(/%2f/i, '/'))?.[0];
  if (doi !== undefined) return { kind: 'doi', value: plainDoi(doi) };
  const pmid = /(?:pmid[:\s]{0,3}|pubmed[^\d]{0,24}|^\s*)(\d{5,9})\s*\]?$/i.exec(query.slice(0, 200))?.[1];
  return pmid === undefined ? undefined : { kind: 'pmid', value: pmid };
}

/** A DOI as it is compared: small letters, without the address before it and what a sentence puts behind it. */
export function plainDoi(doi: string): string {
  return doi
    .toLowerCase()
    .replace(/^.*?(?=10\.\d)/, '')
    .replace(/[\].,;)}]+$/, '');
}
