import assert from 'node:assert/strict';
import {
  CHECK_CITATIONS,
  type CitationDesk,
  callCitationTool,
  LIST_LIBRARIES,
  READ_REFERENCE,
  SEARCH_REFERENCES,
} from '../../../src/core/features/citationTools';
import { indexLibraries } from '../../../src/core/search';
import { libraryOf, number, reviewOnly } from './setting';

const own = libraryOf(
  {
    id: 'bees2001',
    title: 'Honey bees learn colours',
    author: [{ family: 'Bee', given: 'A' }],
    DOI: '10.1000/bees',
  },
  { id: 'tides2002', title: 'Tidal mixing\nin straits', abstract: 'Currents mix <i>salt</i> water.' },
);
const libraries = [own, ...reviewOnly];

function desk(text?: string): CitationDesk {
  return {
    libraries,
    index: indexLibraries(libraries),
    manuscript: text === undefined ? undefined : number(text, 'markdown', libraries),
  };
}

const MANUSCRIPT =
  'Bees are clever [1].\nAgain [1].\n\n## References\n\n1. Bee A. Honey bees learn colours. doi:10.1000/bees\n2. Nobody N. A work that no library has. 1999.\n';

describe('tools for assistants', () => {
  const text = (name: string, input: unknown, at: CitationDesk): string =>
    callCitationTool(name, input, at).text;

  it('find references by words and for a sentence, with number or key and why', () => {
    assert.match(
      text(SEARCH_REFERENCES.name, { query: 'honye bees' }, desk(MANUSCRIPT)),
      /^\[1\] key bees2001: Bee\. Honey bees learn colours\. doi:10\.1000\/bees\. \(/,
    );
    assert.match(
      text(SEARCH_REFERENCES.name, { sentence: 'Currents mix the water of straits' }, desk(MANUSCRIPT)),
      /^no number yet, key tides2002: Tidal mixing in straits/,
    );
    assert.match(
      text(SEARCH_REFERENCES.name, { query: 'exhaustion', limit: 1 }, desk()),
      /^\[4\] key \S+: Daher/,
    );
    assert.match(text(SEARCH_REFERENCES.name, { query: 'qqqqqqqq' }, desk()), /none was found/);
  });

  it('read a reference by key and by number, also one that only the list has', () => {
    assert.match(
      text(READ_REFERENCE.name, { key: '@tides2002' }, desk()),
      /Abstract: Currents mix salt water\./,
    );
    const card = text(READ_REFERENCE.name, { number: 1 }, desk(MANUSCRIPT));
    assert.match(card, /key bees2001/);
    assert.match(card, /https:\/\/doi\.org\/10\.1000/);
    assert.match(card, /Cited on lines 1, 2\./);
    assert.match(
      text(READ_REFERENCE.name, { number: 2 }, desk(MANUSCRIPT)),
      /the list says: Nobody N\. A work/,
    );
    assert.deepEqual(callCitationTool(READ_REFERENCE.name, { number: 12 }, desk(MANUSCRIPT)), {
      text: '[12] does not exist: no reference of the manuscript has this number.',
      data: { error: '[12] does not exist: no reference of the manuscript has this number.' },
      isError: true,
    });
    assert.match(text(READ_REFERENCE.name, { key: 'nobody' }, desk()), /“nobody” does not exist/);
  });

  it('check the citations of a text against the manuscript, the text itself, the libraries', () => {
    const checked = text(CHECK_CITATIONS.name, { text: 'Bees [1].\nMore [1, 12].' }, desk(MANUSCRIPT));
    assert.equal(
      checked,
      '2 citations, 1 with problems.\nline 1, [1]: [1] is Bee, Honey bees learn colours.\nline 2, [1, 12]: [12] does not exist: the reference list ends at 2. [1] is Bee, Honey bees learn colours.',
    );
    assert.match(
      text(
        CHECK_CITATIONS.name,
        { text: 'Bees [1].\n\n## References\n\n1. Own O. Own work. 2001.\n' },
        desk(MANUSCRIPT),
      ),
      /\[1\] is Own O\. Own work/,
    );
    assert.match(
      text(CHECK_CITATIONS.name, { text: 'Bees [@bees2001; @nobody].' }, desk()),
      /@nobody does not exist: no library has this key\. @bees2001 is Bee/,
    );
    assert.match(text(CHECK_CITATIONS.name, { text: 'Nothing cited.' }, desk()), /no citations/);
    assert.match(
      text(CHECK_CITATIONS.name, { text: 'Tire \\cite{bees2001}.', markup: 'latex' }, desk()),
      /@bees2001 is/,
    );
  });

  it('list the libraries', () => {
    assert.match(
      text(LIST_LIBRARIES.name, {}, desk()),
      /^own\.bib: 2 references\nNK Cell Therapy.*: 10 references; topics: /,
    );
  });

  it('answer every input', () => {
    const inputs: readonly unknown[] = [
      undefined,
      null,
      7,
      [],
      {},
      { query: 3, text: {}, key: [], number: 'x' },
    ];
    for (const tool of [SEARCH_REFERENCES, READ_REFERENCE, CHECK_CITATIONS]) {
      for (const input of inputs) assert.equal(callCitationTool(tool.name, input, desk()).isError, true);
    }
    assert.equal(callCitationTool('other', {}, desk()).isError, true);
    for (const limit of [-1, 0, 1e9, Number.NaN]) {
      assert.equal(callCitationTool(SEARCH_REFERENCES.name, { query: 'bees', limit }, desk()).isError, false);
    }
  });
});
