import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { generateLibrary } from '../../bench/searchLibrary';
import { closeEverything, waitFor } from '../support/editors';
import { reportLine } from '../support/hostMocha';

declare const editorTestRecords: number;

/** `npm test -- --records 1000` measures with a thousand, which takes longer. */
const WORKS = Math.min(editorTestRecords || 200, 1000);

/** Looks again and again how long the extension host did not come to look. */
function watchStalls(): { stop(): readonly number[] } {
  const stalls: number[] = [];
  let last = performance.now();
  let stopped = false;
  const look = (): void => {
    const now = performance.now();
    stalls.push(now - last);
    last = now;
    if (!stopped) setTimeout(look, 1);
  };
  setTimeout(look, 1);
  return {
    stop: () => {
      stopped = true;
      stalls.push(performance.now() - last);
      return stalls.sort((a, b) => b - a);
    },
  };
}

describe('a list of many works', () => {
  const inFolder = (name: string) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));
  const names = ['many.json', 'many-nature.md', 'many-apa.md'];

  afterEach(closeEverything);
  after(async () => {
    for (const name of names) await vscode.workspace.fs.delete(inFolder(name)).then(undefined, () => {});
  });

  for (const style of ['nature', 'apa']) {
    it(`is written in ${style}: prints the longest stall of the extension host`, async function () {
      this.timeout(180_000);
      const { references } = generateLibrary(WORKS);
      await write('many.json', JSON.stringify(references.map(({ csl }) => csl)));
      const cited = references.map((_, index) => `Words of sentence ${index} [${index + 1}].`);
      const listed = references.map(({ csl }, index) => `${index + 1}. ${csl.title} <!-- @${csl.id} -->`);
      const text = `---\nbibliography: many.json\ncsl: ${style}\n---\n\n${cited.join('\n')}\n\n## References\n\n${listed.join('\n')}\n`;
      await write(`many-${style}.md`, text);
      const document = await vscode.workspace.openTextDocument(inFolder(`many-${style}.md`));
      await vscode.window.showTextDocument(document);
      const update = () => vscode.commands.executeCommand('numberedCitations.insertOrUpdateBibliography');
      const linked = async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          document.positionAt(text.indexOf(`[${WORKS}]`) + 2),
        );
        return hovers.length > 0;
      };
      await waitFor('the library', linked, 60_000);
      await new Promise(done => setTimeout(done, 500));
      const quiet = watchStalls();
      await new Promise(done => setTimeout(done, 300));
      const [idle = 0] = quiet.stop();
      const watch = watchStalls();
      const started = performance.now();
      await update();
      const taken = performance.now() - started;
      const [longest = 0, second = 0, third = 0] = watch.stop();
      assert.notEqual(document.getText(), text);
      const ms = (value: number) => value.toFixed(0);
      reportLine({
        outcome: 'measured',
        details:
          `a list of ${WORKS} works in ${style}: written in ${ms(taken)} ms; longest stall of the extension host while the list ` +
          `is written ${ms(longest)} ms, then ${ms(second)} and ${ms(third)} (at rest ${ms(idle)})`,
      });
    });
  }
});
