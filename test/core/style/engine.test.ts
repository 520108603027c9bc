/// <reference path="../../../src/core/style/engine/packages.d.ts" />
import * as assert from 'node:assert/strict';
import locales from '@citation-js/plugin-csl/lib-mjs/locales.json';
import CSL from 'citeproc';
import type { CslItem } from '../../../src/core/library/types';
import { styleText } from '../../../src/core/style/engine/bundledTexts';
import { createStyleEngine } from '../../../src/core/style/engine/cslEngine';
import { knownLocale, LOCALE_TAGS } from '../../../src/core/style/locales/knownLocale';
import { LOCALES } from '../../../src/core/style/locales/locales';
import { parseStyle } from '../../../src/core/style/parseStyle';
import { findStyle } from '../../../src/core/style/styles/bundledStyles';
import { type CitationStyle, type FormattedEntry, StyleError } from '../../../src/core/style/types';

const TYPES = [
  'article-journal',
  'book',
  'chapter',
  'paper-conference',
  'thesis',
  'report',
  'webpage',
  'article',
];
const TITLES = [
  'Targeting <i>NK</i> cells & CD16<sup>+</sup> in "solid" tumors?',
  'What T < 5 means: $x$, 100% & [more] — a_b',
  'A plain title.',
  'H<sub>2</sub>O and <b>bold</b>, <span style="font-variant:small-caps;">small</span> <i>in <i>italics</i></i>',
];

/** Records of every kind, many of one author and year, some with nearly nothing in them. */
function records(count: number): readonly CslItem[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `item ${index}`,
    type: TYPES[index % TYPES.length]!,
    ...(index % 11 === 7 ? {} : { title: TITLES[index % TITLES.length]! }),
    ...(index % 7 === 5
      ? {}
      : {
          author: Array.from({ length: 1 + (index % 8) }, (_name, place) => ({
            family: place === 3 ? 'van der Berg' : `Li${place}`,
            given: 'Xin-Yu A.',
          })),
        }),
    editor: [{ literal: 'The Consortium' }],
    'container-title': 'Frontiers in Immunology',
    'container-title-short': 'Front. Immunol.',
    ...(index % 5 === 4 ? {} : { issued: { 'date-parts': [[2020 + (index % 2), 1 + (index % 12)]] } }),
    volume: String(index % 40),
    issue: '2',
    page: index % 3 === 0 ? '1121-1128' : `e${index}`,
    publisher: 'Springer',
    'publisher-place': 'Berlin',
    DOI: `10.1000/x_${index}*y`,
    URL: `https://example.org/${index}`,
  }));
}

/** citeproc's own rendering of the whole list with the style as it stands, without the number that begins an entry. */
function fullRendering(
  items: readonly CslItem[],
  style: CitationStyle,
): { readonly text: readonly string[]; readonly html: readonly string[] } {
  const byId = new Map(items.map(item => [item.id, item]));
  const engine = new CSL.Engine(
    { retrieveLocale: tag => locales[tag] ?? '', retrieveItem: id => byId.get(id)! },
    styleText(style)!,
    'en-US',
    true,
  );
  const { numeric } = parseStyle(styleText(style)!);
  const render = (format: string) => {
    engine.setOutputFormat(format);
    engine.updateItems(
      items.map(({ id }) => id),
      true,
    );
    const bibliography = engine.makeBibliography();
    assert.ok(bibliography);
    return bibliography[1].map((entry, index) => {
      const text = entry.replace(/<\/?div[^>]*>/g, '').trim();
      const label = numeric ? new RegExp(`^[[(]?${index + 1}[.)\\]]?\\s*`) : /^/;
      assert.match(text, label);
      return text.replace(label, '');
    });
  };
  return { text: render('text'), html: render('html') };
}

function words(entry: FormattedEntry): string {
  return entry.map(({ text }) => text).join('');
}

/** Each character of an entry with the formatting that it has: `N italic`. */
function characters(entry: FormattedEntry): readonly string[] {
  return entry.flatMap(({ text, italic, bold, smallCaps, position }) => {
    const formatting = [
      italic && ' italic',
      bold && ' bold',
      smallCaps && ' small',
      position && ` ${position}`,
    ];
    return [...text].map(character => [character, ...formatting.filter(Boolean)].join(''));
  });
}

