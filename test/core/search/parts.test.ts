import assert from 'node:assert/strict';
import type { Reference } from '../../../src/core/library/types';
import {
  type ArraysSearchIndex,
  buildSearchIndex,
  joinSearchIndexes,
  openSearchIndex,
  type SearchIndex,
  updateSearchIndex,
} from '../../../src/core/search';
import { blocksOf, documentFrequency, impactIn, postingsOf } from '../../../src/core/search/indexArrays';
import { readStoredParts, type StoredPart, storeParts } from '../../../src/core/search/storedIndex';
import { referenceOf, smallLibrary } from './references';

const queries = [
  'long',
  'exhuastion',
  'smith 20',
  '10.1000/abc.1',
  'immunology chimeric',
  'in',
  'vaccination program',
];
const sentences = [
  'Killer cells become exhausted',
  'Müller et al. 2019 described proteins',
  'Infused NK cells kill leukemia',
  'Sequence specificities can be predicted by DeepBind',
];

/** Ids with reasons for every question; scores only where the index must be the same to the last digit. */
function answers(index: SearchIndex): readonly string[] {
  const history = [{ sentence: 'Proteins were stained overnight', ids: ['smith2015'] }];
  return [
    ...queries.map(query => index.search(query, 4)),
    ...sentences.map(sentence => index.suggest({ sentence, citedSoFar: history, exclude: ['who2021'] }, 4)),
  ].map(hits => hits.map(({ reference, reasons }) => `${reference.id} (${reasons.join(', ')})`).join('; '));
}

/** Counts how often a list is asked for a reference. */
function countingList(references: readonly Reference[]): {
  readonly length: number;
  at(place: number): Reference | undefined;
  asked: number;
} {
  return {
    length: references.length,
    asked: 0,
    at(place) {
      this.asked++;
      return references[place];
    },
  };
}

/** Places of the same objects in another list. */
function formerPlaces(before: readonly Reference[], now: readonly Reference[]): readonly number[] {
  return now.map(reference => before.indexOf(reference));
}

describe('an index over several libraries', () => {
  const whole = buildSearchIndex(smallLibrary);

  for (const cut of [0, 1, 3, 6]) {
    it(`answers as one over all their references, cut at ${cut}`, () => {
      const joined = joinSearchIndexes([
        buildSearchIndex(smallLibrary.slice(0, cut)),
        buildSearchIndex(smallLibrary.slice(cut)),
      ]);
      assert.equal(joined.size, smallLibrary.length);
      assert.deepEqual(answers(joined), answers(whole));
    });
  }

  it('takes what one of them has as written for more than what another has with a typo', () => {
    const one = buildSearchIndex([referenceOf('typo', { title: 'Exhaustoin' })]);
    const other = buildSearchIndex([referenceOf('right', { title: 'Exhaustion' })]);
    assert.deepEqual(
      joinSearchIndexes([one, other])
        .search('exhaustion', 5)
        .map(hit => hit.reference.id),
      ['right'],
    );
  });

  it('is empty of none', () => {
    assert.deepEqual(joinSearchIndexes([]).search('long', 5), []);
    assert.deepEqual(
      joinSearchIndexes([]).suggest({ sentence: 'Killer cells', exclude: ['long2023'] }, 5),
      [],
    );
  });
});

describe('an index that is opened', () => {
  it('looks only at references that may be an answer', () => {
    const many = [
      ...smallLibrary,
      ...Array.from({ length: 400 }, (_, number) =>
        referenceOf(`other${number}`, { title: 'Unrelated things' }),
      ),
    ];
    const list = countingList(many);
    const opened = openSearchIndex(buildSearchIndex(many).store(), list)!;
    assert.equal(opened.search('10.1000/abc.1', 3)[0]!.reference.id, 'muller2019');
    assert.equal(opened.search('long 2023', 1)[0]!.reference.id, 'long2023');
    const context = {
      sentence: 'Killer cells become exhausted',
      exclude: ['who2021'],
      citedSoFar: [{ sentence: 'Proteins were stained', ids: ['smith2015', 'nobody'] }],
    };
    assert.equal(opened.suggest(context, 3)[0]!.reference.id, 'garcia2018');
    assert.ok(list.asked < 60, `${list.asked} references were looked at`);
  });
});

