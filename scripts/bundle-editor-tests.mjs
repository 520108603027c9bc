// Bundles the editor tests and copies their workspace to out/test/vscode, for a run under the debugger (F5).
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleEditorTests, copyTestWorkspace } from './lib/editorTests.mjs';
import { installDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';

const folder = join(root, 'out', 'test', 'vscode');
const workspace = join(folder, 'workspace');
await installDependencies();
rmSync(workspace, { recursive: true, force: true });
mkdirSync(workspace, { recursive: true });
copyTestWorkspace(workspace);
console.log(await bundleEditorTests(folder));
