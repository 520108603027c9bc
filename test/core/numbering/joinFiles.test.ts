import assert from 'node:assert/strict';
import { planBibliography } from '../../../src/core/features/bibliography';
import { citationsInManuscript } from '../../../src/core/features/citationsInManuscript';
import { checkManuscript } from '../../../src/core/features/diagnostics';
import { hoverCitation } from '../../../src/core/features/hover';
import { citationHints } from '../../../src/core/features/inlayHints';
import { planInsertCitation } from '../../../src/core/features/insertCitation';
import { definition, highlights, references } from '../../../src/core/features/navigation';
import { planRemoveReference } from '../../../src/core/features/removeReference';
import { numberToRename, planRenameNumber } from '../../../src/core/features/renameNumber';
import { planRenumber } from '../../../src/core/features/renumber';
import type { EditPlan } from '../../../src/core/features/types';
import { joinFiles, type NumberedManuscript } from '../../../src/core/numbering';
import { applyEdits } from '../../../src/core/text/textEdit';
import { libraryOf, number, reviewOnly, shortEntry } from '../features/setting';

const LIST =
  '# References\n\n1. Doe J. Tiring of cells in culture. J Cells. 2001;1:1-2.\n2. Roe J. Travelling of cells at night. J Cells. 2002;2:2-3.\n';

/** The files joined, each as its editor would see it. */
function join(...texts: readonly string[]): readonly NumberedManuscript[] {
  const files = texts.map((text, index) => ({ name: `${index}.md`, numbered: number(text) }));
  return files.map((_, index) => joinFiles(files, index));
}

/** The texts of all files after a plan that was made for one of them. */
function applied(files: readonly NumberedManuscript[], file: number, plan: EditPlan): readonly string[] {
  if (plan.kind === 'refused') assert.fail(plan.reasons[0]?.message);
  return files.map(({ manuscript }, index) => {
    const edits =
      index === file ? plan.edits : plan.others?.find(({ name }) => name === `${index}.md`)?.edits;
    return applyEdits(manuscript.text, edits ?? []);
  });
}

const codes = (numbered: NumberedManuscript) => checkManuscript(numbered).map(({ code }) => code);

