import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { bundledReview, readAnnotatedReview } from '../../src/core/library';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly category: string }[];
    readonly keybindings: readonly { readonly key: string }[];
  };
}

const read = (path: string): string => readFileSync(path, 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const guides = [
  'media/sample/README.md',
  ...readdirSync('media/walkthrough').map(name => `media/walkthrough/${name}`),
];
const samples = readdirSync('media/sample').filter(name => name !== 'README.md');

/** VS Code's own keys that the guides name. */
const EDITOR_KEYS = [
  'f1',
  'ctrl+shift+p',
  'ctrl+space',
  'ctrl+k ctrl+i',
  'ctrl+z',
  'enter',
  'tab',
  'f12',
  'shift+f12',
];

describe('the walkthrough and the sample’s guide', () => {
  const inWords = (text: string): string => text.replace(/^%(.*)%$/, (_, key: string) => words[key] ?? key);

  it('name commands as the palette does', () => {
    const titles = manifest.contributes.commands.map(
      command => `${inWords(command.category)}: ${inWords(command.title)}`,
    );
    let named = 0;
    for (const guide of guides) {
      for (const [, title] of read(guide).matchAll(/\*\*(Numbered Citations: [^*]+)\*\*/g)) {
        named += 1;
        assert.ok(titles.includes(title!), `${guide}: ${title} is no command`);
      }
    }
    assert.ok(named >= 5);
  });

  it('name keys that do something', () => {
    const keys = [...manifest.contributes.keybindings.map(binding => binding.key), ...EDITOR_KEYS];
    for (const guide of guides) {
      for (const [, written] of read(guide).matchAll(/`((?:Ctrl|Shift|Cmd|F\d|Enter|Tab)[^`]*)`/g)) {
        const key = written!.toLowerCase().replaceAll('cmd', 'ctrl');
        assert.ok(keys.includes(key), `${guide}: ${written} is no key`);
      }
    }
  });

  it('take five steps, each with a heading', () => {
    const steps = guides.filter(guide => guide.startsWith('media/walkthrough/'));
    assert.deepEqual(
      steps.map(step => Number(step.match(/\/(\d)-/)?.[1])),
      [1, 2, 3, 4, 5],
    );
    for (const step of steps) assert.match(read(step), /^## /);
  });
});

describe('the sample manuscripts', () => {
  const citedIn = (text: string): ReadonlySet<number> =>
    new Set(
      [...text.matchAll(/\[(\d[\d, –-]*)\]/g)].flatMap(([, members]) =>
        members!.split(',').flatMap(member => {
          const [first, last] = member.split(/–|--/).map(Number);
          return Array.from({ length: (last ?? first!) - first! + 1 }, (_, index) => first! + index);
        }),
      ),
    );

  it('are there in six markups', () => {
    assert.deepEqual(samples.sort(), [
      'manuscript.md',
      'sample.adoc',
      'sample.qmd',
      'sample.rst',
      'sample.tex',
      'sample.typ',
    ]);
  });

  it('cite only what the bundled review has, and have no reference list yet', () => {
    for (const name of samples) {
      const text = read(`media/sample/${name}`);
      const cited = citedIn(text);
      assert.ok(cited.size > 0, name);
      for (const number of cited) {
        assert.ok(
          bundledReview().references.some(reference => reference.number === number),
          `${name}: [${number}]`,
        );
      }
      assert.doesNotMatch(text, /^\W*references\b/im, name);
    }
  });

  it('cite all ten works in the large one, not in order, with something left to write', () => {
    const text = read('media/sample/manuscript.md');
    const cited = [...citedIn(text)];
    assert.deepEqual(
      [...cited].sort((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.notDeepEqual(cited, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.match(text, /This section is yours[^\n]*\n\n\n/);
  });
});

describe('the guide to annotated reviews of one’s own', () => {
  it('has an example that keeps to the schema and is read without a problem', () => {
    const [, example] = /```json\n([\s\S]*?)\n```/.exec(read('schemas/README.md'))!;
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(
      JSON.parse(read('schemas/annotated-review.schema.json')),
    );
    validate(JSON.parse(example!));
    assert.deepEqual(validate.errors ?? [], []);
    const library = readAnnotatedReview('example.review.json', example!);
    assert.deepEqual(library.problems, []);
    assert.equal(library.numbered, true);
    assert.deepEqual(library.references[0]?.topics, ['methods']);
  });
});
