import { type Host, startHost, type Workbench } from '../support/workbench';

const library = `@article{okafor2021,
  author = {Okafor, Ngozi and Lind, Per},
  title = {Freezing and thawing of lymphocytes},
  journal = {Journal of Cold Cells},
  year = {2021}, volume = {3}, pages = {12--19},
  keywords = {cold, NK cells}
}

@article{lind2019,
  author = {Lind, Per},
  title = {Thawing},
  year = {2019}, pages = {3-9},
  keywords = {cold},
}
`;

const again = `@article{ok21, author = {Okafor, Ngozi}, title = {{Freezing} and thawing of Lymphocytes}, year = {2021}}
@book{berg2020, author = {Berg, Ann}, title = {Only here}, year = {2020}, publisher = {P}}
`;

describe('a library in a real VS Code', function () {
  this.timeout(60_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost({
      workspace: 'media/sample',
      files: {
        'own.bib': library,
        'again.bib': again,
        'cold.md': '---\nbibliography: [own.bib, again.bib, gone.bib]\n---\n\nThey freeze [@okafor2021].\n',
      },
    });
    workbench = await host.openWorkbench({ openFile: 'own.bib', width: 1400, height: 900 });
  });

  after(() => host?.dispose());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 40)}`);
  });

  it('shows what is wrong in a .bib file', async () => {
    await workbench.openFile('own.bib');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page.getByText('needs “journal” in @article').first().waitFor();
    await workbench.screenshot('bib-file');
  });

  it('is shown in the side bar, by keyword', async () => {
    await workbench.openFile('cold.md');
    await workbench.showViewContainer('Numbered Citations');
    const tree = await workbench.openView('Libraries');
    await tree.getByText('own.bib').first().click();
    await tree.getByText('cold', { exact: true }).first().click();
    await tree.getByText('Okafor & Lind 2021').first().waitFor();
    await workbench.screenshot('libraries-by-keyword');
  });

  it('is shown beside another, each work once, with the name of the other', async () => {
    await workbench.openFile('cold.md');
    await workbench.showViewContainer('Numbered Citations');
    const tree = workbench.tree('Libraries');
    await tree.getByText('also in again.bib').first().waitFor();
    await tree.getByText('1 shown above').first().waitFor();
    await workbench.screenshot('libraries-each-work-once');
  });

  it('that is named and not there is reported at its name', async () => {
    await workbench.openFile('cold.md');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page.getByText('There is no library file “gone.bib”').first().waitFor();
    await workbench.screenshot('missing-library');
  });

  it('gives a record another key everywhere with F2', async () => {
    await workbench.goToText('cold.md', 'okafor2021', 3);
    await workbench.press('F2');
    const box = workbench.page.locator('.rename-box input');
    await box.waitFor();
    await workbench.screenshot('rename-key');
    await box.fill('cold2021');
    await workbench.press('Enter');
    await workbench.textOf('cold.md', /\[@cold2021\]/);
    await workbench.textOf('own.bib', /@article\{cold2021,/);
  });
});