/** The same of citeproc's HTML, read on its own. */
function htmlCharacters(html: string): readonly string[] {
  const stack: (readonly string[])[] = [[]];
  return html.split(/(<[^>]+>)/).flatMap(part => {
    const formatting = stack.at(-1)!;
    if (part.startsWith('</')) stack.pop();
    else if (part === '<i>') stack.push([...formatting, ' italic']);
    else if (part === '<b>') stack.push([...formatting, ' bold']);
    else if (part === '<sup>') stack.push([...formatting, ' superscript']);
    else if (part === '<sub>') stack.push([...formatting, ' subscript']);
    else if (part.includes('small-caps')) stack.push([...formatting, ' small']);
    else if (part.includes('font-style:normal')) stack.push(formatting.filter(name => name !== ' italic'));
    else if (part.startsWith('<')) assert.fail(part);
    else {
      const order = [' italic', ' bold', ' small', ' superscript', ' subscript'];
      const text = part.replace(/&#(\d+);/g, (_whole, code) => String.fromCharCode(Number(code)));
      return [...text].map(character => character + order.filter(name => formatting.includes(name)).join(''));
    }
    return [];
  });
}

function assertAsCiteproc(
  actual: readonly FormattedEntry[],
  items: readonly CslItem[],
  style: CitationStyle,
): void {
  const { text, html } = fullRendering(items, style);
  assert.deepEqual(actual.map(words), text);
  assert.deepEqual(actual.map(characters), html.map(htmlCharacters));
}

const NUMERIC = [
  'journal-of-cancer-science-and-therapy',
  'nlm-citation-sequence',
  'ieee',
  'american-medical-association',
  'nature',
  'science',
  'cell',
  'american-chemical-society',
  'elsevier-with-titles',
  'springer-basic-brackets',
];

describe('style engine', () => {
  for (const id of [...NUMERIC, 'harvard-cite-them-right']) {
    it(`prints ${id} exactly as citeproc prints the whole list, words and formatting, also from its cache`, () => {
      const style = findStyle(id)!;
      const items = records(10);
      const engine = createStyleEngine();
      const first = engine.formatEntries(items, style, 'en-US');
      assertAsCiteproc(first, items, style);
      assert.deepEqual(engine.formatEntries(items, style, 'en-US'), first);
    });
  }

  it('prints the same in another order', () => {
    const style = findStyle('ieee')!;
    const items = records(10);
    const engine = createStyleEngine();
    const entries = engine.formatEntries(items, style, 'en-US');
    const reordered = [...items.slice(4), ...items.slice(0, 4)].map(item => ({ ...item }));
    assert.deepEqual(engine.formatEntries(reordered, style, 'en-US'), [
      ...entries.slice(4),
      ...entries.slice(0, 4),
    ]);
    assertAsCiteproc(engine.formatEntries(reordered, style, 'en-US'), reordered, style);
  });

  it('notices a changed record', () => {
    const style = findStyle('ieee')!;
    const engine = createStyleEngine();
    const items = records(3);
    engine.formatEntries(items, style, 'en-US');
    const changed = items.map((item, index) => (index === 1 ? { ...item, title: 'Changed' } : item));
    assertAsCiteproc(engine.formatEntries(changed, style, 'en-US'), changed, style);
  });

  it('lets an entry of an author-date style depend on its neighbours', () => {
    const style = findStyle('harvard-cite-them-right')!;
    const engine = createStyleEngine();
    const [first] = records(1);
    const text = (entries: readonly FormattedEntry[]) => words(entries[0]!);
    assert.match(text(engine.formatEntries([first!], style, 'en-US')), /2020\)/);
    assert.match(text(engine.formatEntries([first!, { ...first!, id: 'b' }], style, 'en-US')), /2020a\)/);
  });

  it('formats records with nothing in them, double ids and hostile ids', () => {
    const style = findStyle('nlm-citation-sequence')!;
    const items = ['__proto__', 'same', 'same', 'constructor'].map(id => ({ id, type: 'article-journal' }));
    const entries = createStyleEngine().formatEntries(items, style, 'en-US');
    assert.deepEqual(entries.map(words), ['__proto__', 'same', 'same', 'constructor']);
  });

  it('takes values of the wrong type as citation-js does', () => {
    const item = {
      id: 'a',
      type: 'no-such-type',
      title: ['A title'],
      author: ['Jianping Long', null, 5],
      volume: 14,
      issued: { 'date-parts': [['2023']] },
      container_id: 'x',
    } as unknown as CslItem;
    const [entry] = createStyleEngine().formatEntries([item, item].slice(1), findStyle('nature')!, 'en-US');
    assert.match(words(entry!), /^Long, J\. A title\. .*\(2023\)\.$/);
  });

  it('keeps the characters apart that it uses as marks itself', () => {
    const item = { id: 'a', type: 'book', title: 'One \uf8d0two\uf8df three' };
    const [entry] = createStyleEngine().formatEntries([item], findStyle('ieee')!, 'en-US');
    assert.deepEqual(entry, [{ text: 'One two three', italic: true }, { text: '.' }]);
  });

  it('takes the whole label of an entry away, wherever a style writes its brackets', () => {
    const number = '<text variable="citation-number" prefix="[" suffix="]"/>';
    const ieee = findStyle('ieee')!;
    assert.ok(styleText(ieee)!.includes(number));
    const [item] = records(1);
    const print = (label: string, layout = '<layout>') => {
      const csl = styleText(ieee)!.replace(`<layout>\n      ${number}`, `${layout}${label}`);
      assert.notEqual(csl, styleText(ieee)!);
      return words(createStyleEngine().formatEntries([item!], { id: 'x', title: 'x', csl }, 'en-US')[0]!);
    };
    const expected = words(createStyleEngine().formatEntries([item!], ieee, 'en-US')[0]!);
    assert.equal(print(`<group prefix="(" suffix=")">${number}</group>`), expected);
    assert.equal(print('<text variable="citation-number" suffix="] "/>', '<layout prefix="[">'), expected);
    assert.equal(
      print(`<group prefix="["><text variable="citation-number" suffix="] "/><text value=""/></group>`),
      expected,
    );
  });

  it('does not choke on a field that swallowed half a library', () => {
    const item = { id: 'a', type: 'book', title: `T${' "x" '.repeat(100_000)}` };
    const [entry] = createStyleEngine().formatEntries([item], findStyle('nature')!, 'en-US');
    assert.ok(words(entry!).length < 3100);
  });

  it('says why a style cannot be used', () => {
    const engine = createStyleEngine();
    const use = (csl: string) => () =>
      engine.formatEntries(records(1), { id: 'x', title: 'Mine', csl }, 'en-US');
    const wrong = (pattern: RegExp) => (error: unknown) =>
      error instanceof StyleError && pattern.test(error.message);
    assert.throws(use(''), wrong(/^The style “Mine”, line 1: .*root element/));
    assert.throws(use('<style>\n<info></style>'), wrong(/line 2: .*<\/info> is expected/));
    assert.throws(use('<html></html>'), wrong(/<html>, not a citation style/));
    assert.throws(
      use(styleText(findStyle('ieee')!)!.replace(/<bibliography.*<\/bibliography>/s, '')),
      wrong(/no <bibliography>/),
    );
  });

  it('answers in the nearest language that it has', () => {
    assert.deepEqual([...LOCALE_TAGS].sort(), [...LOCALES.keys()].sort());
    assert.equal(knownLocale('de_AT'), 'de-DE');
    assert.equal(knownLocale('en'), 'en-US');
    assert.equal(knownLocale('xx-YY'), undefined);
    const book = { ...records(2)[1]!, edition: '2' };
    const [entry] = createStyleEngine().formatEntries([book], findStyle('nlm-citation-sequence')!, 'de-CH');
    assert.match(words(entry!), /Aufl/);
    assert.equal(knownLocale('zh-HK'), 'zh-TW');
    assert.equal(knownLocale('pt'), 'pt-PT');
  });

  it('formats in the language that the style is made for where none is asked for', () => {
    const style = findStyle('nlm-citation-sequence')!;
    const book = { ...records(2)[1]!, edition: '2' };
    const entry = (made: string, asked: string) =>
      words(createStyleEngine().formatEntries([book], { ...style, defaultLocale: made }, asked)[0]!);
    assert.match(entry('de-DE', ''), /Aufl/);
    assert.match(entry('de-DE', 'en-GB'), /2nd ed/);
    const csl = styleText(style)!
      .replace(/ default-locale="[^"]*"/, '')
      .replace('<style ', '<style default-locale="es-ES" ');
    const [spanish] = createStyleEngine().formatEntries([book], { id: 'x', title: 'x', csl }, '');
    assert.match(words(spanish!), /2\.?ª ed/);
  });

  it('prints APA exactly as citeproc prints the whole list', function () {
    // citeproc takes a second to read APA, and much longer on a machine that is busy.
    this.timeout(60_000);
    const style = findStyle('apa')!;
    const items = records(8);
    assertAsCiteproc(createStyleEngine().formatEntries(items, style, 'en-US'), items, style);
  });
});
