import assert from 'node:assert/strict';
import { libraryFormatOf, readLibrary } from '../../../../src/core/library/formats';
import type { CslItem } from '../../../../src/core/library/types';

function only(name: string, text: string): CslItem {
  const { references } = readLibrary(name, text);
  assert.equal(references.length, 1, name);
  return references[0]!.csl;
}

const RIS = `TY  - JOUR
ID  - long2023
AU  - Long, Jianping
AU  - Doe, John, Jr
T1  - A title that
goes on
JF  - Journal of Cells
JA  - J Cells
Y1  - 2023/05/17/
VL  - 14
IS  - 2
SP  - 1
EP  - 10
SN  - 1234-5678
DO  - 10.1000/ab
KW  - one
KW  - two
N2  - An abstract.
N1  - My note
ER  - 
`;

const NBIB = `PMID- 123456
TI  - A title that
      goes on.
PG  - 454-61
LID - 10.1000/ab [doi]
FAU - Long, Jianping
AU  - Long J
AU  - Smith AB
CN  - Some Study Group
DP  - 2009 Jan-Feb
TA  - J Cells
JT  - Journal of cells
VI  - 20
IP  - 4
PMC - PMC99
OT  - one
`;

const ENDNOTE_XML = `<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Long, Jianping</style></author></authors></contributors>
<titles><title><style>CO</style><style face="subscript">2</style><style> &amp; cells</style></title>
<secondary-title>Journal of Cells</secondary-title></titles><pages>1-10</pages><volume>14</volume><number>2</number>
<dates><year>2023</year><pub-dates><date>May 17</date></pub-dates></dates>
<electronic-resource-num>10.1000/ab</electronic-resource-num></record></records></xml>`;

const PUBMED_XML = `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123456</PMID><Article><Journal><ISSN>1234-5678</ISSN>
<JournalIssue><Volume>14</Volume><Issue>2</Issue><PubDate><Year>2023</Year><Month>May</Month></PubDate></JournalIssue>
<Title>Journal of cells</Title></Journal><ArticleTitle>Cells <i>in vivo</i>.</ArticleTitle>
<Pagination><MedlinePgn>1-10</MedlinePgn></Pagination><AuthorList><Author><LastName>Long</LastName>
<ForeName>Jianping</ForeName></Author><Author><CollectiveName>Some Study Group</CollectiveName></Author></AuthorList>
<ELocationID EIdType="doi">10.1000/ab</ELocationID></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;

const ENW = `%0 Journal Article
%A Long, Jianping
%T A title
%J Journal of Cells
%V 14
%N 2
%P 1-10
%D 2023
%R 10.1000/ab
`;

const WEB_OF_SCIENCE = `FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Long, JP
   Doe, J
TI A title that
   goes on
SO JOURNAL OF CELLS AND TISSUES
PD MAY 17
PY 2023
VL 14
IS 2
BP 1
EP 10
DI 10.1000/ab
ER

EF
`;

const CSL_YAML = `---
references:
- id: long2023
  type: article-journal
  author:
  - family: Long
    given: Jianping
  title: >-
    A title that
    goes on
  issued:
  - year: 2023
    month: 5
  volume: 14 # text
  page: "1-10"
- {id: b, type: book, title: 'It''s', issued: 2001-02}
...
`;

const HAYAGRIVA = `long2023:
    type: article
    title: A title
    author: ["Long, Jianping", "Doe, John"]
    date: 2023-05-17
    page-range: 1-10
    serial-number:
        doi: 10.1000/ab
    parent:
        type: periodical
        title: Journal of Cells
        volume: 14
        issue: 2
