import * as assert from 'node:assert/strict';
import { styleText } from '../../../src/core/style/engine/bundledTexts';
import { parseXml } from '../../../src/core/style/engine/xml';
import { parseStyle } from '../../../src/core/style/parseStyle';
import {
  bundledStyles,
  DEFAULT_STYLE_ID,
  findStyle,
  presentStyleName,
  searchStyles,
} from '../../../src/core/style/styles/bundledStyles';
import renamedStyles from '../../../src/core/style/styles/official/renamed-styles.json';
import { STYLE_ALIASES } from '../../../src/core/style/styles/styleAliases';
import { readStyleFile, styleFromFile } from '../../../src/core/style/styles/styleFromFile';

const MINIMAL = `<?xml version="1.0"?>
<style class="in-text" version="1.0">
<info><title>Mine</title><id>http://x/styles/mine</id></info>
<macro name="a"><text variable="title"/></macro>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="citation-number"/><text macro="a"/></layout></bibliography>
</style>`;

function messages(csl: string): readonly string[] {
  return parseStyle(csl).problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('bundled styles', () => {
  it('can all be used, and are what they say', () => {
    const labels = bundledStyles().map(style => {
      const parsed = parseStyle(styleText(style)!);
      assert.deepEqual(parsed.problems, [], style.id);
      return `${style.id} ${parsed.numeric} ${parsed.independentEntries} ${parsed.numberLabel}`;
    });
    assert.deepEqual(labels, [
      'journal-of-cancer-science-and-therapy true true period',
      'nlm-citation-sequence true true period',
      'american-medical-association true true period',
      'ieee true true brackets',
      'nature true true period',
      'science true true period',
      'cell true true period',
      'american-chemical-society true true parenthesis',
      'elsevier-with-titles true true brackets',
      'springer-basic-brackets true true period',
      'apa false false period',
      'chicago-author-date false false period',
      'harvard-cite-them-right false false period',
    ]);
  });

  it('are found by id, old name and address', () => {
    assert.equal(findStyle('vancouver')?.id, 'nlm-citation-sequence');
    assert.equal(findStyle(' IEEE ')?.id, 'ieee');
    assert.equal(findStyle('http://www.zotero.org/styles/apa')?.id, 'apa');
    assert.equal(findStyle('styles/nature.csl')?.id, 'nature');
    assert.equal(findStyle('no-such-style'), undefined);
    assert.ok(findStyle(DEFAULT_STYLE_ID));
    for (const id of STYLE_ALIASES.values()) assert.ok(findStyle(id), id);
    assert.equal(findStyle('chicago-author-date-17th-edition')?.id, undefined);
  });

  it('are found by names that the official repository has given up, also where one was given up twice', () => {
    assert.equal(presentStyleName('AAA'), 'american-anthropological-association');
    assert.equal(presentStyleName('constructor'), 'constructor');
    assert.ok(Object.keys(renamedStyles).length > 600);
    for (const old of Object.keys(renamedStyles)) {
      const present = presentStyleName(old);
      assert.equal(presentStyleName(present), present, old);
    }
  });

  it('are found by words', () => {
    assert.deepEqual(
      searchStyles('medic ama').map(({ id }) => id),
      ['american-medical-association'],
    );
    assert.equal(searchStyles('').length, bundledStyles().length);
    assert.deepEqual(searchStyles('nothing like it'), []);
  });
});

describe('reading a style', () => {
  it('takes id, title and kind', () => {
    const { id, title, numeric, independentEntries, numberLabel } = parseStyle(MINIMAL);
    assert.deepEqual(
      { id, title, numeric, independentEntries, numberLabel },
      { id: 'mine', title: 'Mine', numeric: true, independentEntries: true, numberLabel: 'plain' },
    );
  });

  it('notices what makes an entry depend on its neighbours', () => {
    const dashes = MINIMAL.replace('<bibliography>', '<bibliography subsequent-author-substitute="—">');
    assert.equal(parseStyle(dashes).independentEntries, false);
    assert.equal(
      parseStyle(MINIMAL.replace('<citation>', '<citation disambiguate-add-names="true">'))
        .independentEntries,
      false,
    );
    assert.equal(parseStyle(MINIMAL.replace('"title"/', '"year-suffix"/')).independentEntries, false);
  });

  it('says what is wrong, and in which line', () => {
    const cases: readonly [string, RegExp][] = [
      ['', /^1: .*no root element/],
      ['\u0000\u0001PNG', /^1: .*outside the root/],
      ['{"a": 1}', /^1: .*outside the root/],
      [MINIMAL.replace('</macro>', ''), /^[57]: .*is expected|is not closed/],
      [MINIMAL.replace('variable="title"', 'variable=title'), /^4: .*quotation mark/],
      [MINIMAL.replace('name="a"', 'name="a" name="b"'), /^4: .*twice/],
      [MINIMAL.replace('<style', '<!DOCTYPE x [<!ENTITY a "b">]><style'), /^2: .*document type/],
      [`${MINIMAL}<a/>`, /^7: .*second root/],
      ['<locale/>', /^1: .*locale file/],
      [MINIMAL.replace('macro="a"', 'macro="b"'), /^6: The style has no macro “b”\.$/],
      [MINIMAL.replace('variable="title"', 'macro="a"'), /^4: The macro “a” contains itself\.$/],
      [MINIMAL.replace(/<bibliography>.*\n/, ''), /^2: .*no <bibliography>/],
      [MINIMAL.replace(/<citation>.*\n/, ''), /^2: .*no <citation>/],
      ['<a>'.repeat(5000), /nested too deeply/],
    ];
    for (const [csl, expected] of cases) {
      assert.match(messages(csl).join('\n'), expected, csl.slice(0, 60));
    }
  });

  it('reads how the style labels its entries', () => {
    const label = (csl: string) => parseStyle(csl).numberLabel;
    const number = '<bibliography><layout><text variable="citation-number"';
    assert.equal(label(MINIMAL.replace(number, `${number} suffix="."`)), 'period');
    assert.equal(label(MINIMAL.replace(number, `${number} suffix=")"`)), 'parenthesis');
    assert.equal(label(MINIMAL.replace(number, `${number} prefix="[" suffix="]"`)), 'brackets');
    const onLayout = MINIMAL.replace(number, number.replace('<layout>', '<layout prefix="[" suffix=".">'));
    assert.equal(
      label(onLayout.replace('citation-number"/><text m', 'citation-number" suffix="]"/><text m')),
      'brackets',
    );
    assert.equal(label(MINIMAL.replace(number, number.replace('<layout>', '<layout suffix=".">'))), 'plain');
  });

  it('reads how the style cites in the text', () => {
    const look = (id: string) => {
      const found = parseStyle(styleText(findStyle(id)!)!).citationLook;
      return found && `${found.form} ${JSON.stringify(found.separator)} ${found.collapseFrom}`;
    };
    assert.equal(look('ieee'), 'brackets "], [" 3');
    assert.equal(look('nature'), 'superscript "," 3');
    assert.equal(look('nlm-citation-sequence'), 'round "," 3');
    assert.equal(look('springer-basic-brackets'), 'brackets ", " 3');
    assert.equal(look('apa'), undefined);
    assert.equal(parseStyle(MINIMAL).citationLook, undefined);
    const inMacro = MINIMAL.replace('</info>', '<category citation-format="numeric"/></info>').replace(
      '<citation><layout><text variable="citation-number"/>',
      '<macro name="n"><text macro="n"/><text variable="citation-number" vertical-align="sup"/></macro>' +
        '<citation><layout delimiter=";"><text macro="n"/>',
    );
    assert.deepEqual(parseStyle(inMacro).citationLook, {
      form: 'superscript',
      separator: ';',
      collapseFrom: 0,
    });
  });

  it('names the parent of a dependent style', () => {
    const dependent = `<style><info><title>Other</title><id>http://x/other</id>
      <link href="http://www.zotero.org/styles/ieee" rel="independent-parent"/></info></style>`;
    assert.equal(parseStyle(dependent).parent, 'ieee');
    assert.deepEqual(styleFromFile('x.csl', dependent), { id: 'other', title: 'Other', parent: 'ieee' });
    assert.deepEqual(
      styleFromFile('x.csl', dependent, id => ({ id, title: 'Of the workspace', csl: MINIMAL })),
      { id: 'other', title: 'Other', csl: MINIMAL },
    );
    assert.deepEqual(
      readStyleFile('x.csl', dependent.replace('styles/ieee', 'styles/away'), () => undefined),
      { kind: 'needsParent', title: 'Other', parent: 'away' },
    );
    assert.deepEqual(styleFromFile('x.csl', MINIMAL), { id: 'mine', title: 'Mine', csl: MINIMAL });
    assert.deepEqual(styleFromFile('x.csl', '<a'), { id: 'x.csl', title: 'x.csl', csl: '<a' });
    assert.match(messages(dependent)[0]!, /another name for “ieee”/);
  });

  it('refuses macros that multiply', () => {
    const level = (number: number) =>
      `<macro name="m${number}">${`<text macro="m${number + 1}"/>`.repeat(10)}</macro>`;
    const macros = Array.from({ length: 9 }, (_, number) => level(number)).join('');
    const bomb = MINIMAL.replace(
      '<macro name="a">',
      `${macros}<macro name="m9"><text value="x"/></macro><macro name="a">`,
    );
    assert.deepEqual(messages(bomb.replace('macro="a"', 'macro="m0"')), [
      '2: The macros of the style contain each other too often.',
    ]);
  });

  it('reads XML with comments, CDATA, references and a byte order mark', () => {
    const document = parseXml(
      '\ufeff<?xml version="1.0"?><!-- <x> --><a b=\'&lt;&#65;&#x42;"\'>x<![CDATA[<y>]]><c/>\r\nz</a>\n',
    );
    assert.ok(document.kind === 'document');
    assert.equal(document.root.attributes.get('b'), '<AB"');
    assert.deepEqual(
      document.root.children.map(child => (typeof child === 'string' ? child : child.name)),
      ['x', '<y>', 'c', ' z'],
    );
  });
});
