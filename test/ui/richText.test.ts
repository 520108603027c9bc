import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const text = `---
csl: nature
---

Cells tire [1]. They travel [2].

## References

1. Mine by hand, <b>bold</b> & all. 1999.
2. Long J, He J, Sun Q. CAR-NK cell therapy in hematological malignancies: A comprehensive review. Front Immunol. 2023;14:1205391.
`;

describe('a bibliography as rich text', function () {
  this.timeout(90_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({ workspace: 'media/sample', files: { 'rich.md': text } });
    workbench = await host.openWorkbench();
  });

  after(() => host?.dispose());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-rich-text');
  });

  const clipboard = () =>
    workbench.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (await item!.getType(type)).text();
      // Reading washes the HTML: Chromium may put the styles of elements beside them.
      const html = (await read('text/html')).replace(/ style="[^"]*"/g, '');
      return { html, plain: await read('text/plain') };
    });

  it('is shown, and Enter copies it as HTML and as text, without a change to the manuscript', async () => {
    await workbench.openFile('rich.md');
    await workbench.runCommand('Numbered Citations: Copy Bibliography as Rich Text');
    const panel = workbench.page
      .frameLocator('iframe.webview.ready')
      .first()
      .frameLocator('iframe#active-frame');
    await panel.locator('button:focus').waitFor();
    assert.equal(await panel.locator('ol li').count(), 2);
    const look = await panel
      .locator('li')
      .first()
      .evaluate(item => getComputedStyle(item).fontVariantCaps);
    assert.equal(look, 'normal');
    await workbench.screenshot('rich-text');
    await workbench.press('Enter');
    await workbench.page.locator('iframe.webview.ready').waitFor({ state: 'detached' });
    await workbench.focusEditor();
    const { html, plain } = await clipboard();
    assert.match(html, /<ol>\s*<li>Mine by hand, bold &amp; all/);
    assert.match(html, /<li>Long, J\., He, J\. &amp; Sun, Q\. .*<i>Front\.? Immunol\.?<\/i> <b>14<\/b>/);
    assert.match(plain, /^1\. Mine by hand, bold & all\. 1999\.\n2\. Long, J\./);
    await workbench.textOf('rich.md', text);
  });
});
