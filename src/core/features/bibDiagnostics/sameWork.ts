import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import { say } from '../../text/message';
import type { BibRule } from './types';
import { worksOf } from './works';

/** Two records with different keys for one work. */
export const sameWork: BibRule = {
  code: 'bib-same-work',
  severity: 'information',
  description:
    'Two records with different keys are the same work: the same DOI or PMID, or the same first author, year and title.',
  check: ({ document, firstOfWork }, index) => {
    const block = document.blocks[index]!;
    if (block.key === '') return [];
    const facts = bibtexFacts(document, index);
    for (const work of worksOf(facts)) {
      const first = firstOfWork.get(work);
      if (first === undefined || first === index) continue;
      const other = document.blocks[first]!;
      if (other.key.toLowerCase() === block.key.toLowerCase()) continue;
      // A chapter and its book, or an article and its erratum, may share what names the work but are of another kind.
      if (!work.startsWith('doi:') && other.type !== block.type) continue;
      const start = document.starts[index]!;
      const otherStart = document.starts[first]!;
      return [
        {
          range: { start: start + block.keyRange.start, end: start + block.keyRange.end },
          ...say('“{0}” is the same work. Cite one of the two and remove the other.', other.key),
          related: [
            {
              range: { start: otherStart + other.keyRange.start, end: otherStart + other.keyRange.end },
              ...say('The other record of this work'),
            },
          ],
        },
      ];
    }
    return [];
  },
};
