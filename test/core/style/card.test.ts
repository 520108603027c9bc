import * as assert from 'node:assert/strict';
import type { Reference, Topic } from '../../../src/core/library/types';
import { lookupLinks, makeCard } from '../../../src/core/style/card';
import { cardMarkdown, ENGLISH_CARD_WORDS } from '../../../src/core/style/cardMarkdown';

const TOPIC: Topic = { id: 'exhaustion', label: 'Exhaustion', description: '', references: ['daher2023'] };
const DAHER: Reference = {
  id: 'daher2023',
  csl: {
    id: 'daher2023',
    type: 'article-journal',
    title: 'Targeting NK Cell Exhaustion',
    author: [{ family: 'Daher', given: 'Mitchell' }],
    issued: { 'date-parts': [[2023]] },
  },
  number: 4,
  summary: 'How exhaustion comes about, and what reverses it.',
  points: ['checkpoints', 'metabolism'],
  topics: ['exhaustion'],
  library: 'review',
  source: undefined,
};
const ACTIONS = [{ title: 'Open', commandUri: 'command:x.open?%5B4%5D' }];

describe('card', () => {
  it('reads from what the work is to what can be done', () => {
    const card = makeCard({
      number: 4,
      reference: DAHER,
      entry: [
        { text: 'Mitchell Daher. “Targeting.” ' },
        { text: 'Front Immunol', italic: true },
        { text: ' 14.' },
      ],
      topics: [TOPIC],
      occurrences: { count: 3, lines: [2, 9] },
      provenance: 'As the review prints it; not verified.',
    });
    assert.equal(
      cardMarkdown(card, ENGLISH_CARD_WORDS, ACTIONS),
      [
        '**\\[4\\] Daher 2023**',
        'Mitchell Daher. “Targeting.” *Front Immunol* 14.',
        'How exhaustion comes about, and what reverses it.',
        'What sets it apart:',
        '- checkpoints\n- metabolism',
        'Topics: Exhaustion',
        'Cited 3 times in this manuscript, in lines 2, 9.',
        '*As the review prints it; not verified.*',
        'Look up: [PubMed](https://pubmed.ncbi.nlm.nih.gov/?term=Targeting%20NK%20Cell%20Exhaustion) · ' +
          '[Crossref](https://search.crossref.org/search/works?q=Targeting%20NK%20Cell%20Exhaustion) · ' +
          '[Google Scholar](https://scholar.google.com/scholar?q=Targeting%20NK%20Cell%20Exhaustion)',
        '[Open](command:x.open?%5B4%5D)',
      ].join('\n\n'),
    );
  });

  it('says what it can of a work that no library has', () => {
    const card = makeCard({
      number: 7,
      reference: undefined,
      writtenEntry: 'Miller JS. *Trials*. 2020.',
      topics: [],
      occurrences: { count: 1, lines: [12] },
    });
    const text = cardMarkdown(card, ENGLISH_CARD_WORDS, []);
    assert.match(
      text,
      /^\*\*\\\[7\\\]\*\*\n\nMiller JS\. \\\*Trials\\\*\. 2020\.\n\nNo library has a record/,
    );
    assert.match(text, /Cited once in this manuscript, in line 12\.$/);
    assert.deepEqual(card.links, []);
  });

  it('lets no text of a library become a link, an image, HTML or a command', () => {
    const hostile =
      '[x](command:evil) ![y](https://e.vil/p.png) <img src=x> <https://e.vil> https://e.vil/a www.e.vil me@e.vil ' +
      '`c` $(alert) \n\n# h\n\n- l\n\n[r]: command:evil\n&lt;b&gt; **';
    const reference: Reference = {
      ...DAHER,
      id: hostile,
      csl: { ...DAHER.csl, title: hostile, author: [{ family: hostile }, { literal: hostile }] },
      summary: hostile,
      points: [hostile],
    };
    const entry = [
      { text: hostile },
      { text: hostile, italic: true },
      { text: 'x', position: 'superscript' as const },
    ];
    const card = makeCard({
      number: undefined,
      reference,
      entry: [...entry, { text: 'y', link: 'command:evil' }],
      topics: [{ ...TOPIC, label: hostile }],
      provenance: hostile,
    });
    const text = cardMarkdown(card, ENGLISH_CARD_WORDS, ACTIONS);
    const ours =
      /\[(?:PubMed|Crossref|Google Scholar|Open)\]\((?:https:\/\/(?:pubmed\.ncbi\.nlm\.nih\.gov|search\.crossref\.org|scholar\.google\.com)\/[\w?=%/.~-]*|command:x\.open\?%5B4%5D)\)/g;
    const rest = text.replace(ours, '');
    assert.equal(text.match(ours)?.length, 4);
    assert.doesNotMatch(
      rest,
      /(?<!\\)[[\]`$@]|(?<!\\)<|https?:\/\/|(?<!\\)&lt;b|www\.e|^#|\n[-#] ?[hl]|\n\[/,
    );
  });

  it('offers DOI and PMID only where the record has them, well-formed', () => {
    const kinds = (record: object) =>
      lookupLinks({ id: 'a', type: 'book', ...record }).map(({ kind }) => kind);
    assert.deepEqual(kinds({}), []);
    assert.deepEqual(kinds({ DOI: 'not a doi', PMID: 'x' }), []);
    assert.deepEqual(kinds({ DOI: 'https://doi.org/10.1000/a', PMID: '123', title: 'T' }), [
      'doi',
      'pubmed',
      'pubmedSearch',
      'crossref',
      'scholar',
    ]);
    const [link] = lookupLinks({ id: 'a', type: 'book', DOI: '10.1002/(SICI)1<1::AID)2>3.0.CO;2-2' });
    assert.equal(link?.url, 'https://doi.org/10.1002/%28SICI%291%3C1%3A%3AAID%292%3E3.0.CO%3B2-2');
    assert.match(
      lookupLinks({ id: 'a', type: 'book', title: 'a) [b](c) \ud800' })[0]!.url,
      /term=a%29%20%5Bb%5D%28c%29%20$/,
    );
  });
});
