import assert from 'node:assert/strict';
import { type Host, packagedExtension, startHost, type Workbench } from '../support/workbench';

const file = 'manuscript.md';

describe('an author who installed the package', () => {
  let host: Host;
  let workbench: Workbench;

  before(async function () {
    const vsix = packagedExtension();
    if (vsix === undefined) this.skip();
    host = await startHost({ workspace: 'media/sample', extension: { vsix } });
    workbench = await host.openWorkbench({ openFile: file });
  });

  after(() => host?.dispose());

  it('writes the reference list from the palette, with the engine that ships beside the extension', async () => {
    await workbench.runCommand('Numbered Citations: Insert or Update Bibliography');
    await workbench.page.locator('.tab.active.dirty').first().waitFor();
    const text = await workbench.saveAndRead(file);
    assert.match(text, /^1\. .*"CAR-NK cell therapy in hematological malignancies/m);
    assert.match(text, /^10\. /m);
  });

  it('sees the topics of the review in the side bar', async () => {
    await workbench.showViewContainer('Numbered Citations');
    const topics = await workbench.treeItems('Review topics');
    assert.ok(
      topics.some(topic => topic.includes('Solid tumors')),
      topics.join('\n'),
    );
  });

  it('met no exception of the window', () => {
    assert.deepEqual(workbench.problems, []);
  });
});
