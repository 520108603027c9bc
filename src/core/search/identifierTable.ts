import { type Identifier, plainDoi } from './identifierQuery';
import { lowerBound, type PackedWords, packWords, wordAt } from './packedWords';
import type { SearchedReferences } from './types';

/** DOIs (plain) and PMIDs (behind `pmid `) of references, sorted by code units, with the document of each. */
export interface Identifiers {
  readonly texts: PackedWords;
  readonly documents: Int32Array;
}

/** Documents that a DOI finds while it is typed. */
const BEGUN = 20;

/** A DOI that is shorter than this is no DOI yet. */
const SHORTEST = 10;

/** Longer ones are cut: no identifier is, and a hostile library is one of megabytes. */
const LONGEST = 1000;

/** Documents by DOI and by PMID. Read when first asked, because few questions are identifiers. */
export class IdentifierTable {
  private read: Identifiers | undefined;

  constructor(private readonly reading: () => Identifiers) {}

  get identifiers(): Identifiers {
    this.read ??= this.reading();
    return this.read;
  }

  /** Documents with this identifier. A DOI that is being typed finds those that begin with it. */
  find(identifier: Identifier): readonly number[] {
    const wanted = identifier.kind === 'pmid' ? `pmid ${identifier.value}` : identifier.value;
    const exact = this.ofTexts(wanted, text => text === wanted);
    if (exact.length > 0 || identifier.kind === 'pmid' || wanted.length < SHORTEST) return exact;
    return this.ofTexts(wanted, text => text.startsWith(wanted));
  }

  private ofTexts(first: string, isWanted: (text: string) => boolean): readonly number[] {
    const { texts, documents } = this.identifiers;
    const found: number[] = [];
    for (let at = lowerBound(texts, first); at < documents.length && found.length < BEGUN; at++) {
      if (!isWanted(wordAt(texts, at))) break;
      found.push(documents[at] as number);
    }
    return found;
  }
}

/** Reads the identifiers of references. */
export function identifiersOf(references: SearchedReferences): Identifiers {
  const found: { readonly text: string; readonly document: number }[] = [];
  for (let document = 0; document < references.length; document++) {
    const { DOI, PMID } = references.at(document)!.csl;
    if (typeof DOI === 'string' && DOI !== '')
      found.push({ text: plainDoi(DOI.slice(0, LONGEST)), document });
    const pmid = PMID === undefined || PMID === null ? '' : String(PMID).replace(/\D/g, '');
    if (pmid !== '') found.push({ text: `pmid ${pmid.slice(0, LONGEST)}`, document });
  }
  found.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.document - b.document));
  return {
    texts: packWords(found.map(({ text }) => text)),
    documents: Int32Array.from(found, ({ document }) => document),
  };
}
