import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, pause, waitFor } from '../support/editors';
import { reportLine } from '../support/hostMocha';
import { generatedRecords, toBibtex } from '../support/libraries';
import { watchStalls } from '../support/stalls';

declare const editorTestRecords: number;

/** `npm test -- --records 100000` measures with more. */
const size = editorTestRecords || 10_000;

describe('a library that is read in the background', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const file = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'stalls.bib');

  after(async () => {
    await configuration().update('libraries', undefined, vscode.ConfigurationTarget.Global);
    await closeEverything();
    await vscode.workspace.fs.delete(file()).then(undefined, () => undefined);
  });

  /** Waits until the tree shows the library with so many records, and nothing that is still to be done. */
  async function isReady(records: number): Promise<void> {
    const { libraries } = await extensionApi();
    await waitFor(
      `${records} records`,
      async () => {
        await pause(100);
        for (const child of (await libraries.getChildren()) ?? []) {
          const { label, description } = await libraries.getTreeItem(child);
          if (label === 'stalls.bib' && description === String(records)) return true;
        }
        return false;
      },
      500_000,
    );
  }

  it('lets the extension host answer meanwhile: prints its longest stall', async function () {
    this.timeout(600_000);
    // Encoded before, and written by Node's threads: the editor's way would be work of the host.
    const write = (bytes: Uint8Array): Promise<void> => writeFile(file().fsPath, bytes);
    const encoder = new TextEncoder();
    const bytes = encoder.encode(toBibtex(generatedRecords(size)));
    await write(encoder.encode('@book{b, title = {B}}'));
    await configuration().update('libraries', ['stalls.bib'], vscode.ConfigurationTarget.Global);
    await openText('Cells [|');
    await isReady(1);
    const measure = async (what: string): Promise<void> => {
      await pause(2000);
      const before = performance.now();
      const stalls = watchStalls();
      await write(bytes);
      await isReady(size);
      const { blocked, busy } = stalls.stop();
      reportLine({
        outcome: 'measured',
        details: `longest stall of the extension host while ${what}: ${busy.toFixed(0)} ms of its own work, ${blocked.toFixed(0)} ms by the clock; ${(performance.now() - before).toFixed(0)} ms in all`,
      });
    };
    await measure(`${size} records are read`);
    await write(encoder.encode('@book{a, title = {T}}'));
    await isReady(1);
    await measure(`${size} records are opened that were read before`);
    const idle = watchStalls();
    await pause(3000);
    const { blocked, busy } = idle.stop();
    reportLine({
      outcome: 'measured',
      details: `longest stall while nothing happens: ${busy.toFixed(0)} ms of its own work, ${blocked.toFixed(0)} ms by the clock`,
    });
  });
});