`;

describe('reading RIS', () => {
  it('reads a record', () => {
    assert.deepEqual(only('a.ris', RIS), {
      id: 'long2023',
      type: 'article-journal',
      title: 'A title that goes on',
      'container-title': 'Journal of Cells',
      'container-title-short': 'J Cells',
      author: [
        { family: 'Long', given: 'Jianping' },
        { family: 'Doe', given: 'John', suffix: 'Jr' },
      ],
      issued: { 'date-parts': [[2023, 5, 17]] },
      volume: '14',
      issue: '2',
      page: '1-10',
      ISSN: '1234-5678',
      DOI: '10.1000/ab',
      abstract: 'An abstract.',
      keyword: 'one, two',
      note: 'My note',
    });
  });

  it('finds DOIs where publishers write them, and the proceedings of a paper in C3', () => {
    for (const line of [
      'DO  - https://www.doi.org/10.1000/ab',
      'M3  - 10.1000/ab',
      'M3  - doi: 10.1000/ab',
      'M3  - http://dx.doi.org/10.1000/ab',
      'UR  - https://www.doi.org/10.1000/ab',
      'N1  - doi: 10.1000/ab',
    ]) {
      const item = only('a.ris', `TY  - JOUR\nTI  - T\n${line}\nER  -\n`);
      assert.deepEqual([item.DOI, item['genre']], ['10.1000/ab', undefined], line);
    }
    assert.equal(only('a.ris', 'TY  - JOUR\nTI  - T\nM3  - Editorial\nER  -\n')['genre'], 'Editorial');
    const paper = only('a.ris', 'TY  - CPAPER\nTI  - T\nC3  - Proceedings of X\nER  -\n');
    assert.equal(paper['container-title'], 'Proceedings of X');
  });

  it('takes the last of several types that follow each other, and a type behind other lines for a record', () => {
    const { references } = readLibrary(
      'a.ris',
      'TY  - JOUR\nTY  - BOOK\nTI  - A\nVL  - 1\nTY  - RPRT\nTI  - B\n',
    );
    assert.deepEqual(
      references.map(({ csl }) => [csl.type, csl.title]),
      [
        ['book', 'A'],
        ['report', 'B'],
      ],
    );
  });

  it('keeps the records around a broken one', () => {
    const library = readLibrary('a.ris', `${RIS}TY  - NOTYPE\nTI  - Odd\n\nTY  - BOOK\nTI  - Last\nER  -\n`);
    assert.deepEqual(
      library.references.map(reference => reference.csl.title),
      ['A title that goes on', 'Odd', 'Last'],
    );
    assert.equal(library.problems.length, 1);
  });
});

describe('reading PubMed, EndNote and Web of Science', () => {
  it('reads MEDLINE', () => {
    const item = only('a.nbib', NBIB);
    assert.equal(item.title, 'A title that goes on');
    assert.deepEqual(item.author, [
      { family: 'Long', given: 'Jianping' },
      { family: 'Smith', given: 'AB' },
      { literal: 'Some Study Group' },
    ]);
    assert.deepEqual(item.issued, {
      'date-parts': [
        [2009, 1],
        [2009, 2],
      ],
    });
    assert.deepEqual(
      [item.PMID, item.PMCID, item.DOI, item.page, item['container-title']],
      ['123456', 'PMC99', '10.1000/ab', '454-61', 'Journal of cells'],
    );
  });

  it('reads MEDLINE that was edited by hand: no space after the hyphen, no identifier of PubMed', () => {
    const text = 'PMC -22664230\nTI  - One\nFED -\n\nPMID-22664220\nTI  - Two\n';
    const { references, problems } = readLibrary('a.txt', text);
    assert.deepEqual(
      references.map(({ csl }) => [csl.title, csl.PMCID, csl.PMID]),
      [
        ['One', '22664230', undefined],
        ['Two', undefined, '22664220'],
      ],
    );
    assert.deepEqual(problems, []);
  });

  it('reads both kinds of XML', () => {
    const endnote = only('a.xml', ENDNOTE_XML);
    assert.equal(endnote.title, 'CO<sub>2</sub> & cells');
    assert.deepEqual(endnote.issued, { 'date-parts': [[2023, 5, 17]] });
    const pubmed = only('b.xml', PUBMED_XML);
    assert.equal(pubmed.title, 'Cells <i>in vivo</i>');
    assert.deepEqual(pubmed.author, [{ family: 'Long', given: 'Jianping' }, { literal: 'Some Study Group' }]);
    for (const item of [endnote, pubmed]) {
      assert.deepEqual([item.volume, item.issue, item.page, item.DOI], ['14', '2', '1-10', '10.1000/ab']);
    }
  });

  it('reads an XML record without its end, and the next one', () => {
    const broken = `${ENDNOTE_XML.replace(/<\/record>.*$/s, '')}<record><titles><title>Next</title></titles></record>`;
    const { references, problems } = readLibrary('a.xml', broken);
    assert.deepEqual(
      references.map(reference => reference.csl.title),
      ['CO<sub>2</sub> & cells', 'Next'],
    );
    assert.equal(problems.length, 1);
  });

  it('expands no entities that a file defines', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><records><record><titles><title>&a;&a;</title></titles></record></records>`;
    assert.equal(only('a.xml', bomb).title, '&a;&a;');
  });

  it('reads enw and Web of Science', () => {
    const enw = only('a.enw', ENW);
    const wos = only('a.txt', WEB_OF_SCIENCE);
    assert.equal(wos['container-title'], 'Journal of Cells and Tissues');
    assert.equal(wos.title, 'A title that goes on');
    assert.deepEqual(wos.author, [
      { family: 'Long', given: 'JP' },
      { family: 'Doe', given: 'J' },
    ]);
    assert.deepEqual(wos.issued, { 'date-parts': [[2023, 5, 17]] });
    for (const item of [enw, wos]) {
      assert.deepEqual([item.volume, item.issue, item.page, item.DOI], ['14', '2', '1-10', '10.1000/ab']);
    }
  });
});

