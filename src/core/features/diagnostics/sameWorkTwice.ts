import { foldLetters } from '../../numbering/foldedText';
import { pubmedIdentifiers } from '../../numbering/identifiers';
import { doisIn } from '../../numbering/writtenDoi';
import { say, sayTitle } from '../../text/message';
import type { CheckContext, Finding, Rule } from './types';

/** One work as entry 4 and as entry 9. */
export const sameWorkTwice: Rule = {
  code: 'same-work-twice',
  severity: 'warning',
  description: 'Two entries of a reference list are the same work, by library record, DOI, PMID or words.',
  fixAll: false,
  check: context => {
    const findings: Finding[] = [];
    const seen = new Map<string, (typeof context.entries)[number]>();
    for (const place of context.entries) {
      const signs = signsOf(context, place).map(sign => ({ ...sign, id: `${place.list}|${sign.id}` }));
      const sign = signs.find(({ id }) => seen.has(id));
      const first = sign && seen.get(sign.id);
      if (first && sign && first.entry.number !== place.entry.number) {
        const [kept, given] = [first.entry.number, place.entry.number];
        findings.push({
          range: place.entry.range,
          ...say('Reference {0} is the same work as {1}: both have the same {2}.', given, kept, sign.what),
          related: [{ range: first.entry.range, ...say('Reference {0}.', kept) }],
          remedy: {
            kind: 'merge',
            ...sayTitle('Merge reference {0} into {1}', given, kept),
            kept,
            given,
            list: place.list,
          },
        });
      }
      for (const { id } of signs) if (!seen.has(id)) seen.set(id, place);
    }
    return findings;
  },
};

function signsOf(
  { text }: CheckContext,
  { entry, scope }: CheckContext['entries'][number],
): readonly { readonly id: string; readonly what: string }[] {
  const words = text.slice(entry.textRange.start, entry.textRange.end);
  const linked = scope.numbering.byNumber.get(entry.number);
  const signs: { id: string; what: string }[] = [];
  if (linked?.entry === entry && linked.reference) {
    signs.push({ id: `record:${linked.reference.id}`, what: `library record (${linked.reference.id})` });
  }
  // An entry that names several identifiers names other works too (an erratum, a comment).
  const dois = [...new Set(doisIn(words).map(({ doi }) => doi))];
  if (dois.length === 1) signs.push({ id: `doi:${dois[0]}`, what: `DOI, ${dois[0]}` });
  const pubmed = pubmedIdentifiers(words).filter(identifier => !identifier.startsWith('pmc'));
  if (pubmed.length === 1) signs.push({ id: `pmid:${pubmed[0]}`, what: `PMID, ${pubmed[0]}` });
  const letters = foldLetters(words);
  if (letters.length >= 24) signs.push({ id: `words:${letters}`, what: 'words' });
  return signs;
}
