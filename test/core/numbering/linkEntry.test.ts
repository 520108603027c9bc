import assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library';
import { plainReference } from '../../../src/core/library/plainReference';
import type { CslItem, Library, Reference } from '../../../src/core/library/types';
import { linkEntry } from '../../../src/core/numbering/linkEntry';

const review = bundledReview();

/** A library of the given records. */
function libraryOf(...items: readonly Omit<CslItem, 'type'>[]): Library {
  const references: Reference[] = items.map(item =>
    plainReference({ type: 'article-journal', ...item } as CslItem, 'test.json'),
  );
  return { name: 'test.json', numbered: false, provenance: undefined, references, topics: [], problems: [] };
}

function check(text: string, libraries: readonly Library[], expected: string | undefined): void {
  const link = linkEntry(text, libraries);
  assert.equal(link === undefined ? undefined : `${link.reference.id} by ${link.by}`, expected, text);
}

const daher = review.references[3]!;
const byTitle = `${daher.id} by title`;

describe('linkEntry', () => {
  describe('by title', () => {
    const writings: Readonly<Record<string, string>> = {
      'as the review prints it':
        'Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.',
      'in Vancouver style':
        'Daher M, Zaidan Y, Liu EY. Targeting NK cell exhaustion for cancer immunotherapy. Front Immunol. 2023;14:1123169.',
      'in IEEE style':
        'M. Daher, Y. Zaidan, and E.-Y. Liu, “Targeting NK cell exhaustion for cancer immunotherapy,” Front. Immunol., vol. 14, p. 1123169, 2023.',
      'in APA style':
        'Daher, M., Zaidan, Y., & Liu, E.-Y. (2023). Targeting NK cell exhaustion for cancer immunotherapy. Front Immunol, 14, 1123169.',
      'in capitals over two lines':
        'DAHER M. TARGETING NK CELL EXHAUSTION\n   FOR CANCER IMMUNOTHERAPY. Front Immunol 2023',
      'in LaTeX':
        'M.~Daher \\emph{et al.}, \\textit{Targeting {NK} Cell Exhaustion for Cancer Immunotherapy}, Front.~Immunol. \\textbf{14} (2023) 1123169.',
      'with a hyphen and an entity':
        'Daher M. Targeting NK-cell exhaustion for cancer&#x20;immunotherapy. 2023.',
    };
    for (const [name, text] of Object.entries(writings)) {
      it(`links an entry ${name}`, () => check(text, [review], byTitle));
    }

    it('needs the author and the year for a short title', () => {
      const library = libraryOf({
        id: 'lecun2015',
        title: 'Deep learning',
        author: [{ family: 'LeCun', given: 'Yann' }],
        'container-title': 'Nature',
        issued: { 'date-parts': [[2015]] },
      });
      check('LeCun Y. Deep learning. Nature. 2015;521:436.', [library], 'lecun2015 by title');
      check('Goodfellow I. Deep learning. MIT Press; 2016.', [library], undefined);
      check('LeCun Y. Deep learning for vision. Nature. 2015;521:436.', [library], undefined);
    });

    it('reads diacritics, Greek letters and HTML away', () => {
      const library = libraryOf({
        id: 'x',
        title: 'TGF-β signalling in <i>Drosophila</i> wing discs: a naïve view',
        author: [{ family: 'Müller', given: 'J.' }],
        issued: { 'date-parts': [[2001]] },
      });
      check(
        'Muller J. TGF-$\\beta$ signalling in \\emph{Drosophila} wing discs: A na\\"ive view. 2001.',
        [library],
        'x by title',
      );
    });

    it('links a title without its subtitle only where author, year and place agree', () => {
      const library = libraryOf({
        id: 'x',
        title: 'The mouse cortex revisited: thirty years of maps',
        author: [{ family: 'Smith' }],
        'container-title': 'Brain',
        volume: '12',
        page: '33-40',
        issued: { 'date-parts': [[1999]] },
      });
      check('Smith J. The mouse cortex revisited. Brain 1999;12:33.', [library], 'x by title');
      check('Smith J. The mouse cortex revisited. 1999.', [library], undefined);
    });
  });

  describe('never links', () => {
    it('a correction to the work that it corrects', () =>
      check(
        'Daher M. Correction: Targeting NK cell exhaustion for cancer immunotherapy. Front Immunol. 2023;15:1.',
        [review],
        undefined,
      ));

    it('an entry with another DOI to a record with one', () => {
      const title = 'A title that is long enough to be found again';
      const author = [{ family: 'Smith' }];
      const library = libraryOf({
        id: 'x',
        title,
        author,
        DOI: '10.1000/one',
        issued: { 'date-parts': [[2000]] },
      });
      check(`Smith J. ${title}. 2000.`, [library], 'x by title');
      check(`Smith J. ${title}. 2000. doi:10.1000/two`, [library], undefined);
    });

    it('a preprint to the article that it became', () => {
      const library = libraryOf({
        id: 'x',
        title: 'A title that is long enough to be found again',
        author: [{ family: 'Smith' }],
        'container-title': 'Nature Methods',
        issued: { 'date-parts': [[2018]] },
      });
      check('Smith J. A title that is long enough to be found again. bioRxiv. 2018.', [library], undefined);
    });

    it('where two records could be meant', () => {
      const record = { title: 'Annual report on the state of the art', author: [{ family: 'Smith' }] };
      const library = libraryOf(
        { id: 'a', ...record, volume: '1', issued: { 'date-parts': [[2000]] } },
        { id: 'b', ...record, volume: '2', issued: { 'date-parts': [[2000]] } },
      );
      check('Smith J. Annual report on the state of the art. 2000.', [library], undefined);
    });

    it('a chapter to the book around it', () => {
      const library = libraryOf({
        id: 'book',
        type: 'book',
        title: 'Handbook of natural killer cell methods',
        editor: [{ family: 'Jones' }],
        issued: { 'date-parts': [[2018]] },
      });
      check(
        'Smith J. Expansion. In: Handbook of natural killer cell methods. Jones K, editor. 2018. p. 1-30.',
        [library],
        undefined,
      );
      check('Jones K, editor. Handbook of natural killer cell methods. 2018.', [library], 'book by title');
    });

    it('the second part of a series to the first', () => {
      const library = libraryOf({
        id: 'one',
        title: 'Contributions to the theory of cortical maps',
        author: [{ family: 'Smith' }],
        volume: '1',
        page: '1-20',
        issued: { 'date-parts': [[1950]] },
      });
      check(
        'Smith J. Contributions to the theory of cortical maps. Part 2. J Maps 1950;3:99-120.',
        [library],
        undefined,
      );
    });

    it('an entry with a subtitle of its own to a record with another', () => {
      const library = libraryOf({
        id: 'x',
        title: 'Contributions to the flora of the northern coast: the dunes',
        author: [{ family: 'Smith' }],
        'container-title': 'Coast',
        volume: '58',
        page: '55',
        issued: { 'date-parts': [[2012]] },
      });
      check(
        'Smith J. Contributions to the flora of the northern coast: the marshes. Coast 2012;58:85.',
        [library],
        undefined,
      );
    });

    it('an entry with another title at the same place of a newspaper', () => {
      const library = libraryOf({
        id: 'x',
        title: 'Library to open this month',
        author: [{ family: 'Smith' }],
        'container-title': 'Town Paper',
        volume: '73',
        page: '1',
        issued: { 'date-parts': [[1989]] },
      });
      check(
        'Smith J. (1989). Council finds mayor guilty after all. Town Paper, 73, p. 1.',
        [library],
        undefined,
      );
      check(
        'Smith J. (1989). The library will open this month. Town Paper, 73, p. 1.',
        [library],
        'x by locator',
      );
    });

    it('text that is no entry', () => {
      check('', [review], undefined);
      check('See the supplement.', [review], undefined);
      check('[1] ['.repeat(2000), [review], undefined);
    });
  });

  describe('by identifier', () => {
    const library = libraryOf(
      { id: 'plain', title: 'One', DOI: '10.1371/journal.pcbi.1007128', PMID: '31233491' },
      {
        id: 'sici',
        title: 'Two',
        DOI: 'https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2',
      },
      { id: 'slash', title: 'Three', DOI: '/10.1007/s13361-012-0377-z' },
      { id: 'under', title: 'Four', DOI: '10.1007/978-3-319-24574-4_28' },
      { id: 'short', title: 'Five', DOI: '10.1000/abc' },
    );
    it('reads a DOI in any markup', () => {
      check(
        'PLOS. doi:[10.1371/journal.pcbi.1007128](https://doi.org/10.1371/journal.pcbi.1007128).',
        [library],
        'plain by doi',
      );
      check(
        'PLOS. \\href{https://doi.org/10.1371/journal.pcbi.1007128}{10.1371/journal.pcbi.1007128}.',
        [library],
        'plain by doi',
      );
      check(
        'PLOS. https://doi.org/10.1371/journal.pcbi.1007128[10.1371/journal.pcbi.1007128].',
        [library],
        'plain by doi',
      );
      check(
        'PLOS. `10.1371/JOURNAL.PCBI.1007128 <https://doi.org/10.1371/journal.pcbi.1007128>`__.',
        [library],
        'plain by doi',
      );
      check('LNCS. 10.1007/978-3-319-24574-4\\_28.', [library], 'under by doi');
      check('JASMS. DOI 10.1007/s13361-012-0377-z;', [library], 'slash by doi');
      check(
        'Stat Med. doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2.',
        [library],
        'sici by doi',
      );
      check(
        'Stat Med. https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2',
        [library],
        'sici by doi',
      );
    });
    it('takes no DOI for the beginning of a longer one', () =>
      check('J. 10.1000/abc.def', [library], undefined));
    it('reads PubMed numbers', () => {
      check('PLOS. PMID: 31233491', [library], 'plain by pmid');
      check('PLOS. https://pubmed.ncbi.nlm.nih.gov/31233491/', [library], 'plain by pmid');
    });
    it('tells chapters apart that carry the DOI of their book', () => {
      const chapters = libraryOf(
        { id: 'one', title: 'The cells of the beginning', DOI: '10.1000/book' },
        { id: 'two', title: 'The cells of the end', DOI: '10.1000/book' },
      );
      check('Smith J. The cells of the end. In: Cells. doi:10.1000/book', [chapters], 'two by doi');
      check('Smith J. The cells of the middle. In: Cells. doi:10.1000/book', [chapters], undefined);
    });
    it('does not link two DOIs of two works', () =>
      check('Both: doi:10.1000/abc and doi:10.1371/journal.pcbi.1007128', [library], undefined));
  });

  describe('by key', () => {
    it('trusts a key in invisible markup', () => {
      const link = linkEntry('Some words.', [review], { value: daher.id, certain: true });
      assert.equal(link?.by, 'key');
      assert.equal(link?.reference.id, daher.id);
    });
    it('does not trust a \\bibitem label whose entry says something else', () =>
      assert.equal(linkEntry('Some words.', [review], { value: daher.id, certain: false }), undefined));
    it('does not trust a key against words that name another work', () => {
      const other = review.references[0]!;
      const text = `Long J. ${other.csl.title}. Front Immunol. 2023;14:1205391.`;
      assert.equal(linkEntry(text, [review], { value: daher.id, certain: true }), undefined);
    });
  });

  describe('by first author, volume, page and year', () => {
    it('links what prints no title', () =>
      check('M. Daher et al., Front. Immunol. 14, 1123169 (2023).', [review], `${daher.id} by locator`));
    it('needs all four', () => {
      check('M. Daher et al., Front. Immunol. 14, 1123169 (2022).', [review], undefined);
      check('Y. Zaidan et al., Front. Immunol. 13, 1123169 (2023).', [review], undefined);
    });
    it('reads abbreviated last pages', () =>
      check(
        'J. S. Miller, S. Cooley, Cancer Discov. 10, 1121–8 (2020).',
        [review],
        `${review.references[2]!.id} by locator`,
      ));
  });

  it('links each printed entry of the review to its own reference in six styles without titles and with', () => {
    for (const reference of review.references) {
      const { csl } = reference;
      const family = csl.author![0]!.family;
      const year = csl.issued!['date-parts']![0]![0];
      const page = String(csl.page ?? csl.number).split('-')[0];
      check(
        `${family} A, et al. ${csl.title}. J ${year};${csl.volume}:${page}.`,
        [review],
        `${reference.id} by title`,
      );
      check(`${family} A, et al. J ${year};${csl.volume}:${page}.`, [review], `${reference.id} by locator`);
    }
  });

  it('stays linear on a library whose records are all the same', () => {
    const record = {
      title: 'The same title of every record',
      DOI: '10.1000/same',
      volume: '1',
      page: '1',
      author: [{ family: 'Smith' }],
      issued: { 'date-parts': [[2000]] },
    };
    const library = libraryOf(
      ...Array.from({ length: 20_000 }, (_, index) => ({ id: `r${index}`, ...record })),
    );
    const start = performance.now();
    for (let repeat = 0; repeat < 50; repeat++)
      check(`Smith ${repeat}. doi:10.1000/same`, [library], 'r0 by doi');
    for (let repeat = 0; repeat < 50; repeat++)
      linkEntry(`Smith ${repeat}. The same title of every record. J 2000;1:1.`, [library]);
    assert.ok(performance.now() - start < 2500);
  });

  it('stays linear on a library whose titles all begin alike', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => ({
      id: `r${index}`,
      title: `The same beginning of every title, number ${index}`,
    }));
    const library = libraryOf(...items);
    const start = performance.now();
    check('The same beginning of every title, number 777.', [library], 'r777 by title');
    for (let repeat = 0; repeat < 50; repeat++)
      check(`The same beginning of every title, number x${repeat}.`, [library], undefined);
    assert.ok(performance.now() - start < 1500);
  });
});
