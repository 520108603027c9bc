import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { expandSnippet } from '../support/snippet';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

const LANGUAGES = [
  'asciidoc',
  'latex',
  'markdown',
  'plaintext',
  'quarto',
  'restructuredtext',
  'rmd',
  'typst',
] as const;

const PREFIXES = [
  'manuscript-imrad',
  'manuscript-review',
  'manuscript-title-page',
  'cite-one',
  'cite-several',
  'cite-range',
  'reference-list',
];

/** How each markup writes a section heading. */
const HEADINGS: Readonly<Record<(typeof LANGUAGES)[number], (title: string) => string>> = {
  asciidoc: title => `\n== ${title}\n`,
  latex: title => `{${title}}\n`,
  markdown: title => `\n## ${title}\n`,
  plaintext: title => `\n${title}\n`,
  quarto: title => `\n# ${title}\n`,
  restructuredtext: title => `\n${title}\n${'='.repeat(title.length)}\n`,
  rmd: title => `\n# ${title}\n`,
  typst: title => `\n= ${title}\n`,
};

const ENDINGS = ['Acknowledgments', 'Author contributions', 'Funding', 'Conflict of interest'];
const SECTIONS = {
  imrad: ['Introduction', 'Methods', 'Results', 'Discussion', 'Conclusion', ...ENDINGS, 'Data availability'],
  review: [
    'Introduction',
    'Literature search',
    'First theme',
    'Second theme',
    'Open questions',
    'Conclusion',
    ...ENDINGS,
  ],
};

function snippetsOf(language: string): ReadonlyMap<string, Snippet> {
  const file: unknown = JSON.parse(readFileSync(`snippets/${language}.code-snippets`, 'utf8'));
  const snippets = Object.values(file as Record<string, Snippet>);
  return new Map(snippets.map(snippet => [snippet.prefix, snippet]));
}

describe('the snippets', () => {
  it('are there for each language', () => {
    assert.deepEqual(
      readdirSync('snippets').sort(),
      LANGUAGES.map(language => `${language}.code-snippets`),
    );
  });

  for (const language of LANGUAGES) {
    describe(language, () => {
      const snippets = snippetsOf(language);

      it('has each snippet with prefix, body and description', () => {
        assert.deepEqual([...snippets.keys()], PREFIXES);
        for (const snippet of snippets.values()) {
          assert.match(snippet.description, /^[A-Z].*\.$/);
          assert.ok(snippet.body.every(line => typeof line === 'string' && !/[\r\n\t]/.test(line)));
        }
      });

      it('has bodies that parse, with tab stops counted from 1 and an end', () => {
        for (const { prefix, body } of snippets.values()) {
          const { stops } = expandSnippet(body.join('\n'));
          const counted = Array.from({ length: stops.length - 1 }, (_, index) => index + 1);
          assert.deepEqual(stops, [0, ...counted], prefix);
        }
      });

      it('leads from the title page to the references in both forms', () => {
        const heading = HEADINGS[language];
        for (const form of ['imrad', 'review'] as const) {
          const text = expandSnippet(snippets.get(`manuscript-${form}`)!.body.join('\n')).text;
          let position = text.indexOf('Title of the manuscript');
          assert.ok(position >= 0);
          for (const words of ['First Author', 'Department, Institution', 'bstract']) {
            assert.ok(text.indexOf(words, position) > position, words);
          }
          for (const section of [...SECTIONS[form], 'References']) {
            const next = text.indexOf(heading(section), position);
            assert.ok(next > position, `${form}: ${section} is missing or in the wrong order`);
            position = next;
          }
        }
      });

      it('cites by number', () => {
        const text = (prefix: string): string => expandSnippet(snippets.get(prefix)!.body.join('\n')).text;
        assert.equal(text('cite-one'), '[1]');
        assert.equal(text('cite-several'), '[1, 3]');
        assert.equal(text('cite-range'), language === 'latex' ? '[1--3]' : '[1–3]');
      });
    });
  }
});
