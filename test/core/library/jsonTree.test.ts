import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memberOf, parseJsonTree, plainValue } from '../../../src/core/library';

function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parseJsonTree(text);
  return {
    value: root && plainValue(root),
    problems: problems.map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`),
  };
}

describe('the JSON reader', () => {
  it('reads every JSON text as JSON.parse does, pretty or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        assert.deepEqual(read(text), { value: JSON.parse(text), problems: [] });
      }),
      { numRuns: 100 },
    );
  });

  it('never throws, and every problem lies in the text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\\',
      '"a"',
      '1',
      'x',
      '\n',
      '/*',
      '//',
      'u00e',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
        const text = parts.join('');
        for (const { range } of parseJsonTree(text).problems) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives the range of each value', () => {
    const text = '\uFEFF{"a": [1, "zwei"]} // end';
    const { root, problems } = parseJsonTree(text);
    assert.deepEqual(problems, []);
    const list = memberOf(root, 'a');
    assert.ok(list?.kind === 'array');
    assert.deepEqual(
      list.items.map(item => text.slice(item.range.start, item.range.end)),
      ['1', '"zwei"'],
    );
  });

  it('decodes escapes', () => {
    assert.deepEqual(read('"J\\u00fcrgen \\"x\\" \\ud83d\\ude00 \\n\\/"'), {
      value: 'Jürgen "x" 😀 \n/',
      problems: [],
    });
  });

  it('takes the last of repeated fields', () => {
    assert.deepEqual(plainValue(memberOf(parseJsonTree('{"a": 1, "a": 2}').root, 'a')!), 2);
  });

  const mistakes: readonly [what: string, text: string, value: unknown, problem: string][] = [
    ['a missing comma', '{"a": 1\n "b": 2}', { a: 1, b: 2 }, '": a comma is missing before this; add it'],
    [
      'a missing comma in a list',
      '[{"a": 1} {"b": 2}]',
      [{ a: 1 }, { b: 2 }],
      '{: a comma is missing before this; add it',
    ],
    ['a comma too many', '[1,, 2]', [1, 2], ',: there is one comma too many; remove it'],
    ['a comma at the end', '[1, 2, ]', [1, 2], ',: a comma stands before the closing ]; remove it'],
    ['an unclosed text', '{"a": "b\n}', { a: 'b' }, '"b: this text has no closing double quote; add it'],
    [
      'a missing }',
      '[{"a": 1, {"a": 2}]',
      [{ a: 1 }, { a: 2 }],
      '{: a closing } is missing before this; add it',
    ],
    ['a missing ]', '{"a": [1, 2}', { a: [1, 2] }, '}: a closing ] is missing before this; add it'],
    ['a missing end', '{"a": 1', { a: 1 }, ': a closing } is missing at the end; add it'],
    ['a missing colon', '{"a" 1}', { a: 1 }, ' : a colon is missing behind the name of the field; add it'],
    ['a missing value', '{"a": , "b": 2}', { b: 2 }, '"a": the field "a" has no value; add one or remove it'],
    ['a bare word', '{"a": yes}', { a: 'yes' }, 'yes: this is no JSON value; put text between double quotes'],
    [
      'single quotes',
      "{'a': 1}",
      { a: 1 },
      "': text stands between double quotes in JSON; replace the single quotes",
    ],
    ['a lone backslash', '["C:\\q"]', ['C:\\q'], '\\: a lone backslash stands in this text; write two'],
    ['junk', '[1, ;;, 2]', [1, 2], ';;: this is no JSON value; remove it or put it between double quotes'],
    ['text behind the end', '[1] x', [1], 'x: the JSON value ends before this text; remove it'],
    ['an empty text', '', undefined, ': there is no JSON value here; begin the file with {'],
  ];
  for (const [what, text, value, problem] of mistakes) {
    it(`goes on after ${what} and says what to do`, () => {
      assert.deepEqual(read(text), { value, problems: [problem] });
    });
  }

  it('is linear in hostile texts and limits its problems', () => {
    const size = 200_000;
    for (const piece of ['[', '{"a":', '"', "'", '\\', ',', '/*', '{', '}', '"a" ', ';x', '[}', '{]']) {
      const started = performance.now();
      const { problems } = parseJsonTree(piece.repeat(size / piece.length));
      assert.ok(performance.now() - started < 1000, `${piece}: ${performance.now() - started} ms`);
      assert.ok(problems.length <= 100);
    }
  });
});
