import { plainReference } from '../../library/plainReference';
import type { CslItem, CslName, Reference } from '../../library/types';
import { normaliseDoi, pubmedIdentifiers } from '../identifiers';

/** `Miller JS`, `van der Berg A-B`: a name as Vancouver's lists write it. */
const NAME =
  /^((?:\p{Ll}[\p{L}’'-]*\s){0,3}\p{Lu}[\p{L}’'-]+(?:[ -]\p{Lu}[\p{L}’'-]+)?)\s(\p{Lu}(?:-?\p{Lu}){0,3})$/u;
const DOI = /\b10\.\d{4,9}\/[^\s"<>{}|^`\\]+/;

/**
 * A record of the work that a list entry names, made from its words: only what cannot be read otherwise becomes a field
 * (DOI, PubMed id, year; authors and title where the entry has the shape `Miller JS, Doe A. Title. …`), the rest
 * stays in `note` as it is written.
 *
 * @param words the entry without label and markup
 */
export function recordOfEntry(words: string): { readonly csl: CslItem; readonly suggestedKey: string } {
  const text = words.replace(/\s+/g, ' ').trim();
  const authors = authorsOf(text);
  const title = authors === undefined ? undefined : titleOf(text, authors.end);
  const year = yearOf(text);
  const doi = DOI.exec(text)?.[0].replace(/[.,;)\]]+$/, '');
  const pmid = /\bPMID\b/i.test(text) ? pubmedIdentifiers(text)[0] : undefined;
  const rest = title === undefined ? text : text.slice(title.end).replace(/^[\s.]+/, '');
  const family = authors?.names[0]?.family ?? /^[\p{L}’'-]+/u.exec(text)?.[0] ?? 'reference';
  const csl: CslItem = {
    id: '',
    type: 'document',
    ...(title === undefined ? {} : { title: title.text, author: authors!.names }),
    ...(year === undefined ? {} : { issued: { 'date-parts': [[year]] } }),
    ...(doi === undefined ? {} : { DOI: normaliseDoi(doi) ?? doi }),
    ...(pmid === undefined ? {} : { PMID: pmid }),
    ...(rest === '' ? {} : { note: rest }),
  };
  return { csl, suggestedKey: `${plainLetters(family)}${year ?? ''}` || 'reference' };
}

/** The record as a reference of no library. */
export function referenceOfRecord(csl: CslItem, key: string): Reference {
  return plainReference({ ...csl, id: key }, '');
}

/** The authors at the start of an entry, where all of them are written as a family name and initials. */
function authorsOf(text: string): { readonly names: readonly CslName[]; readonly end: number } | undefined {
  const end = text.search(/\.\s/);
  if (end < 0 || end > 600) return undefined;
  const names: CslName[] = [];
  const written = text.slice(0, end).split(/,\s*/);
  for (const [index, part] of written.entries()) {
    if (index > 0 && index === written.length - 1 && /^et al$/.test(part)) break;
    const match = NAME.exec(part);
    if (match === null) return undefined;
    names.push({ family: match[1]!, given: [...match[2]!.replace(/-/g, '')].join(' ') });
  }
  return names.length === 0 ? undefined : { names, end: end + 1 };
}

/** The sentence behind the authors. */
function titleOf(text: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const match = /^\s*([^.?!]{8,400}[.?!])(?=\s|$)/.exec(text.slice(from));
  if (match === null || /https?:|\bdoi\b|\d{4};/i.test(match[1]!)) return undefined;
  const title = match[1]!.replace(/\.$/, '').trim();
  // `Zachary D. Stephens, Skylar Y. Lee …`: what looks like a name and a title are the parts of longer names.
  if (/\b\p{Lu}$/u.test(title) || /^\p{Lu}[\p{L}’'-]+,/u.test(title)) return undefined;
  return { text: title, end: from + match[0].length };
}

/** The only year of an entry, addresses, identifiers and page ranges left out; undefined where there are several. */
function yearOf(text: string): number | undefined {
  const read = text
    .replace(/https?:\S+|\b10\.\d{4,9}\/\S+/g, ' ')
    .replace(/\bPM(?:C?ID)\S*\s*\S+/gi, ' ')
    .replace(/[:\d]\s*\d+\s*[-–—]+\s*\d+/g, ' ');
  const years = new Set(
    [...read.matchAll(/(?<![\d.:-])(1[5-9]\d\d|20\d\d)[a-z]?(?![\d-])/g)].map(match => match[1]!),
  );
  return years.size === 1 ? Number([...years][0]) : undefined;
}

function plainLetters(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
