import assert from 'node:assert/strict';
import { parseManuscript } from '../../../src/core/manuscript';
import { citationsIn } from './found';

describe('the forms of a citation', () => {
  const forms: readonly (readonly [written: string, numbers: string])[] = [
    ['[1]', '1'],
    ['[1,2]', '1,2'],
    ['[ 1, 2 ]', '1,2'],
    ['[1, 2; 5]', '1,2,5'],
    ['[1 and 2]', '1,2'],
    ['[1, 2, and 5]', '1,2,5'],
    ['[3 & 4]', '3,4'],
    ['[1-3]', '1,2,3'],
    ['[1–3]', '1,2,3'],
    ['[1—3]', '1,2,3'],
    ['[1−3]', '1,2,3'],
    ['[1‐3]', '1,2,3'],
    ['[1--3]', '1,2,3'],
    ['[1 – 3]', '1,2,3'],
    ['[1&ndash;3]', '1,2,3'],
    ['[1\\-3]', '1,2,3'],
    ['[1,3-5]', '1,3,4,5'],
    ['[1–4;7]', '1,2,3,4,7'],
    ['[5–3]', '5,4,3'],
    ['[2, 2]', '2,2'],
    ['[12,\n14]', '12,14'],
    ['[0]', '0'],
    ['[1]–[3]', '1,2,3'],
    ['[1]-[3]', '1,2,3'],
    ['[2]--[4]', '2,3,4'],
    ['\\[1\\]', '1'],
    ['\\[1, 3–5\\]', '1,3,4,5'],
    ['\\[1]', '1'],
    ['[1, p. 45]', '1'],
    ['[1, pp. 45–50]', '1'],
    ['[1, chap. 3; 4, Fig. 2a]', '1,4'],
    ['[see 3, 5, Fig. 2]', '3,5'],
    ['[see also 3, 5]', '3,5'],
    ['[e.g., 3, 5]', '3,5'],
    ['[cf. 7]', '7'],
    ['[reviewed in 4]', '4'],
    ['[ref. 6]', '6'],
    ['[Refs. 6–8]', '6,7,8'],
    ['[vgl. 6, S. 12]', '6'],
    ['[voir 2]', '2'],
    ['[3, and references therein]', '3'],
    ['[3; see also 5]', '3,5'],
    ['[[1]](#ref-1)', '1'],
    ['[[1](#a), [3](#b)]', '1,3'],
    ['[[1](#a)–[3](#b)]', '1,2,3'],
    ['[\\[1,](#a) [2\\]](#b)', '1,2'],
    ['[\\[1\\]](#a)', '1'],
    ['\\[[1](#a),[2](#b)\\]', '1,2'],
  ];
  for (const [written, numbers] of forms) {
    it(JSON.stringify(written), () => {
      const text = `Cells act ${written}, and so on.`;
      assert.deepEqual(citationsIn(text), [`${written} → ${numbers}`]);
    });
  }

  it('takes adjacent brackets and those of the IEEE one by one', () => {
    assert.deepEqual(citationsIn('As in [1][2] and [1], [2]–[4], [7].'), [
      '[1] → 1',
      '[2] → 2',
      '[1] → 1',
      '[2]–[4] → 2,3,4',
      '[7] → 7',
    ]);
  });

  it('joins two brackets over a dash, and no third', () => {
    const text = 'As in [1]–[3]–[5], [7]–[6] ([2]–[4]) and [8]–[9], so [2]–[4, 5] or [2]–[x].';
    assert.deepEqual(citationsIn(text), [
      '[1]–[3] → 1,2,3',
      '[5] → 5',
      '[7]–[6] → 7,6',
      '[2]–[4] → 2,3,4',
      '[8]–[9] → 8,9',
      '[2] → 2',
      '[4, 5] → 4,5',
      '[2] → 2',
    ]);
    const [, , third] = parseManuscript(text, 'markdown').citations;
    const member = third?.members[0];
    assert.ok(member?.kind === 'range');
    assert.equal(text.slice(member.dash.start, member.dash.end), ']–[');
    assert.equal(text.slice(member.range.start, member.range.end), '7]–[6');
  });

  it('goes over brackets that nothing closes to what stands behind them', () => {
    assert.deepEqual(citationsIn('So [1, [2, [a, \\[3 and `code` [4\n\nAs in [5].'), ['[5] → 5']);
    assert.deepEqual(citationsIn('So ([1], [2 and [3, 4], [5 and `[6]`.'), ['[1] → 1', '[3, 4] → 3,4']);
  });

  it('gives each member its ranges', () => {
    const text = 'So [see 3, 5–7, p. 45].';
    const [citation] = parseManuscript(text, 'markdown').citations;
    assert.ok(citation);
    const written = (range: { start: number; end: number } | undefined): string | undefined =>
      range && text.slice(range.start, range.end);
    const [first, second] = citation.members;
    assert.equal(first?.kind, 'number');
    assert.equal(written(first.range), 'see 3');
    assert.equal(written(first.prefix), 'see');
    assert.equal(second?.kind, 'range');
    assert.equal(written(second.range), '5–7, p. 45');
    assert.equal(written(second.kind === 'range' ? second.dash : undefined), '–');
    assert.equal(written(second.locator), 'p. 45');
  });

  it('says what it cannot read instead of guessing', () => {
    const text = 'So [3,,4] and [1-] and [3,] and [1–2000] and [3,, x].';
    const { unreadable, citations } = parseManuscript(text, 'markdown');
    assert.equal(citations.length, 0);
    assert.deepEqual(
      unreadable.map(({ range }) => text.slice(range.start, range.end)),
      ['[3,,4]', '[1-]', '[3,]', '[1–2000]', '[3,, x]'],
    );
    for (const { reason } of unreadable) assert.match(reason, /\.$/);
  });

  it('takes linked numbers in superscript where the list has them, and no footnotes', () => {
    const list = '\n\n## References\n\n1. A. 2001.\n2. B. 2002.\n';
    const text = `So<sup>[1](#r1)</sup>, so<sup>[1](#r1),[2](#r2)</sup>, not<sup>[2](#fn2)</sup> nor<sup>[7](#r7)</sup>.${list}`;
    const { citations } = parseManuscript(text, 'markdown');
    assert.deepEqual(citationsIn(text), ['<sup>[1](#r1)</sup> → 1', '<sup>[1](#r1),[2](#r2)</sup> → 1,2']);
    assert.equal(citations[0]?.form, 'linked');
  });

  describe('other forms than square brackets', () => {
    const list = '\n\n## References\n\n1. A. 2001.\n2. B. 2002.\n3. C. 2003.\n4. D. 2004.\n';

    it('takes superscripts where list and text show them', () => {
      assert.deepEqual(citationsIn(`NK cells^1^ kill.<sup>2,3</sup> So^2–4^ we do.${list}`), [
        '^1^ → 1',
        '<sup>2,3</sup> → 2,3',
        '^2–4^ → 2,3,4',
      ]);
      assert.deepEqual(citationsIn(`NK cells¹ kill.²⁻⁴ An area of 10 cm² and 10³ cells.${list}`), [
        '¹ → 1',
        '²⁻⁴ → 2,3,4',
      ]);
    });

    it('takes a superscript range from a number to itself', () => {
      assert.deepEqual(citationsIn('NK cells¹⁻¹ kill.', 'markdown', { forms: ['superscript'] }), ['¹⁻¹ → 1']);
    });

    it('takes round brackets where list and text show them', () => {
      assert.deepEqual(citationsIn(`NK cells (1) kill (2,3) and die (3–4).${list}`), [
        '(1) → 1',
        '(2,3) → 2,3',
        '(3–4) → 3,4',
      ]);
    });

    it('keeps silent where the manuscript cites in square brackets', () => {
      const text = `NK cells [1] kill [2, 3] and die [4]: (1) now, (2) later. 10^3^ cells.${list}`;
      assert.deepEqual(citationsIn(text), ['[1] → 1', '[2, 3] → 2,3', '[4] → 4']);
    });

    it('keeps silent where there is no list', () => {
      assert.deepEqual(citationsIn('We (1) count, (2) wash and (3) wait. Cells^2^ grow.'), []);
    });

    it('takes them where they are set', () => {
      assert.deepEqual(citationsIn('NK cells (1) kill.', 'markdown', { forms: ['round'] }), ['(1) → 1']);
      assert.deepEqual(citationsIn('NK cells^3^ kill.', 'markdown', { forms: ['superscript'] }), ['^3^ → 3']);
      assert.deepEqual(
        citationsIn('NK cells\\textsuperscript{3,4} kill.', 'latex', { forms: ['superscript'] }),
        ['\\textsuperscript{3,4} → 3,4'],
      );
    });
  });
});
