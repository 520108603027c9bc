import assert from 'node:assert/strict';
import { buildSearchIndex, type CitingContext, openSearchIndex } from '../../../src/core/search';
import { abbreviationsIn } from '../../../src/core/search/abbreviations';
import { smallLibrary } from './references';

describe('suggestions for a sentence', () => {
  const index = buildSearchIndex(smallLibrary);
  const ids = (context: CitingContext): readonly string[] =>
    index.suggest(context, 10).map(hit => hit.reference.id);

  it('are those that say what the sentence says', () => {
    assert.equal(ids({ sentence: 'Killer cells become exhausted' })[0], 'garcia2018');
    assert.equal(ids({ sentence: 'Tumors were labeled with antibodies' })[0], 'muller2019');
    assert.equal(ids({ sentence: 'Sequence specificities can be predicted' })[0], 'smith2020');
  });

  it('leave out works that share nothing with the place', () => {
    assert.deepEqual(ids({ sentence: 'The weather was fine' }), []);
    assert.deepEqual(ids({ sentence: '' }), []);
    assert.ok(!ids({ sentence: 'Killer cells become exhausted' }).includes('who2021'));
  });

  it('follow a name in the sentence, but not a word that looks like it', () => {
    assert.equal(ids({ sentence: 'As Long and colleagues have shown for cells' })[0], 'long2023');
    const named = index.suggest({ sentence: 'Müller et al. 2019 described proteins' }, 1)[0]!;
    assert.equal(named.reference.id, 'muller2019');
    assert.equal(named.reasons[0], 'you wrote Müller 2019');
    assert.ok(
      index
        .suggest({ sentence: 'It took long to search proteins' }, 5)
        .every(hit => !hit.reasons.join().includes('you wrote')),
    );
  });

  it('follow the name of a tool', () => {
    assert.equal(ids({ sentence: 'We ran DeepBind' })[0], 'smith2020');
  });

  it('see what abbreviations stand for, from the library and from the manuscript', () => {
    assert.ok(ids({ sentence: 'Infused NK' }).includes('garcia2018'));
    assert.deepEqual(ids({ sentence: 'Here GRVP' }), []);
    assert.equal(
      ids({
        sentence: 'Here GRVP',
        precedingSentence: 'The global report on vaccination programmes (GRVP) is new.',
      })[0],
      'who2021',
    );
  });

  it('give what a similar sentence cited', () => {
    const sentence = 'Membranes were stained overnight';
    assert.deepEqual(ids({ sentence }), []);
    const cited = [{ sentence: 'Proteins were stained overnight', ids: ['smith2015'] }];
    const hits = index.suggest({ sentence: 'Sequence proteins were stained', citedSoFar: cited }, 10);
    const hit = hits.find(({ reference }) => reference.id === 'smith2015')!;
    assert.ok(hit.reasons.includes('cited for a similar sentence'), hit.reasons.join());
    assert.ok(hit.reasons.includes('cited once already'));
  });

  it('never repeat what the citation holds', () => {
    const sentence = 'Killer cells become exhausted';
    assert.ok(!ids({ sentence, exclude: ['garcia2018'] }).includes('garcia2018'));
  });

  it('do not repeat what the same sentence cites', () => {
    const before = 'Killer cells in leukemia carry a receptor';
    const context = { sentence: `${before}, or tire in solid cancers` };
    const cited = [{ sentence: before, ids: ['long2023'] }];
    assert.equal(ids({ ...context, citedSoFar: cited })[0], 'garcia2018');
  });

  it('are the same however the history came about', () => {
    const cited = smallLibrary.map(reference => ({
      sentence: `About ${reference.csl.title}`,
      ids: [reference.id],
    }));
    const grown = buildSearchIndex(smallLibrary);
    const sentence = 'Sequence specificities of proteins';
    for (const length of [1, 4, 2, 6, 0, 3]) {
      const citedSoFar = cited.slice(0, length);
      assert.deepEqual(
        grown.suggest({ sentence, citedSoFar }, 5),
        buildSearchIndex(smallLibrary).suggest({ sentence, citedSoFar }, 5),
      );
    }
    const changed = [{ ...cited[0]!, ids: ['who2021', 'nobody'] }, ...cited.slice(1)];
    assert.deepEqual(
      grown.suggest({ sentence, citedSoFar: changed }, 5),
      buildSearchIndex(smallLibrary).suggest({ sentence, citedSoFar: changed }, 5),
    );
  });

  it('have scores from 0 to 1, best first, and reasons', () => {
    const hits = index.suggest({ sentence: 'Sequence of proteins in killer cells' }, 10);
    assert.ok(hits.length > 2);
    hits.forEach((hit, rank) => {
      assert.ok(hit.score >= 0 && hit.score <= 1);
      assert.ok(rank === 0 || hit.score <= hits[rank - 1]!.score);
      assert.ok(hit.reasons.length > 0);
    });
  });

  it('answer hostile contexts', () => {
    const sentence = '((A'.repeat(50_000);
    index.suggest({ sentence, precedingSentence: sentence, citedSoFar: [{ sentence, ids: ['x'] }] }, 5);
    assert.deepEqual(buildSearchIndex([]).suggest({ sentence: 'Killer cells' }, 5), []);
  });
});

describe('abbreviations', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ['of natural killer (NK) cells', [['NK', 'natural killer']]],
    ['induced pluripotent stem cells (iPSCs).', [['iPSC', 'induced pluripotent stem cells']]],
    ['the Gene Ontology (GO; see below)', [['GO', 'Gene Ontology']]],
    ['as shown (Figure 2) and (see below)', []],
    ['killer (XQ) cells', []],
    ['end. New (EN)', []],
  ];
  for (const [text, expected] of cases) {
    it(`in “${text}”`, () =>
      assert.deepEqual(
        abbreviationsIn(text).map(({ short, long }) => [short, long]),
        expected,
      ));
  }
});

describe('a stored index', () => {
  const built = buildSearchIndex(smallLibrary);
  const bytes = built.store();

  it('answers like the one that was built', () => {
    const opened = openSearchIndex(bytes, smallLibrary)!;
    assert.deepEqual(
      opened.parts.map(part => part.arrays),
      built.parts.map(part => part.arrays),
    );
    for (const query of ['long', 'exhuastion', 'smith 20', '10.1000/abc.1']) {
      assert.deepEqual(opened.search(query, 5), built.search(query, 5));
    }
    const context = { sentence: 'Killer cells become exhausted' };
    assert.deepEqual(opened.suggest(context, 5), built.suggest(context, 5));
  });

  it('is opened from the middle of a buffer', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    assert.ok(openSearchIndex(shifted.subarray(3), smallLibrary));
  });

  it('is refused where it is cut off, of other references, or no index', () => {
    assert.equal(openSearchIndex(bytes, smallLibrary.slice(1)), undefined);
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(openSearchIndex(bytes.subarray(0, length), smallLibrary), undefined, `${length}`);
    }
    assert.equal(openSearchIndex(new TextEncoder().encode('{"index":1}'), smallLibrary), undefined);
  });

  it('is refused, whatever byte is wrong', () => {
    for (let at = 0; at < bytes.length; at += 3) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0xff;
      assert.equal(openSearchIndex(damaged, smallLibrary), undefined, `${at}`);
    }
  });
});
