import type { BibtexFacts } from '../../library/formats/bibtex/bibtexFacts';

/** What identifies the work of a record, the surest first: DOI and PMID; first author, year and title. */
export function worksOf({ doi, pmid, work }: BibtexFacts): readonly string[] {
  return [
    ...(doi === undefined ? [] : [`doi:${doi}`]),
    ...(pmid === undefined ? [] : [`pmid:${pmid}`]),
    ...(work === undefined ? [] : [`work:${work}`]),
  ];
}
