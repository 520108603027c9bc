import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tidyPieces } from '../../../src/core/style/markup/pieces';
import { writeEntryMarkup } from '../../../src/core/style/markup/writeEntryMarkup';
import type { EntryMarkup, FormattedEntry } from '../../../src/core/style/types';

const MARKUPS: readonly EntryMarkup[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

function check(entry: FormattedEntry | string, expected: Partial<Record<EntryMarkup, string>>): void {
  for (const [markup, written] of Object.entries(expected)) {
    const pieces = typeof entry === 'string' ? [{ text: entry }] : entry;
    assert.equal(writeEntryMarkup(pieces, markup as EntryMarkup), written, markup);
  }
}

describe('writing an entry in a markup', () => {
  it('writes formatting in each markup', () => {
    check(
      [
        { text: 'Long J. ' },
        { text: 'Front Immunol', italic: true },
        { text: ' ' },
        { text: '14', bold: true },
        { text: ', Na' },
        { text: '+', position: 'superscript' },
        { text: ' H' },
        { text: '2', position: 'subscript' },
        { text: 'O.' },
      ],
      {
        markdown: 'Long J. *Front Immunol* **14**, Na<sup>+</sup> H<sub>2</sub>O.',
        plaintext: 'Long J. Front Immunol 14, Na+ H2O.',
        latex: 'Long J. \\emph{Front Immunol} \\textbf{14}, Na\\textsuperscript{+} H\\textsubscript{2}O.',
        restructuredtext: 'Long J. *Front Immunol* **14**, Na\\ :superscript:`+` H\\ :subscript:`2`\\ O.',
        asciidoc: 'Long J. _Front Immunol_ *14*, Na^&#43;^ H~2~O.',
        typst: 'Long J. _Front Immunol_ *14*, Na#super[\\+] H#sub[2]O.',
      },
    );
  });

  it('leaves ordinary words as they are', () => {
    const ordinary = `O'Neil J-P, Müller A. "T cells: < 5 or 100 (n = 3); a/b" 3rd ed. 中文 14(2):1121-1128, e12_3.`;
    for (const markup of MARKUPS.filter(name => name !== 'latex')) check(ordinary, { [markup]: ordinary });
    check('O’Neil J-P: a/b (n = 3); 14(2):1121-1128.', {
      latex: 'O’Neil J-P: a/b (n = 3); 14(2):1121-1128.',
    });
  });

  it('escapes what would be markup', () => {
    check('a *b* _c_ `d` [e](f) <g> $h$ #i @j ~k~ ^l^ {{m}} & &amp; 5% \\n', {
      markdown:
        'a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g> \\$h\\$ #i \\@j \\~k\\~ \\^l\\^ {\\{m}} & \\&amp; 5% \\\\n',
      latex:
        'a *b* \\_c\\_ \\textasciigrave{}d\\textasciigrave{} [e](f) \\textless{}g\\textgreater{} \\$h\\$ \\#i @j ' +
        '\\textasciitilde{}k\\textasciitilde{} \\textasciicircum{}l\\textasciicircum{} \\{\\{m\\}\\} \\& \\&amp; 5\\% \\textbackslash{}n',
      restructuredtext: 'a \\*b\\* \\_c\\_ \\`d\\` [e](f) <g> $h$ #i @j ~k~ ^l^ {{m}} & &amp; 5% \\\\n',
      typst:
        'a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g> \\$h\\$ \\#i \\@j \\~k\\~ ^l^ {{m}} & &amp; 5% \\\\n',
      asciidoc:
        'a &#42;b&#42; &#95;c&#95; &#96;d&#96; [e&#93;(f) &#60;g> $h$ &#35;i @j &#126;k&#126; &#94;l&#94; ' +
        '&#123;&#123;m}} & &#38;amp; 5% &#92;n',
    });
  });

  it('escapes what would begin a block', () => {
    check('# Not a heading', { markdown: '\\# Not a heading' });
    check('1. Not a list', {
      markdown: '1\\. Not a list',
      restructuredtext: '\\1. Not a list',
      typst: '1\\. Not a list',
    });
    check('- Not a list', {
      markdown: '\\- Not a list',
      restructuredtext: '\\- Not a list',
      typst: '\\- Not a list',
    });
    check('> Not a quotation', { markdown: '\\> Not a quotation' });
    check('J. Long is no list', { markdown: 'J. Long is no list', restructuredtext: '\\J. Long is no list' });
    check('= Not a heading', { typst: '\\= Not a heading' });
    check('Long J. "A (") title" \'\'x', { latex: "Long J. ``A (``) title'' '{}'x" });
    check('[No label] of an item', { latex: '{[}No label] of an item' });
  });

  it('keeps a bracketed number in a title from being a citation', () => {
    check('The case of [12] and [3, 4]', { markdown: 'The case of &#91;12\\] and &#91;3, 4\\]' });
  });

  it('keeps web addresses whole', () => {
    const plain = 'See https://doi.org/10.1000/x_1-y.';
    check(plain, { markdown: plain, typst: plain, restructuredtext: plain, asciidoc: plain });
    check('See https://example.org/a_(b)_*c*/.', {
      markdown: 'See <https://example.org/a_(b)_*c*/>.',
      typst: 'See #link("https://example.org/a_(b)_*c*/").',
    });
    check('http://x.y/a`b', { markdown: 'http\\://x.y/a\\`b' });
  });

  it('parts marks that would run together', () => {
    check(
      [{ text: 'a', italic: true }, { text: 'b', bold: true }, { text: '(c)', italic: true }, { text: 'd' }],
      {
        markdown: '*a*<strong>b</strong><em>(c)</em>d',
        restructuredtext: '*a*\\ \\ **b**\\ \\ *(c)*\\ d',
        asciidoc: '__a__**b**__(c)__d',
        typst: '#emph[a]#strong[b]#emph[(c)]d',
      },
    );
  });

  it('puts everything on one line, with spaces outside of formatting', () => {
    const entry: FormattedEntry = [
      { text: '  a\r\n\r\n# b\u2028' },
      { text: ' c\td ', italic: true },
      { text: '\u0085' },
    ];
    check(entry, { markdown: 'a # b *c d*', plaintext: 'a # b c d', typst: 'a \\# b _c d_' });
  });

  it('follows no link but to the web', () => {
    check([{ text: 'a', link: 'https://x.y/' }], { markdown: '[a](<https://x.y/>)' });
    check([{ text: 'a', link: 'command:x' }], { markdown: 'a' });
    check([{ text: 'a', link: 'https://x.y/>) <b>' }], { markdown: 'a' });
  });
});

const HOSTILE = [
  ...'*_`[]()<>#$@~^\\{}|&%+-=!:;.,/"\'',
  ...[
    '1. ',
    '[1]',
    '![x](y)',
    '<!--',
    '-->',
    '&amp;',
    '$x$',
    '@key',
    '{{< x >}}',
    '\\end{document}',
    '^^41',
    '//',
    '/*',
  ],
  ...[
    '.. note::',
    '`a`_',
    '|b|',
    'footnote:[c]',
    '<<d>>',
    '{e}',
    '#let f = 1',
    '::',
    '\n\n# g',
    'https://h.i/j_k*l',
    'www.m.n',
  ],
  ...['word', 'Müller', '中文', '𝒙', ' ', ' ', '\u00a0', '²'],
];
const piece = fc.record({
  text: fc.array(fc.constantFrom(...HOSTILE), { maxLength: 8 }).map(parts => parts.join('')),
  style: fc.constantFrom({}, { italic: true }, { bold: true }, { position: 'superscript' as const }),
});
const hostileEntry = fc
  .array(piece, { maxLength: 4 })
  .map((pieces): FormattedEntry => pieces.map(({ text, style }) => ({ text, ...style })));

/** What a reader sees, by each markup's rules for escapes; fails where something is not escaped that must be. */
const READERS: {
  readonly [markup in 'markdown' | 'latex' | 'restructuredtext']: (written: string) => string;
} = {
  markdown: written =>
    written
      .replace(/<(https?:[^<>]*)>/g, (_all, address) => address.replace(/[^a-zA-Z0-9]/g, '\\$&'))
      .replace(/&#91;/g, '\\[')
      .replace(/&lt;!/g, '\\<!')
      .replace(/\\([^a-zA-Z0-9])|<\/?(?:sup|sub|em|strong)>|\*{1,3}|([`[\]$~^])/g, (_all, escaped, bare) => {
        assert.equal(bare, undefined, written);
        return escaped ?? '';
      }),
  latex: written =>
    written
      .replace(/``|''/g, '"')
      .replace(/\\(?:emph|text(?:bf|superscript|subscript))\{/g, '')
      .replace(/^\{\[\}/, '[')
      .replace(/(?<=[-'])\{\}/g, '')
      .replace(
        /\\text(asciitilde|asciicircum|less|greater|bar|backslash|asciigrave)\{\}|\\([%&_#${}])|([%&_#$~^\\])|[{}]/g,
        (_all, name, escaped, bare) => {
          assert.equal(bare, undefined, written);
          const names: { readonly [name: string]: string } = {
            asciitilde: '~',
            asciicircum: '^',
            less: '<',
            greater: '>',
            bar: '|',
            backslash: '\\',
            asciigrave: '`',
          };
          return escaped ?? names[name] ?? '';
        },
      ),
  restructuredtext: written =>
    written.replace(/\\(.)|:(?:super|sub)script:(?=`)|[*`]|(\|)/gu, (_all, escaped, bare) => {
      assert.equal(bare, undefined, written);
      return escaped === ' ' ? '' : (escaped ?? '');
    }),
};

describe('escaping', () => {
  for (const markup of ['markdown', 'latex', 'restructuredtext'] as const) {
    it(`gives the reader of ${markup} exactly the words of the entry`, () => {
      fc.assert(
        fc.property(hostileEntry, entry => {
          const words = tidyPieces(entry)
            .map(({ text }) => text)
            .join('');
          assert.equal(READERS[markup](writeEntryMarkup(entry, markup)), words);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('takes time in step with the length, for hostile texts too', () => {
    for (const unit of [')', 'http://', 'http://x(', '[1, ', '<', '&', '\\', '_a', '* ', '&#', '{', ' ']) {
      const entry = [{ text: `https://a${unit.repeat(100_000 / unit.length)}` }];
      for (const markup of MARKUPS) {
        const start = performance.now();
        writeEntryMarkup(entry, markup);
        assert.ok(performance.now() - start < 2000, `${unit} in ${markup}`);
      }
    }
  }).timeout(60_000);

  it('never begins a new line', () => {
    fc.assert(
      fc.property(hostileEntry, fc.constantFrom(...MARKUPS), (entry, markup) => {
        assert.doesNotMatch(writeEntryMarkup(entry, markup), /[\r\n\u2028\u2029\u0085]|^\s|\s$/);
      }),
      { numRuns: 100 },
    );
  });
});
