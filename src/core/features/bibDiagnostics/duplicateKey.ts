import { bibtexBlockRange } from '../../library/formats/bibtex/bibtexDocument';
import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import { say, sayTitle } from '../../text/message';
import type { TextRange } from '../../text/textRange';
import type { BibContext, BibRule } from './types';
import { worksOf } from './works';

/** Two records with one key, in any case. */
export const duplicateKey: BibRule = {
  code: 'bib-duplicate-key',
  severity: 'error',
  description: 'Two records have the same citation key, in any case.',
  check: (context, index) => {
    const { document, byKey } = context;
    const block = document.blocks[index]!;
    const first = block.key === '' ? undefined : byKey.get(block.key.toLowerCase())?.[0];
    if (first === undefined || first === index) return [];
    const start = document.starts[index]!;
    const other = document.starts[first]!;
    const { keyRange } = document.blocks[first]!;
    const sameness = sameRecord(context, first, index);
    const words = {
      identical: 'It says the same as that one.',
      work: 'Both are the same work.',
      other: 'Give this one a key of its own.',
    }[sameness];
    return [
      {
        range: { start: start + block.keyRange.start, end: start + block.keyRange.end },
        ...say('An earlier record has the key “{0}”, so that this one is never cited. {1}', block.key, words),
        related: [
          {
            range: { start: other + keyRange.start, end: other + keyRange.end },
            ...say('The first record with this key'),
          },
        ],
        ...(sameness === 'other'
          ? {}
          : {
              fix: {
                ...sayTitle('Remove this duplicate'),
                edits: [
                  { range: withLineEnd(document.text, bibtexBlockRange(document, index)), newText: '' },
                ],
              },
            }),
      },
    ];
  },
};

function sameRecord({ document }: BibContext, first: number, second: number): 'identical' | 'work' | 'other' {
  const words = (index: number): string => {
    const { start, end } = bibtexBlockRange(document, index);
    return document.text.slice(start, end).replace(/\s+/g, '');
  };
  if (document.blocks[first]!.type === document.blocks[second]!.type && words(first) === words(second)) {
    return 'identical';
  }
  const works = worksOf(bibtexFacts(document, first));
  return worksOf(bibtexFacts(document, second)).some(work => works.includes(work)) ? 'work' : 'other';
}

/** A record with the blank lines behind it, so that its neighbours keep the distance that they have. */
function withLineEnd(text: string, { start, end }: TextRange): TextRange {
  const behind = /[ \t]*(?:\r?\n){0,2}/y;
  behind.lastIndex = end;
  return { start, end: end + (behind.exec(text)?.[0].length ?? 0) };
}
