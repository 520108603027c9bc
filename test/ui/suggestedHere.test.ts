import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const file = 'draft.md';
const sentence = 'One of the hurdles is exhaustion, by which NK cells lose their function over time';

describe('suggestions beside the list', () => {
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({
      workspace: 'media/sample',
      files: { [file]: `# Draft\n\n${sentence}\n\nBispecific engagers bring killer cells to the tumor.\n` },
      settings: { 'numberedCitations.inlineSuggestions.enabled': true },
    });
    workbench = await host.openWorkbench({ openFile: file, width: 1400, height: 900 });
  });

  after(() => host?.dispose());

  it('follow the cursor in the view, with why', async () => {
    await workbench.showViewContainer('Numbered Citations');
    await workbench.focusEditor();
    await workbench.goTo(3, sentence.length + 1);
    const row = workbench.page
      .locator('.pane', { hasText: 'Suggested here' })
      .getByText('Daher 2023')
      .first();
    await row.waitFor();
    await workbench.screenshot('suggested-here');
    const spoken = await workbench.page
      .locator('[role="treeitem"][aria-label*="because of"]')
      .first()
      .getAttribute('aria-label');
    assert.match(spoken ?? '', /Daher 2023, Targeting NK Cell Exhaustion.*because of .*exhaustion/);
  });

  it('appear as ghost text where one fits clearly, and Tab accepts', async () => {
    await workbench.focusEditor();
    await workbench.goTo(3, sentence.length + 1);
    await workbench.type(' ');
    // The editor colours ghost text as Markdown: each of its marks is a piece of its own.
    const ghost = workbench.page.locator('.ghost-text-decoration, .ghost-text');
    await ghost.filter({ hasText: '4' }).first().waitFor();
    assert.equal((await ghost.allInnerTexts()).join(''), '[4]');
    await workbench.screenshot('ghost-text');
    await workbench.press('Tab');
    await workbench.textBox(`${sentence} [4]`);
  });

  it('say why in the completion list, and the view follows to that sentence', async () => {
    await workbench.goTo(5, 'Bispecific engagers bring killer cells to the tumor'.length + 1);
    await workbench.type(' [');
    const suggestions = await workbench.suggestions();
    assert.ok(suggestions.length > 0);
    await workbench.page
      .locator('.pane', { hasText: 'Suggested here' })
      .getByText(/engagers|killer|bispecific/)
      .first()
      .waitFor();
    await workbench.screenshot('reasons');
    await workbench.press('Escape');
  });
});
