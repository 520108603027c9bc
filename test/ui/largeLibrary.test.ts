import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedRecords, toBibtex } from '../support/libraries';
import { type Host, startHost, type Workbench } from '../support/workbench';

const own = `@article{okafor2021, author = {Okafor, Ngozi and Lind, Per}, title = {Freezing and thawing of lymphocytes},
  journal = {Journal of Cold Cells}, year = {2021}, volume = {3}, pages = {12--19}, doi = {10.1000/cold.3}}
`;
const broken = '@article{broken2020, title = {A record without an end\n\n';

describe('a library of many thousand references', function () {
  this.timeout(300_000);
  const patience = 240_000;
  // `npm test -- --records 100000` takes one that is read long enough to be measured.
  const size = Number(process.env['NUMBERED_CITATIONS_LIBRARY_SIZE'] ?? 20_000);
  const file = 'manuscript.md';
  let library: string;
  let folder: string;
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    const generated = toBibtex(generatedRecords(size));
    const middle = generated.indexOf('\n@', generated.length / 2) + 1;
    library = own + generated.slice(0, middle) + broken + generated.slice(middle);
    // Outside of the workspace: there the host watches files without its native modules.
    folder = mkdtempSync(join(tmpdir(), 'numbered-citations-library-'));
    writeFileSync(join(folder, 'library.bib'), library);
    host = await startHost({
      workspace: 'media/sample',
      files: { [file]: '# Cold cells\n\nCells can be frozen.\n' },
      settings: {
        'numberedCitations.libraries': [join(folder, 'library.bib')],
        'editor.quickSuggestions': { other: 'off' },
      },
    });
    workbench = await host.openWorkbench({ openFile: file, width: 1400, height: 900 });
  });

  after(async () => {
    await host?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const status = (text: string | RegExp) =>
    workbench.page.locator('.statusbar-item:visible', { hasText: text }).first();

  async function untilRead(): Promise<void> {
    await status(/Reading|Indexing/).waitFor({ state: 'hidden', timeout: patience });
  }

  it('is read while typing goes on', async () => {
    await workbench.goTo(3, 21);
    await status(/Reading library\.bib/).waitFor({ timeout: patience });
    const sentence = ' They can be thawed, too, and some of them live on for a while in the warm.';
    const waits: number[] = [];
    let written = '';
    for (const letter of sentence) {
      written += letter;
      const start = performance.now();
      await workbench.page.keyboard.type(letter);
      await workbench.textBox(`frozen.${written.trimEnd()}`);
      waits.push(performance.now() - start);
    }
    // A smaller library may be read before the sentence is written.
    if (size >= 100_000) {
      assert.ok(
        await status(/Reading|Indexing/).isVisible(),
        'the library was read before the typing was over',
      );
    }
    await workbench.screenshot('library-reading');
    waits.sort((a, b) => a - b);
    const shown = [waits[waits.length >> 1]!, waits[waits.length - 1]!].map(wait => wait.toFixed(0));
    console.log(
      `      a letter shows after ${shown[0]} ms (median), at most ${shown[1]} ms, while the library is read`,
    );
  });

  it('gives its references, although one record is broken', async () => {
    const start = performance.now();
    await untilRead();
    console.log(`      read ${((performance.now() - start) / 1000).toFixed(1)} s after the typing`);
    await workbench.type(' Lymphocytes survive it [freezing lymph');
    const row = workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Okafor' });
    await row.first().waitFor();
    await workbench.screenshot('library-suggestions');
    await workbench.press('Enter');
    await workbench.textBox('survive it [');
    await workbench.press('Control+Shift+M');
    await workbench.page.locator('.markers-panel', { hasText: 'library.bib' }).waitFor();
    await workbench.screenshot('library-problems');
  });

  it('follows the file when it is replaced on disk: the card changes', async () => {
    const [, citation] = /survive it (\[\d+\])/.exec(await workbench.saveAndRead(file)) ?? [];
    assert.ok(citation, 'the work was not cited');
    // As a reference manager exports: written beside, then moved into its place.
    const exported = join(folder, 'library.bib.new');
    writeFileSync(exported, library.replace('Journal of Cold Cells', 'Annals of Frozen Cells'));
    renameSync(exported, join(folder, 'library.bib'));
    await status(/Reading|Indexing/).waitFor({ timeout: patience });
    await untilRead();
    assert.match(await workbench.hoverOn(citation), /Annals of Frozen Cells|Ann/);
    await workbench.screenshot('library-card');
  });

  /** Opens the window again and says after how many seconds the library's work was suggested. */
  async function suggestedAgain(): Promise<number> {
    await workbench.close();
    workbench = await host.openWorkbench({ openFile: file, width: 1400, height: 900 });
    const start = performance.now();
    await workbench.goTo(3, 21);
    await workbench.type(' [freezing lymph');
    // Its entry in the manuscript's own list, which names it otherwise, does not tell that the library is there.
    const row = workbench.page.locator('.suggest-widget.visible .monaco-list-row', {
      hasText: 'Okafor & Lind 2021',
    });
    // A list that opened before the library was there does not learn of it.
    for (const end = Date.now() + patience; Date.now() < end && !(await row.first().isVisible()); ) {
      await workbench.press('Escape', 'Control+Space');
      await row
        .first()
        .waitFor({ timeout: 1000 })
        .catch(() => {});
    }
    await row.first().waitFor();
    return (performance.now() - start) / 1000;
  }

  const kept = (): readonly string[] =>
    readdirSync(join(host.storage, 'libraries')).map(name => join(host.storage, 'libraries', name));

  it('is there at once when the window opens again', async () => {
    const before = kept();
    for (const part of ['.records', '.search']) {
      assert.ok(before.some(path => path.endsWith(part) && statSync(path).size > size));
    }
    console.log(`      suggested ${(await suggestedAgain()).toFixed(1)} s after the window opened`);
    assert.deepEqual(kept(), before, 'the library was read anew');
    await workbench.screenshot('library-again');
  });

  it('is read anew where what was kept of it is damaged', async () => {
    for (const path of kept()) truncateSync(path, statSync(path).size >> 1);
    await suggestedAgain();
    await untilRead();
  });
});