describe('reading YAML', () => {
  it('reads CSL-YAML', () => {
    const { references, problems } = readLibrary('a.yaml', CSL_YAML);
    assert.deepEqual(problems, []);
    assert.deepEqual(references[0]?.csl, {
      id: 'long2023',
      type: 'article-journal',
      author: [{ family: 'Long', given: 'Jianping' }],
      title: 'A title that goes on',
      issued: { 'date-parts': [[2023, 5]] },
      volume: '14',
      page: '1-10',
    });
    assert.deepEqual(references[1]?.csl, {
      id: 'b',
      type: 'book',
      title: "It's",
      issued: { 'date-parts': [[2001, 2]] },
    });
  });

  it('reads Hayagriva', () => {
    assert.deepEqual(only('a.yml', HAYAGRIVA), {
      id: 'long2023',
      type: 'article-journal',
      title: 'A title',
      'container-title': 'Journal of Cells',
      author: [
        { family: 'Long', given: 'Jianping' },
        { family: 'Doe', given: 'John' },
      ],
      issued: { 'date-parts': [[2023, 5, 17]] },
      volume: '14',
      issue: '2',
      page: '1-10',
      DOI: '10.1000/ab',
    });
  });

  it('reports a line that fits nowhere and keeps the rest', () => {
    const { references, problems } = readLibrary(
      'a.yaml',
      `${HAYAGRIVA}nonsense\nb:\n  type: book\n  title: B\n`,
    );
    assert.deepEqual(
      references.map(reference => reference.id),
      ['long2023', 'b'],
    );
    assert.equal(problems.length, 1);
  });
});

describe('reading CSL-JSON', () => {
  it('reads a list and says where each record stands', () => {
    const text = '[\n {"id": "a", "type": "book", "title": "A"},\n {"id": 2, "type": "book", "volume": 3}\n]';
    const { references } = readLibrary('a.json', text);
    assert.deepEqual(references[1]?.csl, { id: '2', type: 'book', volume: '3' });
    assert.equal(text.slice(references[0]!.source!.start, references[0]!.source!.end)[0], '{');
  });

  it('keeps the records around a broken one', () => {
    const text = '[{"id":"a","type":"book"},{"id":"b","type":"book","title":},{"id":"c","type":"book"}]';
    const { references, problems } = readLibrary('a.json', text);
    assert.deepEqual(
      references.map(reference => reference.id),
      ['a', 'b', 'c'],
    );
    assert.ok(problems.length > 0 && problems[0]!.range.start >= text.indexOf('"title"'));
  });
});

describe('the format of a library', () => {
  it('is told by content, whatever the ending', () => {
    const cases: readonly (readonly [string, string, string | undefined])[] = [
      ['a.txt', RIS, 'ris'],
      ['a.txt', NBIB, 'nbib'],
      ['a.ris', WEB_OF_SCIENCE, 'web-of-science'],
      ['a.txt', ENW, 'endnote-tagged'],
      ['a', ENDNOTE_XML, 'endnote-xml'],
      ['a', PUBMED_XML, 'pubmed-xml'],
      ['a.yaml', CSL_YAML, 'csl-yaml'],
      ['a.yaml', HAYAGRIVA, 'hayagriva'],
      ['a', '@book{a, title={b}}', 'bibtex'],
      ['a', '[]', 'csl-json'],
      ['a', '{"review": {}, "references": []}', 'annotated-review'],
      ['a.bib', '', 'bibtex'],
      ['a.txt', 'Just prose.', undefined],
    ];
    for (const [name, text, format] of cases)
      assert.equal(libraryFormatOf(name, text), format, `${name} ${format}`);
  });

  it('says of a file of another kind what it could be', () => {
    const { references, problems } = readLibrary('a.txt', 'Just prose.');
    assert.equal(references.length, 0);
    assert.match(problems[0]!.message, /export it as/);
  });
});
