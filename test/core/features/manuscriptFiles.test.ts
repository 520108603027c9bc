import assert from 'node:assert/strict';
import {
  manuscriptFilesAround,
  manuscriptFilesOfMain,
  manuscriptFilesOfProject,
} from '../../../src/core/features/manuscriptFiles';

const reader = (files: Readonly<Record<string, string>>) => (path: string) => files[path];

describe('files of a manuscript', () => {
  it('reads book chapters and parts of _quarto.yml', () => {
    const files = {
      '_quarto.yml':
        'project:\n  type: book\n\nbook:\n  title: "A book"\n  chapters:\n    - index.qmd # first\n    - part: "Methods"\n      chapters:\n        - methods/one.qmd\n        - file: methods/two.qmd\n    - href: results.qmd\n  appendices: [\n    extra.qmd,\n    more.qmd\n  ]\nformat: html\n',
      'index.qmd': '',
      'methods/one.qmd': '',
      'methods/two.qmd': '',
      'results.qmd': '',
      'extra.qmd': '',
      'more.qmd': '',
      'draft.qmd': '',
    };
    assert.deepEqual(manuscriptFilesOfProject(reader(files)), {
      files: ['index.qmd', 'methods/one.qmd', 'methods/two.qmd', 'results.qmd', 'extra.qmd', 'more.qmd'],
      from: '_quarto.yml',
    });
  });

  it('reads the table of contents of myst.yml and _toc.yml', () => {
    const myst = {
      'myst.yml':
        'version: 1\nproject:\n  title: A paper\n  toc:\n    - file: index.md\n    - title: Part\n      children:\n        - file: a.md\n        - file: b.md\n  bibliography: refs.bib\nsite:\n  template: book\n',
      'index.md': '',
      'a.md': '',
      'b.md': '',
    };
    assert.deepEqual(manuscriptFilesOfProject(reader(myst))?.files, ['index.md', 'a.md', 'b.md']);
    const toc = {
      '_toc.yml':
        'format: jb-book\nroot: intro\nparts:\n  - caption: One\n    chapters:\n    - file: a\n      sections:\n      - file: sub/b\n',
      'intro.md': '',
      'a.md': '',
      'sub/b.md': '',
    };
    assert.deepEqual(manuscriptFilesOfProject(reader(toc))?.files, ['intro.md', 'a.md', 'sub/b.md']);
  });

  it('reads the links of SUMMARY.md', () => {
    const files = {
      'src/SUMMARY.md':
        '# Summary\n\n- [One](one.md)\n  - [Two](./parts/two%20b.md#top)\n- [Site](https://example.org/)\n- [Draft]()\n',
      'src/one.md': '',
      'src/parts/two b.md': '',
    };
    assert.deepEqual(manuscriptFilesOfProject(reader(files)), {
      files: ['src/one.md', 'src/parts/two b.md'],
      from: 'src/SUMMARY.md',
    });
  });

  it('follows \\input and \\include, comments aside', () => {
    const files = {
      'paper/main.tex':
        '\\input{intro}\n% \\input{old}\n\\include{sections/methods}\n\\import{sections/}{results.tex}\n',
      'paper/intro.tex': 'First.',
      'paper/old.tex': 'No.',
      'paper/sections/methods.tex': '\\input{sections/details}',
      'paper/sections/details.tex': '\\input{intro}',
      'paper/sections/results.tex': 'Last.',
    };
    assert.deepEqual(manuscriptFilesOfMain('paper/main.tex', reader(files))?.files, [
      'paper/main.tex',
      'paper/intro.tex',
      'paper/sections/methods.tex',
      'paper/sections/details.tex',
      'paper/sections/results.tex',
    ]);
  });

  it('follows include:: of AsciiDoc, of reStructuredText, of Quarto, of Typst', () => {
    const main = (name: string, text: string, part: string) =>
      manuscriptFilesOfMain(name, reader({ [name]: text, [part]: '' }))?.files;
    assert.deepEqual(main('a.adoc', 'include::parts/b.adoc[leveloffset=+1]\n', 'parts/b.adoc'), [
      'a.adoc',
      'parts/b.adoc',
    ]);
    assert.deepEqual(main('a.rst', '.. include:: b.rst\n', 'b.rst'), ['a.rst', 'b.rst']);
    assert.deepEqual(main('a.qmd', '{{< include _b.qmd >}}\n', '_b.qmd'), ['a.qmd', '_b.qmd']);
    assert.deepEqual(main('a.typ', '#include "b.typ"\n', 'b.typ'), ['a.typ', 'b.typ']);
  });

  it('finds nothing where nothing is named', () => {
    assert.equal(manuscriptFilesOfProject(reader({})), undefined);
    assert.equal(
      manuscriptFilesOfProject(reader({ '_quarto.yml': 'project:\n  type: default\n' })),
      undefined,
    );
    assert.equal(manuscriptFilesOfMain('a.tex', reader({ 'a.tex': 'Text.' })), undefined);
  });

  describe('around a file', () => {
    const around = (own: string, files: Readonly<Record<string, string>>) => {
      const folders = own
        .split('/')
        .map((_, index, parts) => parts.slice(0, parts.length - 1 - index).join('/'));
      const full = (folder: string, path: string) => (folder === '' ? path : `${folder}/${path}`);
      return manuscriptFilesAround<string>({
        folders,
        pathFrom: folder => (folder === '' ? own : own.slice(folder.length + 1)),
        read: async (folder, path) => files[full(folder, path)],
        list: async folder =>
          Object.keys(files)
            .filter(path => path.startsWith(folder) && !path.slice(full(folder, '').length).includes('/'))
            .map(path => path.slice(full(folder, '').length)),
      });
    };

    it('the nearest project file that names it decides', async () => {
      const files = {
        'SUMMARY.md': '- [One](book/one.md)\n- [Two](book/two.md)\n',
        'book/_toc.yml': 'root: other\nchapters:\n- file: two\n',
        'book/one.md': '',
        'book/two.md': '',
        'book/other.md': '',
      };
      assert.deepEqual((await around('book/two.md', files))?.order.from, '_toc.yml');
      assert.deepEqual((await around('book/one.md', files))?.order, {
        files: ['book/one.md', 'book/two.md'],
        from: 'SUMMARY.md',
      });
    });

    it('else the main file beside or above it that takes it in', async () => {
      const files = {
        'main.tex': '\\input{parts/one}\\input{parts/two}',
        'alone.tex': 'Text',
        'parts/one.tex': '',
        'parts/two.tex': '',
      };
      const found = await around('parts/two.tex', files);
      assert.equal(found?.folder, '');
      assert.deepEqual(found?.order.files, ['main.tex', 'parts/one.tex', 'parts/two.tex']);
      assert.equal(await around('alone.tex', files), undefined);
    });
  });
});
