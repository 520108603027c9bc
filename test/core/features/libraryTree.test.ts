import assert from 'node:assert/strict';
import {
  type LibraryGrouping,
  type LibraryTreeNode,
  libraryChildren,
  libraryRoots,
  MOST_CHILDREN,
} from '../../../src/core/features/libraryTree';
import { readLibrary } from '../../../src/core/library/formats';
import type { Library } from '../../../src/core/library/types';

const small = readLibrary(
  'own.bib',
  `@article{a, author = {Long, J}, title = {A}, year = 2020, keywords = {NK, cold}}
@article{b, author = {Adams, J}, title = {B}, year = 2023, keywords = {NK}}
@article{c, title = {C}}`,
);

function children(node: LibraryTreeNode, grouping: LibraryGrouping): readonly LibraryTreeNode[] {
  return node.kind === 'reference' ? [] : libraryChildren(node, grouping);
}

/** The tree as lines, each node's children behind it. */
function lines(library: Library, grouping: LibraryGrouping): readonly string[] {
  const walk = (node: LibraryTreeNode, indent: string): readonly string[] => [
    `${indent}${node.kind === 'reference' ? node.reference.id : `${node.label || '(none)'} ${node.count}`}`,
    ...children(node, grouping).flatMap(child => walk(child, `${indent}  `)),
  ];
  return libraryRoots([library]).flatMap(root => walk(root, ''));
}

/** Many works by many authors, made without a text. */
function large(count: number): Library {
  const references = Array.from({ length: count }, (_, row) => ({
    ...small.references[0]!,
    id: `key${row}`,
    csl: {
      id: `key${row}`,
      type: 'book',
      title: `T${row}`,
      author: [{ family: `Author ${String(row % 900).padStart(4, '0')}` }],
      issued: { 'date-parts': [[1950 + (row % 3)]] },
    },
    topics: [],
  }));
  return { ...small, name: 'large', references, topics: [] };
}

describe('the tree of libraries', () => {
  it('groups by keyword, year and author, and lists what is in no group last', () => {
    assert.deepEqual(lines(small, 'keyword'), [
      'own.bib 3',
      '  cold 1',
      '    a',
      '  NK 2',
      '    a',
      '    b',
      '  (none) 1',
      '    c',
    ]);
    assert.deepEqual(lines(small, 'year'), [
      'own.bib 3',
      '  2023 1',
      '    b',
      '  2020 1',
      '    a',
      '  (none) 1',
      '    c',
    ]);
    assert.deepEqual(lines(small, 'author').slice(0, 3), ['own.bib 3', '  Adams 1', '    b']);
    assert.deepEqual(lines(small, 'none'), ['own.bib 3', '  a', '  b', '  c']);
    assert.deepEqual(lines(small, 'collection'), ['own.bib 3', '  a', '  b', '  c']);
  });

  it('shows a work that several libraries have in the first of them, and its other works as they are', () => {
    const second = readLibrary(
      'second.bib',
      `@article{again, author = {Long, J}, title = {A}, year = 2020, keywords = {cold}}
@article{x, author = {Lind, P}, title = {X}, year = 2020, keywords = {NK}}
@article{y, title = {Y}}`,
    );
    const third = readLibrary('third.bib', '@article{k, author = {Adams, J}, title = {B}, year = 2023}');
    const libraries = [small, second, third];
    const shown = (grouping: LibraryGrouping) => {
      const walk = (node: LibraryTreeNode, indent: string): readonly string[] => [
        `${indent}${node.kind === 'reference' ? node.reference.id : `${node.label || '(none)'} ${node.count}`}`,
        ...children(node, grouping).flatMap(child => walk(child, `${indent}  `)),
      ];
      return libraryRoots(libraries)
        .slice(1)
        .flatMap(root => walk(root, ''));
    };
    assert.deepEqual(
      libraryRoots(libraries).map(({ count, repeated }) => [count, repeated]),
      [
        [3, 0],
        [2, 1],
        [0, 1],
      ],
    );
    assert.deepEqual(shown('keyword'), [
      'second.bib 2',
      '  NK 1',
      '    x',
      '  (none) 1',
      '    y',
      'third.bib 0',
    ]);
    assert.deepEqual(shown('none'), ['second.bib 2', '  x', '  y', 'third.bib 0']);
    assert.deepEqual(shown('year'), [
      'second.bib 2',
      '  2020 1',
      '    x',
      '  (none) 1',
      '    y',
      'third.bib 0',
    ]);
  });

  it('parts what is too much for one node, and loses nothing', () => {
    const library = large(2500);
    for (const grouping of ['author', 'year', 'none'] as const) {
      const ids = new Set<string>();
      const found = new Set<string>();
      const walk = (node: LibraryTreeNode): void => {
        assert.ok(!ids.has(node.id), node.id);
        ids.add(node.id);
        if (node.kind === 'reference') found.add(node.reference.id);
        const below = children(node, grouping);
        assert.ok(below.length <= MOST_CHILDREN + 1, `${node.id} has ${below.length}`);
        below.forEach(walk);
      };
      libraryRoots([library]).forEach(walk);
      assert.equal(found.size, 2500, grouping);
    }
    const [root] = libraryRoots([library]);
    assert.deepEqual(
      children(root!, 'author')
        .map(node => node.kind === 'group' && [node.label, node.count])
        .slice(0, 2),
      [
        ['Author 0000 … Author 0199', 200],
        ['Author 0200 … Author 0399', 200],
      ],
    );
  });

  it('reads only the records that it shows', () => {
    let read = 0;
    const { references } = large(20_000);
    const library: Library = {
      ...small,
      references: {
        length: references.length,
        at: row => {
          read++;
          return (references as readonly (typeof small.references)[0][])[row];
        },
        [Symbol.iterator]: () => assert.fail('goes through all'),
      },
    };
    const [root] = libraryRoots([library]);
    const parts = children(root!, 'none');
    assert.ok(read <= 2 * MOST_CHILDREN, `${read}`);
    children(children(parts[0]!, 'none')[0]!, 'none');
    assert.ok(read <= 6 * MOST_CHILDREN, `${read}`);
  });
});
