import { identifierIn } from '../search';

/** Longer texts are not the name of one work. */
const LONGEST = 300;

/** `Long et al., 2023`, with or without brackets: begins with a capital letter and ends with a year. */
const AUTHOR_AND_YEAR = /^[([]?\p{Lu}[^\n]*[,;\s(](?:1[89]|20)\d\d[a-z]?[)\]]{0,2}$/u;

/** Whether a text that was pasted says which work is meant: a DOI, a PMID, an address with one, an author with a year. */
export function namesWork(text: string): boolean {
  const pasted = text.trim();
  if (pasted.length > LONGEST || pasted.includes('\n')) return false;
  return identifierIn(pasted) !== undefined || AUTHOR_AND_YEAR.test(pasted);
}
