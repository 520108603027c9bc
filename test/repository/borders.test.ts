import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { importsOf, violations } from './borders';

function sourceFiles(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true })
    .map(name => `src/${String(name).replaceAll('\\', '/')}`)
    .filter(name => name.endsWith('.ts'));
}

function check(file: string, source: string): string[] {
  return violations(importsOf(file, source));
}

describe('borders between the rooms', () => {
  it('no file of src imports what its room may not', () => {
    const files = sourceFiles();
    assert.ok(files.length > 20, 'the source files were not found');
    const found = files.flatMap(file => check(file, readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(found, []);
  });

  it('the core keeps no state in its modules', () => {
    const found = sourceFiles().flatMap(file =>
      file.startsWith('src/core/') && /^(export )?(let|var) /m.test(readFileSync(join(root, file), 'utf8'))
        ? [file]
        : [],
    );
    assert.deepEqual(found, []);
  });
});

describe('the check of the borders', () => {
  for (const [file, source] of [
    ['src/core/text/x.ts', "import { window } from 'vscode';"],
    ['src/core/text/x.ts', "import type { Uri } from 'vscode';"],
    ['src/core/library/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/core/library/x.ts', "import { readFileSync } from 'fs';"],
    ['src/core/style/x.ts', "const fs = await import('node:fs/promises');"],
    ['src/core/style/x.ts', "const fs = require('fs');"],
    ['src/core/text/x.ts', "import { Library } from '../library/types';"],
    ['src/core/manuscript/prose/x.ts', "import type { Reference } from '../../library/types';"],
    ['src/core/search/x.ts', "export * from '../numbering';"],
    ['src/core/library/x.ts', "import {\n  a,\n  b,\n} from '../style';"],
    ['src/core/features/hover.ts', "import { complete } from './completion';"],
    ['src/core/features/hover.ts', "import { rule } from './diagnostics/rule';"],
    ['src/core/features/diagnostics/rule.ts', "import { hover } from '../hover';"],
    ['src/core/numbering/x.ts', "import { run } from '../../cli/run';"],
    ['src/core/numbering/x.ts', "import citeproc from 'citeproc';"],
    ['src/vscode/hover.ts', "import { hover } from '../core/features/hover';"],
    ['src/vscode/hover.ts', "import { join } from 'node:path';"],
    ['src/vscode/hover.ts', "import { run } from '../cli/run';"],
    ['src/vscode/hover.ts', "import { Worker } from 'node:worker_threads';"],
    ['src/vscode/platform/node/startWorker.ts', "import { readFileSync } from 'node:fs';"],
    ['src/vscode/background.ts', "import { fingerprint } from '../worker/requests/fingerprint';"],
    ['src/worker/main.ts', "import { parentPort } from 'node:worker_threads';"],
    ['src/worker/main.ts', "import * as vscode from 'vscode';"],
    ['src/worker/requests/x.ts', "import { parse } from '../../core/manuscript';"],
    ['src/core/library/x.ts', "import { answer } from '../../worker';"],
    ['src/cli/run.ts', "import * as vscode from 'vscode';"],
    ['src/cli/run.ts', "import { parse } from '../core/manuscript';"],
  ] as const) {
    it(`refuses ${JSON.stringify(source)} in ${file}`, () => {
      const found = check(file, source);
      assert.equal(found.length, 1);
      assert.ok(found[0]!.startsWith(`${file} imports `));
    });
  }

  for (const [file, source] of [
    ['src/core/text/x.ts', "import { a } from './y';"],
    ['src/core/text/x.ts', "// import { window } from 'vscode';\n/* import 'node:fs' */"],
    ['src/core/numbering/x.ts', "import type { Library } from '../library/types';"],
    [
      'src/core/features/hover.ts',
      "import type { Action } from './types';\nimport { parse } from '../manuscript';",
    ],
    ['src/core/features/diagnostics/rule.ts', "import type { Rule } from './types';\nimport '../types';"],
    ['src/core/index.ts', "export { hover } from './features/hover';"],
    ['src/core/style/engine/x.ts', "import CSL from 'citeproc';"],
    ['src/vscode/hover.ts', "import * as vscode from 'vscode';\nimport { hover } from '../core';"],
    ['src/vscode/background.ts', "import type { RequestKind } from '../worker';"],
    ['src/vscode/platform/node/startWorker.ts', "import { Worker } from 'node:worker_threads';"],
    ['src/worker/requests/x.ts', "import { parse } from '../../core';\nimport { answer } from '../answer';"],
    ['src/cli/commands/x.ts', "import { readFileSync } from 'node:fs';\nimport { parse } from '../../core';"],
  ] as const) {
    it(`allows ${JSON.stringify(source)} in ${file}`, () => {
      assert.deepEqual(check(file, source), []);
    });
  }
});
