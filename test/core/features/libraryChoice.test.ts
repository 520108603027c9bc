import assert from 'node:assert/strict';
import {
  chooseLibraries,
  isLibraryFileName,
  librariesNamedBy,
  librariesNamedByProject,
  rootManuscriptOf,
} from '../../../src/core/features/libraryChoice';
import { type MarkupLanguage, parseManuscript } from '../../../src/core/manuscript';

describe('librariesNamedBy', () => {
  const cases: readonly [string, MarkupLanguage, string, readonly string[]][] = [
    [
      'one path in front matter',
      'markdown',
      '---\ntitle: A\nbibliography: refs.bib # mine\n---\n\nText.\n',
      ['refs.bib'],
    ],
    ['a quoted path', 'markdown', '---\nbibliography: "my refs.bib"\n---\n', ['my refs.bib']],
    [
      'a list in brackets',
      'markdown',
      '---\nbibliography: [a.bib, "b c.json"]\n---\n',
      ['a.bib', 'b c.json'],
    ],
    [
      'a list of lines',
      'markdown',
      '---\nbibliography:\n  - a.bib\n  # others\n\n  - sub/b.yaml\ntitle: x\n---\n',
      ['a.bib', 'sub/b.yaml'],
    ],
    ['no front matter', 'markdown', 'bibliography: refs.bib\n', []],
    ['the same twice', 'markdown', '---\nbibliography: [a.bib, a.bib]\n---\n', ['a.bib']],
    ['web addresses', 'markdown', '---\nbibliography: https://example.org/a.bib\n---\n', []],
    ['BibTeX in LaTeX', 'latex', 'Text.\n\\bibliography{one,two.bib}\n', ['one.bib', 'two.bib']],
    [
      'BibLaTeX in LaTeX, but not in comments',
      'latex',
      '\\addbibresource[label=x]{a.bib}\n% \\addbibresource{b.bib}\n\\addbibresource{c.bib}\n',
      ['a.bib', 'c.bib'],
    ],
    ['Typst', 'typst', '#bibliography(("a.bib", "b.yml"), style: "ieee")\n', ['a.bib', 'b.yml']],
    ['Sphinx', 'restructuredtext', '.. bibliography:: a.bib b.bib\n   :style: plain\n', ['a.bib', 'b.bib']],
    ['AsciiDoc', 'asciidoc', '= Title\n:bibtex-file: refs.bib\n\nText.\n', ['refs.bib']],
    ['plain text', 'plaintext', 'bibliography: refs.bib\n', []],
  ];
  for (const [name, language, text, expected] of cases) {
    it(`finds ${name}`, () => {
      const found = librariesNamedBy(parseManuscript(text, language));
      assert.deepEqual(
        found.map(({ path }) => path),
        expected,
      );
      for (const { path, range } of found) {
        assert.equal(text.slice(range.start, range.end), path.startsWith('one') ? 'one' : path);
      }
    });
  }
});

describe('librariesNamedByProject', () => {
  it('reads the field of a project configuration', () => {
    assert.deepEqual(
      librariesNamedByProject('project:\n  type: book\nbibliography:\n- refs.bib\n- more.bib\n- refs.bib\n'),
      [
        { path: 'refs.bib', range: { start: 38, end: 46 } },
        { path: 'more.bib', range: { start: 49, end: 57 } },
      ],
    );
    assert.deepEqual(librariesNamedByProject('project:\n  type: book\n'), []);
  });
});

describe('chooseLibraries', () => {
  const all = { named: ['named'], project: ['project'], settings: ['settings'], beside: ['beside'] };
  for (const [what, sources, chosen] of [
    ['what the manuscript names, and the settings', all, ['named', 'settings']],
    ['what the project names, and the settings', { ...all, named: [] }, ['project', 'settings']],
    ['the settings alone', { ...all, named: [], project: [] }, ['settings']],
    [
      'what stands beside it where nothing is named',
      { ...all, named: [], project: [], settings: [] },
      ['beside'],
    ],
  ] as const) {
    it(what, () => assert.deepEqual(chooseLibraries(sources), chosen));
  }
});

describe('a file beside a manuscript', () => {
  it('is a library by its ending', () => {
    for (const name of ['own.bib', 'My Library.RIS', 'x.nbib', 'x.enw', 'x.ciw'])
      assert.ok(isLibraryFileName(name));
    for (const name of ['package.json', 'bib', 'notes.txt', '.hidden.bib', 'x.bib.bak']) {
      assert.ok(!isLibraryFileName(name), name);
    }
  });
});

describe('rootManuscriptOf', () => {
  it('is what a chapter in LaTeX says in its first lines', () => {
    const root = (text: string, language: 'latex' | 'markdown' = 'latex') =>
      rootManuscriptOf(parseManuscript(text, language));
    assert.equal(root('% !TEX root = ../thesis.tex\n\\section{A}'), '../thesis.tex');
    assert.equal(root('% !TeX program = x\n%!TeX root=main.tex\r\nText'), 'main.tex');
    assert.equal(root('Text % !TEX root = no.tex'), undefined);
    assert.equal(root('% !TEX root = ../thesis.tex\n', 'markdown'), undefined);
  });
});