describe('a manuscript of several files', () => {
  it('numbers a chapter by the list of another file, not by the bundled review', () => {
    const [one, two] = join('First [2].\n', `Then [1].\n\n${LIST}`);
    assert.equal(one!.numberings[0]!.source, 'otherFile');
    const card = hoverCitation(one!, 7)!.cards[0]!;
    assert.match(card.numbered!.elsewhere!.words, /^Roe J\. Travelling/);
    assert.equal(card.numbered!.entry, undefined);
    assert.equal(two!.numberings[0]!.source, 'list');
    assert.match(citationsInManuscript(one!)[0]!.label!, /^Roe J/);
    assert.match(citationHints(one!, { start: 0, end: 10 })[0]!.label, /^Roe J/);
  });

  it('leads to the entry in the other file', () => {
    const [one, two] = join('First [2].\n', LIST);
    const [target] = definition(one!, 8)!.targets;
    assert.ok(target?.kind === 'entry');
    assert.equal(target.file, '1.md');
    assert.match(two!.manuscript.text.slice(target.selection.start), /^Roe J/);
  });

  it('judges missing numbers and references never cited over all files', () => {
    const [one, two] = join('First [1], then [3].\n', `Then [2].\n\n${LIST}`);
    assert.deepEqual(codes(one!), ['number-without-reference']);
    assert.deepEqual(codes(two!), []);
    assert.deepEqual(codes(join('None.\n', `Then [1].\n\n${LIST}`)[1]!), ['reference-never-cited']);
  });

  it('leaves a chapter with a list of its own to that list', () => {
    const [one, two] = join(`First [2].\n\n${LIST}`, `Then [1].\n\n${LIST}`);
    assert.deepEqual([one!.numberings[0]!.source, two!.numberings[0]!.source], ['list', 'list']);
    assert.deepEqual(codes(one!), ['reference-never-cited']);
  });

  it('keeps the numbers of the library where no file has a list', () => {
    assert.equal(join('First [2].\n', 'Then [1].\n')[0]!.numberings[0]!.source, 'library');
  });

  it('cites a new work with a number that no chapter has, and adds its entry to the list in the other file', () => {
    const files = join('First [2].\n', `Then [1].\n\n${LIST}`, 'Last [3].\n');
    const reference = reviewOnly[0]!.references[0]!;
    for (const [file, place] of [
      [0, 5],
      [1, 4],
    ] as const) {
      const texts = applied(files, file, planInsertCitation(files[file]!, place, [reference.id], shortEntry));
      assert.ok(texts[file]!.slice(0, 12).includes('[4]'), texts[file]);
      assert.match(
        texts[1]!,
        new RegExp(
          `2\\. Roe[^\\n]*\\n(?:[34]\\. .*\\n|<!--.*\\n)*.*4\\. .*${reference.csl.author![0]!.family}`,
          's',
        ),
      );
      const again = join(...texts);
      const inserted = again[file]!.manuscript.citations.find(({ numbers }) => numbers.includes(4))!;
      assert.equal(
        hoverCitation(again[file]!, inserted.range.start)!.cards[0]!.numbered?.reference?.id,
        reference.id,
      );
    }
  });

  it('cites a work that the list has with its number there, and touches no other file', () => {
    const reference = reviewOnly[0]!.references[4]!;
    const list = `# References\n\n1. Doe J. Tiring. 2001.\n2. ${reference.csl.author![0]!.family}. ${reference.csl.title}. ${reference.csl.issued!['date-parts']![0]![0]}.\n`;
    const files = join('First.\n', list);
    const plan = planInsertCitation(files[0]!, 5, [reference.id], shortEntry);
    assert.deepEqual(applied(files, 0, plan), ['First [2].\n', list]);
  });

  it('renames a number in all files, from a chapter and from the list', () => {
    const files = join('First [2].\n', `Then [1, 2].\n\n${LIST}`);
    const found = numberToRename(files[0]!, 8)!;
    assert.equal(found.number, 2);
    const wanted = ['First [1].\n', /^Then \[1, 2\][\s\S]*1\. Roe[\s\S]*2\. Doe/] as const;
    for (const [file, list] of [
      [0, undefined],
      [1, 0],
    ] as const) {
      const texts = applied(files, file, planRenameNumber(files[file]!, 2, 1, { list }));
      assert.equal(texts[0], wanted[0]);
      assert.match(texts[1]!, wanted[1]);
    }
  });

  it('does not remove a reference that another file cites, unless its citations go too', () => {
    const files = join('First [2], so [1].\n', `Then.\n\n${LIST}`);
    const refused = planRemoveReference(files[1]!, 2);
    assert.ok(refused.kind === 'refused');
    assert.match(refused.reasons[0]!.message, /^0\.md, line 1: /);
    const texts = applied(files, 1, planRemoveReference(files[1]!, 2, { citations: 'remove' }));
    assert.equal(texts[0], 'First, so [1].\n');
  });

  it('finds the citations of a number in all files, and its entry', () => {
    const files = join(
      'First [2], so [1–3].\n',
      `Then [2].\n\n${LIST}3. Poe J. Sleeping. 2003.\n`,
      'Last [3].\n',
    );
    const found = (file: number, fixture: string) =>
      references(files[file]!, files[file]!.manuscript.text.indexOf(fixture) + 1, true).map(
        ({ file: other, range }) =>
          `${other?.name ?? 'here'}: ${(other?.numbered ?? files[file]!).manuscript.text.slice(range.start, range.end)}`,
      );
    assert.deepEqual(found(0, '[2'), ['here: 2', 'here: 1–3', '1.md: 2', '1.md: 2']);
    assert.deepEqual(found(1, 'Roe'), ['here: 2', 'here: 2', '0.md: 2', '0.md: 1–3']);
    assert.deepEqual(found(2, '[3'), ['here: 3', '0.md: 3', '1.md: 3']);
    assert.equal(highlights(files[0]!, 7).length, 2, 'only those in the file are highlighted');
  });

  it('lists what all files cite, in their order, with the places in each', () => {
    const [, two] = join('First [2].\n', `Then [1, 2].\n\n${LIST}`);
    const works = citationsInManuscript(two!).map(({ number, citations }) => ({
      number,
      places: citations.map(({ file, text }) => `${file?.name ?? 'here'} ${text}`),
    }));
    assert.deepEqual(works, [
      { number: 2, places: ['0.md [2]', 'here [1, 2]'] },
      { number: 1, places: ['here [1, 2]'] },
    ]);
  });

  it('says once, where it is, that the list is not in the order of all files', () => {
    const files = join('First [2].\n', `Then [1].\n\n${LIST}`);
    assert.deepEqual(files.map(codes), [['list-not-in-order'], []]);
    const [finding] = checkManuscript(files[0]!);
    assert.ok(finding?.remedy?.kind === 'renumber' && finding.remedy.allFiles);
    const ordered = join('First [1].\n', `Then [2], then [1].\n\n${LIST}`);
    assert.deepEqual(ordered.map(codes), [[], []], 'a file that begins with a higher number is in order');
  });

  it('refuses to renumber one file of several that cite by one list', () => {
    for (const numbered of join('First [2].\n', `Then [1].\n\n${LIST}`)) {
      const plan = planRenumber(numbered);
      assert.ok(plan.kind === 'refused');
      assert.match(plan.reasons[0]!.message, /all files/);
    }
  });

  it('writes the list for what all chapters cite, and refuses to write a second one', () => {
    const reference = reviewOnly[0]!.references[0]!;
    const entry = `${reference.csl.author![0]!.family}. ${reference.csl.title}. ${reference.csl.issued!['date-parts']![0]![0]}.`;
    const files = join('First [2].\n', `Then [1].\n\n# References\n\n1. ${entry}\n`);
    const style = { id: 'plain' } as Parameters<typeof planBibliography>[1];
    const engine = {
      formatEntries: (items: readonly { title?: string }[]) =>
        items.map(({ title }) => [{ text: `${title}.` }]),
    };
    const options = { locale: '' };
    const refused = planBibliography(files[0]!, style, engine as never, options);
    assert.ok(refused.kind === 'refused');
    assert.match(refused.reasons[0]!.message, /stands in 1\.md/);
    const texts = applied(files, 1, planBibliography(files[1]!, style, engine as never, options));
    assert.match(texts[1]!, /\n2\. /);
    const again = join(...texts);
    assert.deepEqual(applied(again, 1, planBibliography(again[1]!, style, engine as never, options)), texts);
  });

  it('writes the first list of a notebook into the cell that is to have it, with all that the cells cite', () => {
    const own = libraryOf({ id: 'coe2004', title: 'Resting of cells', author: [{ family: 'Coe' }] });
    const texts = ['They tire [4].\n', 'They travel [2] far.\n', 'The end.\n'];
    const files = texts.map((text, index) => ({
      name: `${index}.md`,
      numbered: number(text, 'markdown', [own, ...reviewOnly]),
    }));
    const cells = files.map((_, index) => joinFiles(files, index, 2));
    assert.equal(cells[0]!.numberings[0]!.source, 'library');
    assert.deepEqual(codes(cells[0]!), []);
    assert.deepEqual(
      citationsInManuscript(cells[0]!).map(({ number }) => number),
      [4, 2],
    );
    const added = planInsertCitation(cells[1]!, 11, ['coe2004'], shortEntry);
    const after = applied(cells, 1, added);
    assert.deepEqual(after.slice(0, 1), texts.slice(0, 1));
    assert.match(after[2]!, /^The end\.\n\n## References\n\n2\. [\s\S]*\n4\. [\s\S]*\n5\. Coe\. \*Resting/);
  });

  it('calls nothing a number without reference where no cell has a list and no library numbers', () => {
    const files = ['First [2].\n', 'Then.\n'].map((text, index) => ({
      name: `${index}.md`,
      numbered: number(text, 'markdown', []),
    }));
    assert.deepEqual(codes(joinFiles(files, 0, 1)), []);
  });

  it('is warned where the heading of the list stands apart from its entries', () => {
    const list = '\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n';
    assert.deepEqual(join('First [2].\n', '## References\n', list).map(codes), [
      [],
      ['heading-without-list'],
      [],
    ]);
    assert.deepEqual(join('First.\n', '## References\n', '1) is a step.\n').map(codes)[1], [
      'heading-without-list',
    ]);
    assert.deepEqual(join('First.\n', '## References\n', 'The end.\n').map(codes)[1], []);
  });
});
