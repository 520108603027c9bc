import assert from 'node:assert/strict';
import {
  readLibrary,
  type ZoteroItem,
  zoteroItemsIn,
  zoteroText,
} from '../../../../src/core/library/formats';

function item(key: string, data: NonNullable<ZoteroItem['data']>, csljson: unknown): ZoteroItem {
  return { key, version: 1, data, csljson };
}

const article = {
  id: '1/AAAA1111',
  type: 'article-journal',
  title: 'Freezing of lymphocytes',
  author: [{ family: 'Okafor', given: 'Ngozi' }],
  issued: { 'date-parts': [['2021', 5]] },
  volume: 3,
};

const collections = [
  { key: 'C1', data: { name: 'Cold', parentCollection: false } },
  { key: 'C2', data: { name: 'Storage', parentCollection: 'C1' } },
  { key: 'C3', data: { name: 'Round', parentCollection: 'C3' } },
];

describe('a Zotero library', () => {
  it('has its items with keys, tags and collections, in the order in which they were added', () => {
    const text = zoteroText(
      [
        item(
          'B',
          { itemType: 'book', dateAdded: '2022-01-02', citationKey: 'mine' },
          { type: 'book', title: 'B' },
        ),
        item(
          'A',
          {
            itemType: 'journalArticle',
            dateAdded: '2021-01-02',
            collections: ['C2', 'C3', 'no'],
            tags: [{ tag: 'NK, cells' }, { tag: 'cold' }],
          },
          article,
        ),
        item(
          'X',
          { itemType: 'book', dateAdded: '2023', extra: 'Citation Key: better2020\nPMID: 12345' },
          { type: 'book', title: 'C', note: 'PMID: 12345' },
        ),
      ],
      collections,
    );
    const { references, topics, problems } = readLibrary('Zotero', text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      references.map(({ id }) => id),
      ['okafor2021', 'mine', 'better2020'],
    );
    const [first, , third] = references;
    assert.equal(first!.csl.volume, '3');
    assert.deepEqual(first!.collections, ['Cold › Storage', 'Round']);
    assert.deepEqual(
      topics.map(({ label }) => label),
      ['NK, cells', 'cold', 'Cold › Storage', 'Round'],
    );
    assert.equal(third!.csl.PMID, '12345');
  });

  it('leaves out what is no work, and takes whatever comes', () => {
    const text = zoteroText(
      [
        item('N', { itemType: 'note' }, { type: 'article', title: 'note' }),
        item('T', { itemType: 'book', deleted: 1 }, { type: 'book', title: 'in the trash' }),
        item('O', {}, 'text'),
        item('P', { tags: 5, collections: {} }, { type: 7, title: ['x'], author: 'who' }),
        item('G', { itemType: 'book' }, { type: 'book', title: 'Good' }),
      ],
      [],
    );
    assert.ok(readLibrary('Zotero', text).references.some(({ csl }) => csl.title === 'Good'));
    assert.equal(
      readLibrary('Zotero', text).references.some(({ csl }) => csl.title === 'note'),
      false,
    );
    assert.deepEqual(readLibrary('Zotero', '{"zotero":{"items":').references, []);
    assert.deepEqual(zoteroItemsIn({ not: 'a list' }), []);
    assert.equal(zoteroItemsIn([null, 3, { key: 'K' }]).length, 1);
  });
});
