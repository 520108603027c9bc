import assert from 'node:assert/strict';
import { ClaimReadings, checkManuscript, planFixAll } from '../../../../src/core/features/diagnostics';
import { statesFinding } from '../../../../src/core/features/diagnostics/claims';
import type { MarkupLanguage } from '../../../../src/core/manuscript';
import { CitationReadings, type NumberedManuscript } from '../../../../src/core/numbering';
import { indexLibraries } from '../../../../src/core/search';
import { numbered } from '../../../support/numbered';
import { edited, libraryOf, reviewOnly } from '../setting';

/** Twelve works on different things, each with an abstract that says more of it. */
const WORKS: readonly (readonly [string, string])[] = [
  [
    'Honey bees learn colours',
    'Bees fly to blue discs that held sugar water. Memory of colour lasts for days.',
  ],
  [
    'Tidal mixing in narrow straits',
    'Currents over sills mix salt water. Turbulence follows the spring tide.',
  ],
  ['Bone healing under load', 'Fractured femurs of rats heal faster when loaded. Callus stiffness grows.'],
  ['Grammar in early speech', 'Children combine words by rules from the second year. Errors are regular.'],
  ['Lichens on volcanic rock', 'Pioneer lichens weather basalt. Acids of the thallus free iron.'],
  ['Queues in hospital admission', 'Waiting times grow with bed occupancy above nine tenths.'],
  [
    'Perovskite solar cells in heat',
    'Layers of perovskite degrade above eighty degrees. Encapsulation helps.',
  ],
  ['Voting in small committees', 'Committees of five reach unanimity sooner. Secret ballots slow them.'],
  ['Migration of arctic terns', 'Terns fly from pole to pole. Geolocators show a route along Africa.'],
  ['Yeast under ethanol stress', 'Yeast strains tolerate ethanol when trehalose accumulates.'],
  [
    'Cracks in reinforced concrete',
    'Chloride reaches steel through cracks wider than a third of a millimetre.',
  ],
  ['Sleep and glucose', 'One night without sleep impairs glucose tolerance in healthy men.'],
];

const library = libraryOf(
  ...WORKS.map(([title, abstract], index) => ({
    id: `work${index + 1}`,
    title,
    abstract,
    author: [{ family: `Author${'abcdefghijkl'[index]}`, given: 'A' }],
    issued: { 'date-parts': [[2001 + index]] },
  })),
);

const LIST = `\n\n## References\n\n${WORKS.map(([title], index) => `${index + 1}. Author${'abcdefghijkl'[index]} A. ${title}. J Test. ${2001 + index};1:1–2.\n`).join('')}`;

const ON = { severities: { 'wrong-number': 'hint', 'uncited-claim': 'hint' } } as const;

function found(manuscript: NumberedManuscript, code: string): readonly string[] {
  return checkManuscript(manuscript, ON)
    .filter(diagnostic => diagnostic.code === code)
    .map(({ range }) => manuscript.manuscript.text.slice(range.start, range.end));
}

function read(text: string, language: MarkupLanguage = 'markdown'): NumberedManuscript {
  return numbered(`${text}${LIST}`, language, [library]);
}

