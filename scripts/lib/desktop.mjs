// Runs the editor tests in a desktop VS Code, through @vscode/test-electron.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEditorTests, copyTestWorkspace, readOutput } from './editorTests.mjs';
import { cacheFolder, root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * Runs them in the VS Code that NUMBERED_CITATIONS_VSCODE names, else in a downloaded one.
 * Where there is none to be had, or no display to show it on, they are skipped and the reason is given.
 */
export async function runDesktopTests({ grep = '' } = {}) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const screen = await findScreen();
  if (!screen) return skipped('there is no display here, and no xvfb-run to make one');
  let program = process.env.NUMBERED_CITATIONS_VSCODE;
  try {
    program ??= await withoutPrinting(() =>
      downloadAndUnzipVSCode({
        cachePath: join(cacheFolder(), 'desktop'),
        reporter: silentReporter,
        timeout: 30_000,
      }),
    );
  } catch (error) {
    return skipped(`desktop VS Code cannot be downloaded here: ${error?.message ?? error}`);
  }
  if (!existsSync(program)) return skipped(`there is no VS Code at ${program}`);
  const folder = join(root, 'out', `editor-tests-${process.pid}-desktop`);
  const state = realpathSync(mkdtempSync(join(tmpdir(), 'numbered-citations-desktop-')));
  try {
    mkdirSync(folder, { recursive: true });
    const workspace = join(state, 'workspace');
    mkdirSync(workspace);
    copyTestWorkspace(workspace);
    const tests = await bundleEditorTests(folder, { grep });
    const args = [
      workspace,
      `--extensionDevelopmentPath=${root}`,
      `--extensionTestsPath=${tests}`,
      `--user-data-dir=${join(state, 'data')}`,
      `--extensions-dir=${join(state, 'extensions')}`,
      ...['--no-sandbox', '--disable-gpu', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
      ...['--disable-workspace-trust', '--disable-telemetry'],
    ];
    const { code, stdout, stderr } = await run(
      screen[0] ?? program,
      [...screen.slice(1), ...(screen[0] ? [program] : []), ...args],
      {
        quiet: true,
        timeout: 300_000,
      },
    );
    const results = { passed: [], pending: [], failed: [], measured: [], output: [] };
    for (const line of stdout.split('\n')) readOutput(line, results);
    for (const line of results.measured) process.stdout.write(`measured in desktop VS Code: ${line}\n`);
    if (code !== 0 && results.failed.length === 0) {
      results.failed.push({
        title: 'desktop VS Code ended early',
        details: `${results.output.join('\n')}${stderr}`,
      });
    }
    return {
      passed: results.passed.length,
      failed: results.failed,
      skipped: results.pending.map(title => ({ title, reason: 'the test itself skips it here' })),
    };
  } finally {
    for (const path of [folder, state]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

const silentReporter = { report: () => {}, error: () => {} };

function skipped(reason) {
  return { skipped: [{ title: 'editor tests in desktop VS Code', reason }] };
}

/** What to put before the program so that it has a display: nothing, `xvfb-run`, or undefined where there is neither. */
async function findScreen() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return [];
  const { code } = await run('xvfb-run', ['--help'], { quiet: true });
  return code === 0 ? ['xvfb-run', '-a'] : undefined;
}

/** The download prints its progress to the terminal whatever its reporter is. */
async function withoutPrinting(action) {
  const { log } = console;
  console.log = () => {};
  try {
    return await action();
  } finally {
    console.log = log;
  }
}
