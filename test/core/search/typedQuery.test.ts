import assert from 'node:assert/strict';
import { buildSearchIndex } from '../../../src/core/search';
import { referenceOf, smallLibrary } from './references';

describe('searching by what is typed', () => {
  const index = buildSearchIndex(smallLibrary);
  const found = (query: string): readonly string[] => index.search(query, 10).map(hit => hit.reference.id);

  const first: readonly (readonly [string, string])[] = [
    ['long', 'long2023'],
    ['Long 23', 'long2023'],
    ['(Long et al., 2023)', 'long2023'],
    ['2023 long', 'long2023'],
    ['Smith 2015', 'smith2015'],
    ['smi 20', 'smith2020'],
    ['muller', 'muller2019'],
    ['Mueller labeling tumors', 'muller2019'],
    ['labelled tumor', 'muller2019'],
    ['o’brien', 'muller2019'],
    ['obrien', 'muller2019'],
    ['alpha synuclein', 'muller2019'],
    ['exhuastion', 'garcia2018'],
    ['exhasut', 'garcia2018'],
    ['marquez', 'garcia2018'],
    ['solid killer exhaus', 'garcia2018'],
    ['cancer discov', 'garcia2018'],
    ['deepbind', 'smith2020'],
    ['depbind', 'smith2020'],
    ['world health', 'who2021'],
    ['vaccination program', 'who2021'],
    ['2021', 'who2021'],
    ['immunology chimeric', 'long2023'],
    ['garcia2018', 'garcia2018'],
    ['10.1000/abc.1', 'muller2019'],
    ['https://doi.org/10.1000/ABC.1.', 'muller2019'],
    ['PMID: 31234567', 'muller2019'],
    ['31234567', 'muller2019'],
    ['https://pubmed.ncbi.nlm.nih.gov/31234567', 'muller2019'],
    ['https://doi.org/10.1000%2FABC.1', 'muller2019'],
    ['10.1000/ab', 'muller2019'],
    ['Müller & O’Brien 2019', 'muller2019'],
    ['Smith, Long and Lee 2020', 'smith2020'],
    ['[Smith et al. 2015]', 'smith2015'],
    ['tumour', 'muller2019'],
    ['tumou', 'muller2019'],
    ['leukaem', 'long2023'],
    ['leukaemia receptor', 'long2023'],
    ['labeli', 'muller2019'],
    ['specificity', 'smith2020'],
  ];
  for (const [query, id] of first) it(`finds ${id} by ${query}`, () => assert.equal(found(query)[0], id));

  it('takes words begun in one spelling for those in the other', () => {
    const british = buildSearchIndex([
      referenceOf('a', { title: 'Haematology of oestrogens and fibre optimisation' }),
      referenceOf('b', { title: 'Hematology of estrogens and fiber optimization' }),
    ]);
    for (const query of [
      'haemat',
      'hemat',
      'oestr',
      'estr',
      'haematolog',
      'hematolog',
      'optimise',
      'optimize',
    ]) {
      assert.equal(british.search(query, 5).length, 2, query);
    }
  });

  it('takes words in any order', () => {
    assert.deepEqual(found('sequence proteins'), found('proteins sequence'));
  });

  it('finds those that have all words before those that have one', () => {
    assert.deepEqual(found('smith sequence databases')[0], 'smith2015');
    assert.ok(found('smith sequence databases').includes('smith2020'));
  });

  it('takes an author before a word of the title', () => {
    assert.ok(found('long').indexOf('long2023') < found('long').indexOf('smith2015'));
  });

  it('says why', () => {
    assert.deepEqual(index.search('Long 23', 1)[0]!.reasons, ['Long', '2023']);
    assert.deepEqual(index.search('exhuastion', 1)[0]!.reasons, ['exhaustion']);
    assert.deepEqual(index.search('10.1000/abc.1', 1)[0]!.reasons, ['DOI']);
  });

  it('finds nothing where there is nothing to find', () => {
    assert.deepEqual(found(''), []);
    assert.deepEqual(found('   ,;'), []);
    assert.deepEqual(found('qqqqqqqq'), []);
    assert.deepEqual(found('10.9999/nowhere'), []);
    assert.deepEqual(buildSearchIndex([]).search('long', 5), []);
  });

  it('gives no more than asked for, each once, best first', () => {
    const hits = index.search('in', 3);
    assert.ok(hits.length <= 3);
    const all = index.search('a', 10);
    assert.equal(new Set(all.map(hit => hit.reference.id)).size, all.length);
    for (let i = 1; i < all.length; i++) assert.ok(all[i - 1]!.score >= all[i]!.score);
  });

  it('answers hostile queries', () => {
    for (const query of [
      'a'.repeat(100_000),
      '10.'.repeat(10_000),
      '('.repeat(5000),
      '\u0000\ud800',
      'x '.repeat(5000),
    ]) {
      index.search(query, 5);
    }
  });

  it('is searched by topic labels, summaries and points', () => {
    const labelled = buildSearchIndex(
      [
        referenceOf('a', { title: 'One' }, { topics: ['t1'] }),
        referenceOf('b', { title: 'Two' }, { summary: 'Cells tire.', points: ['bispecific engagers'] }),
      ],
      new Map([['t1', 'Solid tumors']]),
    );
    assert.equal(labelled.search('tumour', 1)[0]!.reference.id, 'a');
    assert.equal(labelled.search('tire', 1)[0]!.reference.id, 'b');
    assert.equal(labelled.search('engager', 1)[0]!.reference.id, 'b');
  });

  it('reads libraries that are not what their types say', () => {
    const odd = {
      id: 'odd',
      type: 'book',
      title: 7,
      author: 'Somebody',
      keyword: null,
      issued: { 'date-parts': [[]] },
    };
    const broken = { ...referenceOf('odd', {}), csl: odd as never };
    assert.equal(buildSearchIndex([broken]).search('odd', 1).length, 1);
    assert.equal(buildSearchIndex([broken]).suggest({ sentence: 'Odd 7' }, 1).length, 1);
  });
});
