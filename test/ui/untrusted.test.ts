import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, startHost, type Workbench } from '../support/workbench';

const record = (key: string, author: string) =>
  `@article{${key}, author = {${author}, A}, title = {Freezing of lymphocytes by ${author}}, year = {2021}}\n`;

describe('a folder that nobody has trusted yet', () => {
  const file = 'paper.md';
  let outside: string;
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    outside = mkdtempSync(join(tmpdir(), 'numbered-citations-outside-'));
    writeFileSync(join(outside, 'outside.bib'), record('outside', 'Ekwensi'));
    host = await startHost({
      workspace: 'media/sample',
      files: {
        'inside.bib': record('inside', 'Okafor'),
        [file]: `---\nbibliography: [inside.bib, ${join(outside, 'outside.bib')}]\n---\n\nCells can be frozen.\n`,
      },
      trustEverything: false,
    });
    workbench = await host.openWorkbench({ openFile: file });
  });

  after(async () => {
    await host?.dispose();
    rmSync(outside, { recursive: true, force: true });
  });

  it('gives the references of its own libraries, and none from outside of it', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
    await workbench.goTo(5, 21);
    await workbench.type(' [freezing lymphocytes');
    const row = workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Okafor' });
    await row.first().waitFor();
    const shown = await workbench.suggestions();
    assert.ok(
      shown.every(label => !label.includes('Ekwensi')),
      shown.join('\n'),
    );
    await workbench.screenshot('library-untrusted');
  });
});
