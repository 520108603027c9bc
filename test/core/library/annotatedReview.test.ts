import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import schema from '../../../schemas/annotated-review.schema.json';
import { isAnnotatedReview, readAnnotatedReview, readReview } from '../../../src/core/library';
import reviewFile from '../../../src/core/library/review/nkCellTherapy.json';

const NAME = 'my.review.json';

/** What is wrong, as `text at the place: message`. */
function problemsOf(text: string): readonly string[] {
  return readAnnotatedReview(NAME, text).problems.map(
    ({ range, message }) => `${text.slice(range.start, range.end).slice(0, 30)}: ${message}`,
  );
}

function reviewWith(references: string, topics = '[]'): string {
  return `{"review": {"title": "T", "authors": [], "year": 2025}, "topics": ${topics}, "references": ${references}}`;
}

const RECORD = '"csl": {"id": "a2020", "type": "book"}';

describe('an annotated review of one’s own', () => {
  it('keeps each record with its place in the file', () => {
    const text = reviewWith(`[{"number": 7, ${RECORD}, "summary": "S.", "points": ["p"]}]`);
    const library = readAnnotatedReview(NAME, text);
    assert.deepEqual(library.problems, []);
    assert.equal(library.name, NAME);
    assert.equal(library.numbered, true);
    const [reference] = library.references;
    const { source, ...rest } = reference!;
    assert.equal(
      text.slice(source!.start, source!.end),
      `{"number": 7, ${RECORD}, "summary": "S.", "points": ["p"]}`,
    );
    assert.deepEqual(rest, {
      id: 'a2020',
      csl: { id: 'a2020', type: 'book' },
      number: 7,
      summary: 'S.',
      points: ['p'],
      topics: [],
      library: NAME,
    });
  });

  it('is no numbered library when the review gives no numbers', () => {
    assert.equal(readAnnotatedReview(NAME, reviewWith(`[{${RECORD}}]`)).numbered, false);
  });

  it('joins topics and references from either side', () => {
    const second = '{"csl": {"id": "b2021", "type": "book"}, "topics": ["t"]}';
    const third = '{"csl": {"id": "c2022", "type": "book"}}';
    const topics = '[{"id": "t", "label": "T", "description": "D", "references": ["c2022", "a2020"]}]';
    const library = readAnnotatedReview(NAME, reviewWith(`[{${RECORD}}, ${second}, ${third}]`, topics));
    assert.deepEqual(library.problems, []);
    assert.deepEqual(library.topics[0]?.references, ['c2022', 'a2020', 'b2021']);
    assert.deepEqual(
      library.references.map(reference => reference.topics),
      [['t'], ['t'], ['t']],
    );
  });

  it('tells its provenance from what the review says of itself', () => {
    const text =
      '{"review": {"title": "T", "authors": [{"family": "Marino"}], "year": 2025}, "references": []}';
    assert.equal(
      readAnnotatedReview(NAME, text).provenance,
      'The reference stands as the review “T” (Marino 2025) prints it; it has not been independently verified.',
    );
    const own = '{"review": {"title": "T", "provenance": "Checked in May."}, "references": []}';
    assert.equal(readAnnotatedReview(NAME, own).provenance, 'Checked in May.');
    assert.equal(readReview(NAME, own).information?.title, 'T');
    assert.equal(readReview(NAME, '{"references": []}').information, undefined);
  });

  it('is told from plain CSL-JSON', () => {
    assert.equal(isAnnotatedReview(reviewWith('[]')), true);
    assert.equal(isAnnotatedReview('[{"id": "a", "type": "book"}]'), false);
    assert.equal(isAnnotatedReview('{"items": []}'), false);
    assert.equal(isAnnotatedReview('not JSON'), false);
  });

  const mistakes: readonly [what: string, text: string, problems: readonly string[]][] = [
    ['an empty file', '', [': there is no JSON value here; begin the file with {']],
    [
      'a list',
      '[1]',
      ['[1]: an annotated review is one object with "review", "topics" and "references"; write it so'],
    ],
    [
      'no references',
      '{"topics": []}',
      ['{"topics": []}: this review has no "references"; add the list of its references'],
    ],
    [
      'a misspelt field',
      reviewWith(`[{${RECORD}, "sumary": "S."}]`),
      ['"sumary": "sumary" is no field here; the fields are number, csl, summary, points, topics'],
    ],
    [
      'a record without CSL-JSON',
      reviewWith('[{}]'),
      ['{}: this reference has no "csl"; add its CSL-JSON record'],
    ],
    [
      'a record without id',
      reviewWith('[{"csl": {"type": "book"}}]'),
      ['{"type": "book"}: this reference has no "id"; give it a citation key of its own such as "long2023"'],
    ],
    [
      'two records with one id',
      reviewWith(`[{${RECORD}}, {${RECORD}}]`),
      ['"a2020": another reference has the id "a2020"; give this one a citation key of its own'],
    ],
    [
      'two records with one number',
      reviewWith(`[{"number": 1, ${RECORD}}, {"number": 1, "csl": {"id": "b", "type": "book"}}]`),
      ['1: another reference has the number 1; give this one its own'],
    ],
    [
      'a number below 1',
      reviewWith(`[{"number": 0, ${RECORD}}]`),
      ['0: references are numbered from 1; 0 cannot be cited'],
    ],
    [
      'no number',
      reviewWith(`[{"number": "x", ${RECORD}}]`),
      ['"x": "number" is no whole number; write it in digits'],
    ],
    [
      'an unknown topic',
      reviewWith(`[{${RECORD}, "topics": ["t"]}]`),
      ['"t": no topic has the id "t"; add it under "topics" or remove it'],
    ],
    [
      'a topic of an unknown reference',
      reviewWith('[]', '[{"id": "t", "label": "T", "description": "D", "references": ["x"]}]'),
      ['"x": no reference has the id "x"; correct or remove it'],
    ],
    [
      'two topics with one id',
      reviewWith('[]', '[{"id": "t"}, {"id": "t"}]'),
      ['"t": another topic has the id "t"; give it one of its own'],
    ],
    [
      'a type that CSL does not know',
      reviewWith('[{"csl": {"id": "a", "type": "journal-article"}}]'),
      [
        '"journal-article": "journal-article" is no type of CSL 1.0.2; write "article-journal", "book", "chapter" …',
      ],
    ],
    [
      'names that are no list',
      reviewWith('[{"csl": {"id": "a", "type": "book", "author": "Long"}}]'),
      [
        '"Long": "author" is no list of names; put them between [ and ], each as in: write {"family": "Long", "given": "Jianping"} or {"literal": "An institution"}',
      ],
    ],
    [
      'a date that is none',
      reviewWith('[{"csl": {"id": "a", "type": "book", "issued": {"date-parts": [["soon"]]}}}]'),
      [
        '[["soon"]]: these are no date parts; write {"date-parts": [[2023, 5, 17]]} or {"date-parts": [[2023]]}',
      ],
    ],
    [
      'points that are no list',
      reviewWith(`[{${RECORD}, "points": "p"}]`),
      ['"p": "points" is no list; put its values between [ and ]'],
    ],
  ];
  for (const [what, text, problems] of mistakes) {
    it(`names ${what}`, () => assert.deepEqual(problemsOf(text), problems));
  }

  it('loses no other record through a broken one', () => {
    const broken = '{"csl": {"id": "b", "type": "book", "title": "no end }, ';
    const text = reviewWith(`[{${RECORD}},\n${broken}\n{"csl": {"id": "c", "type": "book"}}]`);
    const library = readAnnotatedReview(NAME, text);
    assert.ok(library.problems.length > 0);
    assert.deepEqual(
      library.references.map(reference => reference.id),
      ['a2020', 'b', 'c'],
    );
  });

  it('takes numbers for text where CSL wants text, and keeps fields that CSL does not know', () => {
    const csl = '{"id": "a", "type": "book", "volume": 14, "issued": 2023, "tags": ["x"], "editor": ["WHO"]}';
    const library = readAnnotatedReview(NAME, reviewWith(`[{"csl": ${csl}}]`));
    assert.deepEqual(library.references[0]?.csl, {
      id: 'a',
      type: 'book',
      volume: '14',
      issued: { 'date-parts': [[2023]] },
      tags: ['x'],
      editor: [{ literal: 'WHO' }],
    });
  });

  it('never throws, whatever was cut out of the file', () => {
    const text = JSON.stringify(reviewFile, undefined, 1);
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.nat({ max: 40 }), (start, length) => {
        const cut = text.slice(0, start) + text.slice(start + length);
        const library = readAnnotatedReview(NAME, cut);
        for (const { range } of library.problems)
          assert.ok(range.start <= range.end && range.end <= cut.length);
      }),
      { numRuns: 60 },
    );
  });

  it('loses one record at most where a quote, comma or colon was forgotten', () => {
    const text = JSON.stringify(reviewFile, undefined, 1);
    const references = text.indexOf('"references": [\n  {');
    const places = [...text.matchAll(/[",:]/g)]
      .map(match => match.index)
      .filter(place => place > references + 20);
    fc.assert(
      fc.property(fc.constantFrom(...places), place => {
        const library = readAnnotatedReview(NAME, text.slice(0, place) + text.slice(place + 1));
        assert.ok(library.references.length >= 9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the schema of annotated reviews', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  const validate = ajv.compile(schema);

  it('describes each field and gives examples that keep to it', () => {
    let examined = 0;
    for (const { pointer, node } of propertiesIn(schema, '#')) {
      assert.equal(typeof node['description'], 'string', `${pointer} has no description`);
      const check = ajv.getSchema(`${schema.$id}${pointer}`);
      assert.ok(check, pointer);
      for (const example of (node['examples'] as unknown[] | undefined) ?? []) {
        examined += 1;
        assert.ok(check(example), `${pointer}: ${JSON.stringify(check.errors)}`);
      }
    }
    assert.ok(examined > 40, `${examined} examples`);
  });

  it('refuses what the reader reports', () => {
    assert.equal(validate(JSON.parse(reviewWith(`[{${RECORD}, "sumary": "S."}]`))), false);
    assert.equal(
      validate(JSON.parse(reviewWith('[{"csl": {"id": "a", "type": "journal-article"}}]'))),
      false,
    );
    assert.equal(validate(JSON.parse(reviewWith(`[{"number": 0, ${RECORD}}]`))), false);
    assert.equal(validate(JSON.parse(reviewWith(`[{"number": 1, ${RECORD}}]`))), true);
  });
});

/** Every subschema under `properties`, with its JSON pointer. */
function* propertiesIn(
  node: unknown,
  pointer: string,
): Generator<{ pointer: string; node: Record<string, unknown> }> {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'examples') continue;
    const inner = `${pointer}/${key}`;
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as Record<string, Record<string, unknown>>)) {
        const own = `${inner}/${encodeURIComponent(name)}`;
        yield { pointer: own, node: property };
        yield* propertiesIn(property, own);
      }
    } else {
      yield* propertiesIn(value, inner);
    }
  }
}
