import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const text = `---
numbered-citations:
  style: nature
---

Cells tire [1]. They travel [2, 4].

## References

1. Mine by hand, <b>bold</b> & all. 1999.
2. Liu E, Marin D, Banerjee P, et al. Use of CAR-Transduced Natural Killer Cells in CD19-Positive Lymphoid Tumors. N Engl J Med. 2020;382:545–553.
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
      return { html: await read('text/html'), plain: await read('text/plain') };
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
    await workbench.screenshot('rich-text');
    await workbench.press('Enter');
    await workbench.page.locator('iframe.webview.ready').waitFor({ state: 'detached' });
    await workbench.focusEditor();
    const { html, plain } = await clipboard();
    assert.match(html, /<ol>\s*<li>Mine by hand, &lt;b&gt;bold/);
    assert.match(html, /<li>Liu, E\..*<i>N\. Engl\. J\. Med\.<\/i> <b>382<\/b>/);
    assert.match(plain, /^1\. Mine by hand, <b>bold<\/b> & all\. 1999\.\n2\. Liu, E\./);
    await workbench.textOf('rich.md', text);
  });
});
