import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, startHost, type Workbench } from '../support/workbench';

const file = 'manuscript.md';
const sentence = 'Exhausted NK cells lose their function over time ';

describe('an author with the sample manuscript, by keyboard', () => {
  let host: Host;
  let workbench: Workbench;
  let original: string;

  before(async () => {
    host = await startHost({ workspace: 'media/sample' });
    original = readFileSync(join(host.workspace, file), 'utf8');
    workbench = await host.openWorkbench({ openFile: file, width: 1400, height: 900 });
  });

  after(() => host?.dispose());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-journey');
  });

  const emptyLine = () => original.slice(0, original.indexOf('<!-- This section')).split('\n').length + 2;

  it('gets the work that fits the sentence when typing [, and accepts it as [4]', async () => {
    await workbench.goTo(emptyLine());
    await workbench.type(`${sentence}[`);
    const suggestions = await workbench.suggestions();
    assert.match(suggestions[0] ?? '', /\[4\].*Daher 2023/);
    await workbench.press('Control+Space');
    await workbench.page.locator('.suggest-details:visible', { hasText: 'Mitchell Daher' }).waitFor();
    await workbench.screenshot('suggestions');
    await workbench.press('Enter');
    await workbench.textBox(`${sentence.trimEnd()} [4]`);
  });

  it('finds a work by a mistyped word in the middle of a citation', async () => {
    // A window that has just opened may not close brackets yet: the cursor then stands behind the citation.
    await workbench.goTo(emptyLine(), `${sentence}[4`.length + 1);
    await workbench.type(', bispecfic');
    await workbench.page
      .locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'Hu 2022' })
      .waitFor();
    await workbench.screenshot('search');
    await workbench.press('Enter', 'End');
    await workbench.type('.');
    await workbench.textBox(`${sentence.trimEnd()} [4, 7].`);
  });

  it('reads the cards of all works that a range stands for', async () => {
    await workbench.textBox('[2, 4–6]');
    const text = await workbench.hoverOn('[2, 4–6]');
    for (const author of ['Xin Liu', 'Mitchell Daher', 'Guohui Xie', 'Wei Li']) {
      assert.ok(text.includes(author), `${author} is missing in the card:\n${text}`);
    }
    await workbench.screenshot('hover');
    await workbench.press('Escape');
  });

  it('sees the topics with how often the manuscript cites each work', async () => {
    await workbench.showViewContainer('Numbered Citations');
    const topics = await workbench.treeItems('Review topics');
    assert.ok(
      topics.some(topic => topic.includes('Exhaustion')),
      topics.join('\n'),
    );
    await workbench.tree('Review topics').getByText('Exhaustion and persistence').click();
    await workbench.tree('Review topics').getByText('Daher 2023').first().waitFor();
    await workbench.screenshot('topics');
  });

  it('inserts the bibliography, and one undo brings the text back', async () => {
    await workbench.focusEditor();
    const before = await workbench.saveAndRead(file);
    await workbench.runCommand('Numbered Citations: Insert or Update Bibliography');
    await workbench.page.locator('.tab.active.dirty').first().waitFor();
    await workbench.focusEditor();
    await workbench.press('Control+End');
    await workbench.textBox('10. Peggy Rubart');
    await workbench.screenshot('bibliography');
    const after = await workbench.saveAndRead(file);
    assert.ok(after.startsWith(before.trimEnd()), 'nothing above the list has changed');
    assert.ok(
      after.includes(
        '4. Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.\n',
      ),
    );
    await workbench.focusEditor();
    await workbench.press('Control+Z');
    await workbench.page.locator('.tab.active.dirty').first().waitFor();
    assert.equal(await workbench.saveAndRead(file), before);
  });

  it('met no exception of the window', () => {
    assert.deepEqual(workbench.problems, []);
  });
});
