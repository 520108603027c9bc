import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, startHost, type Workbench } from '../support/workbench';

const LIBRARY = `@article{okafor2021, author = {Okafor, Ngozi and Lind, Per}, title = {Freezing and thawing of lymphocytes}, journal = {Journal of Cold Cells}, year = {2021}, volume = {3}, pages = {12--19}}
@article{berg2019, author = {Berg, Ida}, title = {Warming of frozen cells in the clinic}, journal = {Journal of Cold Cells}, year = {2019}, volume = {1}, pages = {7--9}}
@article{moss2015, author = {Moss, Eve}, title = {A history of cold storage}, journal = {Annals of Ice}, year = {2015}, volume = {9}, pages = {1--44}}
`;
const KEYED = `---
bibliography: own.bib
---

# Cold cells

Lymphocytes survive freezing [@okafor2021; see @moss2015, p. 4].

`;
const NUMBERED = `# Cold cells

Lymphocytes survive freezing [1, 3], and warming them takes care [see 2, p. 8].

## References

1. Okafor N, Lind P. Freezing and thawing of lymphocytes. J Cold Cells. 2021;3:12–19.
2. Berg I. Warming of frozen cells in the clinic. J Cold Cells. 2019;1:7–9.
3. Moss E. A history of cold storage. Ann Ice. 2015;9:1–44.
`;

describe('an author who cites by key', function () {
  this.timeout(120_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({
      workspace: 'media/sample',
      files: { 'keyed.md': KEYED, 'numbers.md': NUMBERED, 'own.bib': LIBRARY },
      settings: { 'numberedCitations.libraries': ['own.bib'] },
    });
    workbench = await host.openWorkbench({ openFile: 'keyed.md', width: 1400, height: 900 });
    // The side bar tells when the extension and the library are there.
    await workbench.showViewContainer('Numbered Citations');
    await workbench.tree('Citations in this manuscript').getByText('Moss 2015').first().waitFor();
  });

  after(() => host?.dispose());

  it('gets the work that fits the sentence behind [@, with its card, and its key', async () => {
    await workbench.goTo(9);
    await workbench.type('Warming of frozen cells takes care in the clinic [@');
    const suggestions = await workbench.suggestions();
    assert.match(suggestions[0] ?? '', /@berg2019.*Berg 2019/);
    await workbench.press('Control+Space');
    await workbench.page
      .locator('.suggest-details:visible', { hasText: 'Warming of frozen cells' })
      .waitFor();
    await workbench.screenshot('key-suggestions');
    await workbench.press('Enter');
    await workbench.textBox('in the clinic [@berg2019]');
    await workbench.saveAndRead('keyed.md');
  });

  it('reads the cards of all works of a citation', async () => {
    await workbench.hoverOn('okafor2021');
    const card = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Freezing and thawing' });
    await card.filter({ hasText: 'A history of cold storage' }).first().waitFor();
    await workbench.screenshot('key-hover');
    await workbench.press('Escape');
  });

  it('converts a numbered manuscript to keys after a look at the changes, and back', async () => {
    await workbench.openFile('numbers.md');
    const targets = workbench.page.locator('.quick-input-title', { hasText: 'Convert the citations' });
    await workbench.runCommand('Numbered Citations: Convert Citations To…');
    await targets.waitFor();
    const items = await workbench.quickPickItems();
    assert.match(items.join('\n'), /Keys of Pandoc/);
    await workbench.screenshot('convert-targets');
    await workbench.press('Enter');
    await workbench.notification(/apply the changes/);
    await workbench.screenshot('convert-preview');
    await workbench.answer('apply the changes', 'Apply');
    await workbench.notification(/Converted 2 citations/);
    const keyed = await workbench.textOf('numbers.md', /\[@okafor2021; @moss2015\]/);
    assert.match(keyed, /^---\nbibliography: references\.bib\n---\n/);
    assert.match(keyed, /takes care \[see @berg2019, p\. 8\]/);
    const library = join(host.workspace, 'references.bib');
    assert.ok(existsSync(library));
    assert.match(readFileSync(library, 'utf8'), /@article\{okafor2021,/);
    await workbench.runCommand('Numbered Citations: Convert Citations To…');
    await targets.waitFor();
    assert.match((await workbench.quickPickItems())[0] ?? '', /Numbers with a reference list/);
    await workbench.press('Enter');
    await workbench.answer('apply the changes', 'Apply');
    await workbench.textOf('numbers.md', NUMBERED);
  });

  it('met no exception of the window', () => {
    assert.deepEqual(workbench.problems, []);
  });
});