describe('wrong-number', () => {
  const right =
    'Colours are learned by honey bees [1]. Tidal mixing happens in narrow straits [2]. Fractured bone heals faster under load [3]. Grammar shows in the early speech of children [4].';

  it('is silent by default, and where the numbers are right', () => {
    const wrong = read(right.replace('[3]', '[2]'));
    assert.deepEqual(
      checkManuscript(wrong).filter(({ code }) => code === 'wrong-number'),
      [],
    );
    assert.deepEqual(found(read(right), 'wrong-number'), []);
  });

  it('names a neighbour that fits far better, and offers it', () => {
    const manuscript = read(right.replace('load [3]', 'load [4]').replace('children [4]', 'children [5]'));
    const [finding] = checkManuscript(manuscript, ON).filter(({ code }) => code === 'wrong-number');
    assert.ok(finding);
    assert.match(finding.message, /^The sentence fits \[3\] \(Authorc 2003: .*\) far better than \[4\]/);
    const [instead, keep] = finding.choices!;
    assert.equal(instead!.title, 'Cite [3] instead');
    assert.ok(edited(manuscript, instead!.edits).includes('under load [3]. Grammar'));
    assert.equal(finding.fix, undefined);
    const kept = edited(manuscript, keep!.edits);
    assert.ok(kept.includes('<!-- numcite-disable-line wrong-number -->\n'));
    assert.deepEqual(found(numbered(kept, 'markdown', [library]), 'wrong-number'), []);
  });

  it('doubts one number of several and of a range, not those that the sentence cites elsewhere', () => {
    assert.deepEqual(found(read('Fractured bone heals faster under load [4, 9].'), 'wrong-number'), ['4']);
    assert.deepEqual(found(read('Fractured bone [3] heals faster under load [4].'), 'wrong-number'), []);
  });

  it('is no part of fix all', () => {
    const manuscript = read('Fractured bone heals faster under load [4].');
    const plan = planFixAll(manuscript, { ...ON, codes: ['wrong-number'] });
    assert.deepEqual(plan.kind === 'edits' && plan.edits, []);
  });

  it('is kept out of a place in each markup that has comments', () => {
    const list = LIST.replace('## References', 'References');
    const cases: readonly (readonly [MarkupLanguage, string, RegExp])[] = [
      [
        'latex',
        'Fractured bone heals faster under load [4].',
        /load \[4\]\. % numcite-disable-line wrong-number\n/,
      ],
      [
        'typst',
        'Fractured bone heals faster under load [4].',
        /load \[4\]\. \/\/ numcite-disable-line wrong-number\n/,
      ],
      [
        'asciidoc',
        'Fractured bone heals faster under load [4].',
        /^\/\/ numcite-disable-next-line wrong-number\nFractured/,
      ],
    ];
    for (const [language, text, expected] of cases) {
      const heading = language === 'asciidoc' || language === 'typst' ? '\n\n= References\n' : undefined;
      const whole = `${text}${heading === undefined ? list : list.replace('\n\nReferences\n', heading)}`;
      const manuscript = numbered(whole, language, [library]);
      const [finding] = checkManuscript(manuscript, ON).filter(({ code }) => code === 'wrong-number');
      if (finding === undefined) continue;
      const kept = edited(manuscript, finding.choices!.at(-1)!.edits);
      assert.match(kept, expected);
      assert.deepEqual(found(numbered(kept, language, [library]), 'wrong-number'), [], language);
    }
  });

  it('is read in portions that come to the same, and again only where the text changed', () => {
    const manuscript = read(right.replace('load [3]', 'load [4]'));
    const readings = new CitationReadings();
    let portions = 0;
    while (!readings.readAhead(manuscript, 1)) portions++;
    assert.equal(portions, 3);
    const codes = (given?: CitationReadings) =>
      checkManuscript(manuscript, { ...ON, ...(given ? { readings: given } : {}) }).map(({ code }) => code);
    assert.deepEqual(codes(readings), codes());
    assert.deepEqual(readings.of(read('Other [1].')), []);
    assert.ok(readings.readAhead(read('Other [1].')));
    assert.equal(readings.of(read('Other [1].')).length, 0, 'of another manuscript');
  });
});

describe('uncited-claim', () => {
  const claim = 'Several studies have shown that honey bees learn colours and remember them for days.';

  it('names the work that fits a sentence which states a finding', () => {
    const manuscript = read(`Tides are strong [2]. ${claim}`);
    assert.deepEqual(found(manuscript, 'uncited-claim'), [claim]);
    const [finding] = checkManuscript(manuscript, ON).filter(({ code }) => code === 'uncited-claim');
    assert.match(finding!.message, /\[1\] Authora 2001 fits \(/);
    const { remedy } = finding!;
    assert.ok(remedy?.kind === 'cite');
    assert.equal(remedy.id, 'work1');
    assert.equal(manuscript.manuscript.text.slice(remedy.offset, remedy.offset + 1), '.');
  });

  it('is silent by default, where the work is cited in the paragraph, in sections on own work, of own doings', () => {
    assert.deepEqual(
      checkManuscript(read(claim)).filter(({ code }) => code === 'uncited-claim'),
      [],
    );
    for (const text of [
      `${claim.slice(0, -1)} [1].`,
      `Bees are clever [1]. ${claim}`,
      `## Results\n\n${claim}`,
      `## 3. Materials and Methods\n\n${claim}`,
      claim.replace('Several studies have', 'In this study, we have'),
      `# Studies have shown that honey bees learn colours for days`,
      `| ${claim} |`,
      'Nobody has ever shown that anything at all is known about it.',
    ]) {
      assert.deepEqual(found(read(text), 'uncited-claim'), [], text);
    }
  });

  it('reads in portions that come to the same', () => {
    const manuscript = read(
      `${claim}\n\nOthers found that the migration of arctic terns follows a route along Africa.`,
    );
    const claims = new ClaimReadings();
    const index = indexLibraries(manuscript.libraries);
    while (!claims.readAhead(manuscript, index, 1));
    assert.deepEqual(checkManuscript(manuscript, { ...ON, claims }), checkManuscript(manuscript, ON));
    assert.equal(found(manuscript, 'uncited-claim').length, 2);
  });

  it('works on the bundled review', () => {
    const text =
      'Persistence of the cells was reported to be poor because infused NK cells become exhausted.';
    const manuscript = numbered(text, 'markdown', reviewOnly);
    for (const { message } of checkManuscript(manuscript, ON)) assert.match(message, /fits \(/);
  });

  it('knows a finding from other sentences', () => {
    assert.ok(statesFinding('Exhaustion has been shown to limit the persistence of infused cells.'));
    assert.ok(statesFinding('Loss of trehalose increases the sensitivity of yeast to ethanol.'));
    for (const other of [
      'We show that loss of trehalose increases the sensitivity of yeast.',
      'Table 2 shows the sensitivity of all strains to ethanol and heat.',
      'Why does loss of trehalose increase the sensitivity of yeast to ethanol?',
      'It increased.',
      'The following paragraphs go through each of the three methods in turn.',
    ]) {
      assert.ok(!statesFinding(other), other);
    }
  });
});
