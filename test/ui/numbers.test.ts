import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const doe = 'Doe J. Tiring of killer cells. J Cells. 2001;1:1-2.';
const roe = 'Roe R. Travelling of killer cells. J Cells. 2002;2:2-3.';
const poe = 'Poe P. Sleeping of killer cells. J Cells. 2003;3:3-4.';
const disordered = [
  '# Cells',
  '',
  'They travel [2], sleep [3] and tire [1]. All is known [1–3].',
  '',
  '## References',
  '',
  `1. ${doe}`,
  `2. ${roe}`,
  `3. ${poe}`,
  '',
].join('\n');

const refused = disordered.replace('tire [1]', 'tire [9]');

describe('numbers in a real VS Code', function () {
  this.timeout(60_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({
      workspace: 'media/sample',
      files: {
        'renumber.md': disordered,
        'refused.md': refused,
        'rename.md': disordered,
        'from.md': disordered,
        'to.md': `They tire early [1].\n\n\n\n## References\n\n1. ${roe}\n2. ${doe}\n`,
        'plain.md': `They tire early [1].\n\n\n\n## References\n\n1. ${roe}\n2. ${doe}\n`,
        'half.md': disordered,
        'fixes.md': '\n',
        'style.md': 'They tire [4].\n',
        'pick.md': 'They tire  early.\n',
        'way.md': disordered,
      },
    });
    workbench = await host.openWorkbench();
  });

  after(() => host?.dispose());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 40)}`);
  });

  describe('renumbering with a preview', () => {
    const ordered = disordered
      .replace('travel [2], sleep [3] and tire [1]', 'travel [1], sleep [2] and tire [3]')
      .replace(/1\. .*\n2\. .*\n3\. .*\n/, `1. ${roe}\n2. ${poe}\n3. ${doe}\n`);

    it('shows the diff and changes nothing when it is discarded', async () => {
      await workbench.openFile('renumber.md');
      await workbench.runCommand(
        'Numbered Citations: Renumber Citations by Order of Appearance, with Preview',
      );
      const diff = workbench.page.locator('.monaco-diff-editor');
      await diff.locator('.line-insert').first().waitFor();
      await workbench.screenshot('renumber');
      await workbench.answer('apply the changes', 'Discard');
      await diff.waitFor({ state: 'hidden' });
      await workbench.textOf('renumber.md', disordered);
    });

    it('changes text and list when it is applied, and one undo takes everything back', async () => {
      await workbench.runCommand(
        'Numbered Citations: Renumber Citations by Order of Appearance, with Preview',
      );
      await workbench.answer('apply the changes', 'Apply');
      await workbench.textOf('renumber.md', ordered);
      await workbench.undo();
      await workbench.textOf('renumber.md', disordered);
    });
  });

  it('refuses to renumber what is ambiguous, and leads to the place', async () => {
    await workbench.openFile('refused.md');
    await workbench.runCommand('Numbered Citations: Renumber Citations by Order of Appearance');
    assert.match(await workbench.notification('Nothing was changed'), /Line 3/);
    await workbench.screenshot('refused');
    await workbench.answer('Nothing was changed', 'Show the Place');
    await workbench.page.locator('.statusbar-item', { hasText: /Ln 3, Col \d+ \(\d+ selected\)/ }).waitFor();
    await workbench.textOf('refused.md', refused);
  });

  it('gives a work another number with F2, in text and list', async () => {
    await workbench.openFile('rename.md');
    await workbench.goToText('rename.md', '[2]');
    await workbench.press('F2');
    await workbench.page.locator('.rename-box input').first().waitFor();
    await workbench.screenshot('rename');
    await workbench.press('Escape');
    await workbench.rename('1');
    await workbench.textOf(
      'rename.md',
      disordered
        .replace('travel [2], sleep [3] and tire [1]', 'travel [1], sleep [3] and tire [2]')
        .replace(/1\. .*\n2\. .*\n/, `1. ${roe}\n2. ${doe}\n`),
    );
    await workbench.undo();
    await workbench.textOf('rename.md', disordered);
  });

  it('pastes a sentence with the numbers of the manuscript it comes into, missing works appended', async () => {
    await workbench.openFile('from.md');
    await workbench.goTo(3);
    await workbench.press('Shift+End', 'Control+C');
    await workbench.openFile('to.md');
    await workbench.goTo(3);
    await workbench.press('Control+V');
    await workbench.textOf(
      'to.md',
      `They tire early [1].\n\nThey travel [1], sleep [3] and tire [2]. All is known [1–3].\n\n## References\n\n1. ${roe}\n2. ${doe}\n3. ${poe}\n`,
    );
    await workbench.page.locator('.post-edit-widget').first().waitFor();
    await workbench.screenshot('paste');
  });

  it('pastes as it was copied where the author wants that, one choice away', async () => {
    await workbench.openFile('from.md');
    await workbench.goTo(3);
    await workbench.press('Shift+End', 'Control+C');
    await workbench.openFile('plain.md');
    await workbench.goTo(3);
    await workbench.press('Control+V');
    await workbench.textOf('plain.md', /They travel \[1\]/);
    await workbench.press('Control+.');
    const plain = workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'Insert Plain Text' });
    await plain.first().waitFor();
    await workbench.screenshot('paste-choice');
    await plain.first().click();
    await workbench.textOf('plain.md', /They travel \[2\], sleep \[3\] and tire \[1\]/);
  });

  it('says when only the list got other numbers, and lets the citations follow', async () => {
    await workbench.openFile('half.md');
    const half = disordered.replace(/1\. (.*)\n2\. (.*)\n/, '1. $2\n2. $1\n');
    await replaceText('half.md', half);
    await workbench.goToText('half.md', '[2]');
    await workbench.quickFixes('Let the citations follow their works');
    await workbench.screenshot('half-renumbered');
    await workbench.press('Escape');
    await workbench.quickFix('Let the citations follow their works');
    await workbench.textOf(
      'half.md',
      half.replace('travel [2], sleep [3] and tire [1]', 'travel [1], sleep [3] and tire [2]'),
    );
  });

  describe('quick fixes', () => {
    const list = ['## References', '', `1. ${doe}`, `2. ${roe}`, `3. ${poe}`, ''].join('\n');
    const usual = 'Usual [1–3], usual [1, 3].';
    const cases: readonly [wrong: string, title: string, right: string][] = [
      ['They sleep [3, 1].', 'Sort the numbers', 'They sleep [1, 3].'],
      ['They sleep [3–1].', 'Turn the range around', 'They sleep [1–3].'],
      ['They sleep [2, 2].', 'Write each number once', 'They sleep [2].'],
      ['They sleep [1, 2, 3].', 'Write as a range', 'They sleep [1–3].'],
      ['They sleep [1][3].', 'Merge into one citation', 'They sleep [1, 3].'],
      ['They sleep [1-3].', 'Write the range with “–”', 'They sleep [1–3].'],
      ['They sleep [1;3].', 'Separate by “, ”', 'They sleep [1, 3].'],
      ['They sleep.[1]', 'Move before the punctuation', 'They sleep [1].'],
    ];

    before(async () => {
      await workbench.openFile('fixes.md');
    });

    for (const [wrong, title, right] of cases) {
      it(`“${title}”, and undo`, async () => {
        const text = (sentence: string) => `${usual} ${usual}\n\n${sentence}\n\n${list}`;
        await replaceText('fixes.md', text(wrong));
        await workbench.goToText('fixes.md', wrong, wrong.indexOf('[') + 2);
        await workbench.quickFixes(title);
        await workbench.screenshot(`quick-fix-${title.replace(/\W+/g, '-').toLowerCase()}`);
        await workbench.press('Escape');
        await workbench.quickFix(title);
        await workbench.textOf('fixes.md', text(right));
        await workbench.undo();
        await workbench.textOf('fixes.md', text(wrong));
      });
    }

    it('merges the same work under two numbers, with a preview', async () => {
      const text = `They tire [1], travel [2] and tire again [3].\n\n## References\n\n1. ${doe}\n2. ${roe}\n3. ${doe}\n`;
      await replaceText('fixes.md', text);
      await workbench.goToText('fixes.md', `3. ${doe}`, 4);
      await workbench.quickFix('Merge reference 3 into 1');
      await workbench.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
      await workbench.answer('apply the changes', 'Apply');
      await workbench.textOf(
        'fixes.md',
        `They tire [1], travel [2] and tire again [1].\n\n## References\n\n1. ${doe}\n2. ${roe}\n`,
      );
      await workbench.undo();
      await workbench.textOf('fixes.md', text);
    });

    it('all safe ones at once, and the list of problems says what each is about', async () => {
      const text = `They tire [3, 1], travel [3–1] and sleep [2, 2]. Nobody knows [12].\n\n${list}`;
      await replaceText('fixes.md', text);
      await workbench.runCommand('View: Focus Problems');
      const problems = workbench.page.locator('.markers-panel .monaco-list-row');
      await problems.filter({ hasText: 'number-without-reference' }).first().waitFor();
      await workbench.screenshot('problems');
      await workbench.focusEditor();
      await workbench.runCommand('Numbered Citations: Fix All That Can Be Fixed Safely');
      await workbench.textOf(
        'fixes.md',
        text.replace('[3, 1]', '[1, 3]').replace('[3–1]', '[1–3]').replace('[2, 2]', '[2]'),
      );
      await workbench.runCommand('View: Hide Panel');
    });
  });

  it('cites several references picked from the list, in one step', async () => {
    await workbench.openFile('pick.md');
    await workbench.goTo(1, 11);
    await workbench.press('Control+K', 'n');
    const items = await workbench.quickPickItems();
    assert.ok(items.length >= 5, items.join('\n'));
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    for (const [words, label] of [
      ['exhaustion', 'Daher 2023'],
      ['bispecfic', 'Hu 2022'],
    ] as const) {
      await workbench.page.locator('.quick-input-widget input.input').fill(words);
      await rows.first().filter({ hasText: label }).waitFor();
      await rows.first().locator('input, .monaco-custom-toggle, .monaco-checkbox').first().click();
    }
    await workbench.screenshot('insert-citation');
    await workbench.page.locator('.quick-input-widget').getByText('OK', { exact: true }).click();
    await workbench.textOf('pick.md', 'They tire [4, 7] early.\n');
    await workbench.undo();
    await workbench.textOf('pick.md', 'They tire  early.\n');
  });

  it('writes the list in another style and back', async () => {
    await workbench.openFile('style.md');
    await workbench.runCommand('Numbered Citations: Insert or Update Bibliography');
    const first = await workbench.textOf('style.md', /\n4\. Mitchell Daher/);
    const choose = async (words: string): Promise<void> => {
      await workbench.runCommand('Numbered Citations: Choose Citation Style of This Manuscript…');
      const input = workbench.page.locator('.quick-input-widget input.input');
      await workbench.page.locator('.quick-input-title', { hasText: 'Citation style' }).waitFor();
      await input.fill(words);
      await workbench.page
        .locator('.quick-input-list .monaco-list-row.focused', { hasText: words })
        .waitFor();
      await workbench.press('Enter');
    };
    await choose('ieee');
    const ieee = await workbench.textOf('style.md', /M\. Daher, .*“Targeting NK/);
    assert.match(ieee, /numbered-citations style: ieee/);
    await choose('journal-of-cancer');
    await workbench.textOf('style.md', /\n4\. Mitchell Daher/);
    await workbench.undo();
    await workbench.textOf('style.md', ieee);
    await workbench.undo();
    await workbench.textOf('style.md', first);
  });

  describe('finding the way', () => {
    before(async () => {
      await workbench.openFile('way.md');
    });

    it('F12 goes from a number to its entry, and from the entry to its citations', async () => {
      await workbench.goToText('way.md', '[3]');
      await workbench.press('F12');
      await workbench.page.locator('.statusbar-item', { hasText: /Ln 9, Col \d+/ }).waitFor();
    });

    it('Shift+F12 lists the citations of a number, ranges included', async () => {
      await workbench.goToText('way.md', '[3]');
      await workbench.press('Shift+F12');
      const peek = workbench.page.locator('.peekview-widget');
      await peek.waitFor();
      await peek.locator('.monaco-list-row', { hasText: '[1–3]' }).first().waitFor();
      await workbench.press('Escape');
      await peek.waitFor({ state: 'hidden' });
    });

    it('says over each entry how often it is cited, and shows where on a click', async () => {
      const lenses = workbench.page.locator('.codelens-decoration:visible', { hasText: 'cited 2×' });
      await lenses.nth(2).waitFor();
      assert.equal(await lenses.count(), 3);
      await lenses.first().locator('a').click();
      const peek = workbench.page.locator('.peekview-widget');
      await peek.waitFor();
      await workbench.press('Escape');
      await peek.waitFor({ state: 'hidden' });
    });

    it('suggests the works of the list of the manuscript before all others', async () => {
      await workbench.goTo(4);
      await workbench.type('\nThey sleep a lot [sleeping');
      await workbench.page
        .locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'Sleeping' })
        .waitFor();
      await workbench.press('Enter');
      await workbench.textOf('way.md', /\nThey sleep a lot \[3\]\n/);
    });
  });

  it('met no exception of the window', () => {
    assert.deepEqual(workbench.problems, []);
  });

  /** Makes `text` the whole content of a file that is open and active, as one keeps pasting over all. */
  async function replaceText(path: string, text: string): Promise<void> {
    await workbench.focusEditor();
    await workbench.press('Control+A');
    await workbench.page.evaluate(value => navigator.clipboard.writeText(value), text);
    await workbench.press('Control+V');
    await workbench.textOf(path, text);
  }
});