describe('a stored index over more documents than 16 bits number', () => {
  const documents = 200_000;
  // Terms with one document, in each block; with documents on both sides of a border; in the first and last block only.
  const postings = [
    [3],
    [70_000],
    [199_999],
    [65_535, 65_536, 131_071, 131_072],
    [1, 199_998],
    [131_073, 131_074],
  ];
  const none = { codes: new Uint16Array(0), starts: new Uint32Array(1) };
  const part = {
    arrays: {
      documents,
      words: none,
      termOfWord: new Int32Array(0),
      stems: none,
      postingStarts: startsInBlocks(postings),
      postingDocuments: Uint16Array.from(postings.flat()),
      postingImpacts: Uint8Array.from(postings.flat(), (_, index) => index + 1),
      titleStarts: new Uint32Array(documents + 1),
      titleTerms: new Int32Array(0),
      titleHeads: new Int32Array(3 * documents).fill(-1),
      abstracts: new Uint8Array(documents),
    },
    places: undefined,
    identifiers: { texts: none, documents: new Int32Array(0) },
  };

  const found = ({ arrays }: StoredPart): readonly (readonly number[])[] =>
    postings.map((_, term) => [...postingsOf(arrays, term)].map(({ document }) => document));

  it('gives every document back', () => {
    const [read] = readStoredParts(storeParts([part], documents), documents)!;
    assert.deepEqual(found(read!), postings);
    assert.deepEqual(read!.arrays, part.arrays);
  });

  it('finds impact and frequency of a term in every block', () => {
    postings.forEach((ofTerm, term) => {
      assert.equal(documentFrequency(part.arrays, term), ofTerm.length);
      const before = postings.slice(0, term).flat().length;
      for (const document of postings.flat()) {
        const at = ofTerm.indexOf(document);
        assert.equal(impactIn(part.arrays, term, document), at < 0 ? 0 : (before + at + 1) / 255);
      }
    });
  });

  it('answers about the last of them', () => {
    const common = referenceOf('common', { title: 'Unrelated things' });
    const last = referenceOf('last', { title: 'Killer cells become exhausted' });
    const references = { length: 0x10001, at: (place: number) => (place < 0x10000 ? common : last) };
    const opened = openSearchIndex(buildSearchIndex(references).store(), references)!;
    assert.equal(
      opened
        .search('killer', 2)
        .map(({ reference }) => reference.id)
        .join(),
      'last',
    );
    const [best, ...others] = opened.suggest({ sentence: 'Exhausted killer cells' }, 2);
    assert.equal(best?.reference.id, 'last');
    assert.deepEqual(others, []);
  });
});

/** Where the postings of each term and block of documents begin, and where the last end. */
function startsInBlocks(postings: readonly (readonly number[])[]): Uint32Array {
  const starts = [0];
  for (const ofTerm of postings)
    for (let block = 0; block < blocksOf(200_000); block++)
      starts.push(starts.at(-1)! + ofTerm.filter(document => document >>> 16 === block).length);
  return Uint32Array.from(starts);
}

describe('an index that is brought up to date', () => {
  const stages: readonly (readonly [string, readonly Reference[]])[] = [
    ['one added', [...smallLibrary, referenceOf('new2024', { title: 'Killer cells sing' })]],
    ['one removed', smallLibrary.filter(({ id }) => id !== 'garcia2018')],
    [
      'one changed',
      smallLibrary.map(reference =>
        reference.id === 'smith2015'
          ? referenceOf('smith2015', { title: 'Exhausted killer proteins' })
          : reference,
      ),
    ],
    ['all in another order', [...smallLibrary].reverse()],
    ['nothing left', []],
    ['all again', smallLibrary.map(reference => ({ ...reference }))],
  ];

  it('answers as one that is built anew, change after change', () => {
    let index = buildSearchIndex(smallLibrary);
    let before = smallLibrary;
    for (const [name, now] of stages) {
      index = updateSearchIndex(index, now, formerPlaces(before, now));
      before = now;
      assert.equal(index.size, now.length, name);
      // In another order, works that fit as well as another come in that order.
      const sorted = (found: ArraysSearchIndex): readonly string[] =>
        answers(found).map(answer => answer.split('; ').sort().join('; '));
      if (name !== 'all in another order')
        assert.deepEqual(answers(index)[1], answers(buildSearchIndex(now))[1], name);
      assert.deepEqual(sorted(index)[0], sorted(buildSearchIndex(now))[0], name);
      for (const { id } of now)
        assert.equal(
          index.search(id, 1)[0]?.reference,
          now.find(other => other.id === id),
          name,
        );
    }
  });

  it('gives the references as they are now', () => {
    const moved = [...smallLibrary].reverse().map(reference => ({ ...reference, library: 'moved' }));
    const places = moved.map(({ id }) => smallLibrary.findIndex(reference => reference.id === id));
    const index = updateSearchIndex(buildSearchIndex(smallLibrary), moved, places);
    for (const { id } of smallLibrary) {
      const hit = index.search(id, 1)[0]!;
      assert.equal(hit.reference.id, id);
      assert.equal(hit.reference.library, 'moved');
    }
  });

  it('reads only what is new', () => {
    const list = countingList([...smallLibrary, referenceOf('new2024', { title: 'Singing cells' })]);
    const index = updateSearchIndex(buildSearchIndex(smallLibrary), list, [0, 1, 2, 3, 4, 5, -1]);
    assert.equal(list.asked, 1);
    assert.equal(index.search('singing', 1)[0]!.reference.id, 'new2024');
  });

  it('has few parts after many changes', () => {
    let index = buildSearchIndex(smallLibrary);
    let references = [...smallLibrary];
    for (let number = 0; number < 70; number++) {
      const now = [...references, referenceOf(`more${number}`, { title: `Number ${number} of many` })];
      index = updateSearchIndex(index, now, formerPlaces(references, now));
      references = now;
    }
    assert.ok(index.parts.length < 10, `${index.parts.length} parts`);
    assert.equal(index.search('more17', 1)[0]!.reference.id, 'more17');
  });

  it('is stored and opened as it is', () => {
    const now = [
      ...smallLibrary.slice(2),
      referenceOf('new2024', { title: 'Singing cells', DOI: '10.5555/sing' }),
    ];
    const index = updateSearchIndex(buildSearchIndex(smallLibrary), now, formerPlaces(smallLibrary, now));
    const opened = openSearchIndex(index.store(), now)!;
    assert.deepEqual(answers(opened), answers(index));
    assert.equal(opened.search('10.5555/sing', 1)[0]!.reference.id, 'new2024');
    assert.deepEqual(opened.search('10.1000/abc.1', 1), []);
  });
});
