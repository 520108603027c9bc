import assert from 'node:assert/strict';
import { type Host, startHost, type Workbench } from '../support/workbench';

const filler = 'Words of the text go on and on. '.repeat(200);
const text = [
  '# Cells',
  '',
  'They tire [1], rest [2, 3] and travel [1–3].',
  '',
  filler,
  '',
  '## References',
  '',
  '1. Doe J. Tiring of <b>killer</b> cells. J Cells. 2001;1:1-2.',
  '2. Roe R. *Travelling* "cells". J Cells. 2002;2:2-3.',
  '3. Poe P. Sleeping. J Cells. 2003;3:3-4.',
  '',
].join('\n');

describe('the Markdown preview in a real VS Code', function () {
  this.timeout(90_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({ workspace: 'media/sample', files: { 'preview.md': text } });
    workbench = await host.openWorkbench();
  });

  after(() => host?.dispose());

  it('links citations to their entries, with the card as a title', async () => {
    await workbench.openFile('preview.md');
    await workbench.runCommand('Markdown: Open Preview');
    const preview = workbench.page
      .frameLocator('iframe.webview.ready')
      .first()
      .frameLocator('iframe#active-frame');
    const first = preview.locator('a.numbered-citations-number').first();
    await first.waitFor();
    assert.equal(await first.textContent(), '1');
    assert.match((await first.getAttribute('title')) ?? '', /^\[1\] Doe J\. Tiring of .*killer.* cells/);
    assert.equal(await preview.locator('a.numbered-citations-number').count(), 5);
    assert.match(
      (await preview.locator('body').textContent()) ?? '',
      /They tire \[1\], rest \[2, 3\] and travel \[1–3\]\./,
    );
    await workbench.screenshot('markdown-preview');
    const entry = preview.locator('#reference-3');
    await entry.waitFor({ state: 'attached' });
    const before = await preview.locator('h2').boundingBox();
    await preview.locator('a.numbered-citations-number[href="#reference-3"]').first().click();
    for (const end = Date.now() + 10_000; ; ) {
      const now = await preview.locator('h2').boundingBox();
      if (before && now && now.y < before.y - 100) break;
      assert.ok(Date.now() < end, 'a click goes to the list');
      await workbench.page.waitForTimeout(100);
    }
    await workbench.screenshot('markdown-preview-list');
  });
});
