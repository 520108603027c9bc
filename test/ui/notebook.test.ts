import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const filler = 'Words of the text go on and on. '.repeat(300);
const markdown = (source: string) => ({
  cell_type: 'markdown',
  metadata: {},
  source: source.split(/(?<=\n)/),
});
const notebook = JSON.stringify({
  cells: [
    markdown('# Cells\n\nThey tire [2] and travel [1–3].'),
    {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: ['x = a[1]'],
    },
    ...Array.from({ length: 4 }, () => markdown(filler)),
    markdown(
      '## References\n\n1. Doe J. Tiring of <b>killer</b> cells. J Cells. 2001;1:1-2.\n2. Roe R. *Travelling* "cells" & <img src=x onerror=alert(1)>more. J Cells. 2002;2:2-3.\n3. Poe P. Sleeping. J Cells. 2003;3:3-4.\n',
    ),
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

describe('a notebook in a real VS Code', function () {
  this.timeout(90_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({ workspace: 'media/sample', files: { 'paper.ipynb': notebook } });
    workbench = await host.openWorkbench();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-notebook');
  });
  after(() => host?.dispose());

  it('links the numbers of a rendered cell to entries in another, and renumbers all cells in one step', async () => {
    const { page } = workbench;
    await workbench.openNotebook('paper.ipynb');
    const frame = page.frameLocator('iframe.webview.ready').first().frameLocator('iframe#active-frame');
    const numbers = frame.locator('a.numbered-citations-number');
    await numbers.first().waitFor();
    assert.deepEqual(await numbers.allTextContents(), ['2', '1', '3']);
    assert.equal(
      await numbers.first().getAttribute('title'),
      '[2] Roe R. Travelling "cells" & more. J Cells. 2002;2:2-3.',
    );
    assert.match((await numbers.nth(1).getAttribute('title')) ?? '', /^\[1\] Doe[^\n]*\n\n\[2\] Roe/);
    await numbers.first().hover();
    await workbench.screenshot('notebook');
    await numbers.first().click();
    const entry = frame.locator('#reference-2');
    await entry.waitFor({ state: 'attached' });
    for (const end = Date.now() + 10_000; ; ) {
      const place = await entry.boundingBox();
      if (place && place.y > 0 && place.y < 800) break;
      assert.ok(Date.now() < end, 'a click goes to the list');
      await page.waitForTimeout(100);
    }
    await workbench.screenshot('notebook-list');

    await workbench.runCommand('Numbered Citations: Renumber Citations by Order of Appearance');
    for (const end = Date.now() + 10_000; ; ) {
      if ((await frame.locator('li').first().textContent())?.startsWith('Roe')) break;
      assert.ok(Date.now() < end, 'the rendered list is the new one');
      await page.waitForTimeout(100);
    }
    await workbench.screenshot('notebook-renumbered');
  });
});
