import assert from 'node:assert/strict';
import { type Host, startHost } from '../support/workbench';

describe('keys in a window that has just opened', function () {
  this.timeout(60_000);
  let host: Host;

  before(async () => {
    host = await startHost({ workspace: 'media/sample', files: { 'new.md': 'They tire [4].\n' } });
  });

  after(() => host?.dispose());

  it('work as soon as the editor can be typed into, without waiting for the extension', async () => {
    const workbench = await host.openWorkbench({ openFile: 'new.md' });
    await workbench.focusEditor();
    await workbench.press('Control+K', 'n');
    const items = await workbench.quickPickItems();
    assert.ok(items.length >= 5, items.join('\n'));
    assert.deepEqual(workbench.problems, []);
  });
});
