import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { workbenchUrl } from '../../scripts/lib/hosts.mjs';
import { licenceTexts } from '../../scripts/lib/licences.mjs';
import { installOnce, isNetworkFailure } from '../../scripts/lib/npm.mjs';
import { filesNamedIn } from '../../scripts/lib/package.mjs';
import { cacheFolder } from '../../scripts/lib/paths.mjs';
import { createReport } from '../../scripts/lib/report.mjs';

describe('the report of npm test', () => {
  it('ends with the count, failures and reasons of skips above it', () => {
    let text = '';
    const report = createReport(part => {
      text += part;
    });
    report.add('core', { passed: 3, failed: [{ title: 'adds up', details: 'expected 2' }] });
    report.add('desktop', { skipped: [{ title: 'editor tests', reason: 'no display' }] });
    assert.equal(report.finish(), false);
    const lines = text.trimEnd().split('\n');
    assert.equal(lines.at(-1), '3 passed, 1 failed, 1 skipped');
    assert.ok(lines.includes('failed   core: adds up'));
    assert.ok(lines.includes('skipped  desktop: editor tests (no display)'));
    assert.ok(text.includes('expected 2'));
  });

  it('leaves skips out of the count where there were none', () => {
    let text = '';
    const report = createReport(part => {
      text += part;
    });
    report.add('core', { passed: 3 });
    assert.equal(report.finish(), true);
    assert.equal(text.trimEnd().split('\n').at(-1), '3 passed, 0 failed');
  });
});

describe('the cache folder', () => {
  it('is where each system keeps such things, or where a variable says', () => {
    const home = { HOME: '/home/a' };
    assert.equal(cacheFolder(home, 'linux'), join('/home/a/.cache/numbered-citations'));
    assert.equal(cacheFolder({ ...home, XDG_CACHE_HOME: '/c' }, 'linux'), join('/c/numbered-citations'));
    assert.equal(cacheFolder(home, 'darwin'), join('/home/a/Library/Caches/numbered-citations'));
    assert.equal(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32'), join('/l/numbered-citations'));
    assert.equal(cacheFolder({ ...home, NUMBERED_CITATIONS_CACHE: '/own' }, 'linux'), join('/own'));
  });

  it('never holds half an installation, and does a broken one again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'numbered-citations-install-'));
    const target = join(folder, 'thing');
    const quiet = (): void => {};
    try {
      const broken = installOnce(
        target,
        'a thing',
        async unfinished => {
          writeFileSync(join(unfinished, 'half'), '');
          throw new Error('interrupted');
        },
        quiet,
      );
      await assert.rejects(broken, /interrupted/);
      assert.deepEqual(readdirSync(folder), []);
      let runs = 0;
      const install = async (unfinished: string): Promise<void> => {
        runs++;
        mkdirSync(join(unfinished, 'whole'));
      };
      await installOnce(target, 'a thing', install, quiet);
      await installOnce(target, 'a thing', install, quiet);
      assert.equal(runs, 1);
      assert.ok(existsSync(join(target, 'whole')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('installing', () => {
  it('tells a missing network from other failures', () => {
    assert.equal(isNetworkFailure('npm error code ENOTFOUND\nnpm error network request failed'), true);
    assert.equal(isNetworkFailure('npm error code ECONNREFUSED'), true);
    assert.equal(isNetworkFailure('npm error code EUSAGE\nnpm error `npm ci` can only install'), false);
  });

  it('takes the browser that a variable names, before any other', () => {
    assert.equal(
      findBrowser({ NUMBERED_CITATIONS_BROWSER: process.execPath, PATH: '' }, 'linux'),
      process.execPath,
    );
    assert.equal(findBrowser({ PATH: '' }, 'linux'), undefined);
  });
});

describe('the address of a window', () => {
  it('names the folder, the file and the extension under development', () => {
    const server = { origin: 'http://127.0.0.1:8080', port: 8080, token: 'secret' };
    const url = new URL(
      workbenchUrl(server, { folder: '/a b/c', openFile: '/a b/c/d.md', extension: '/e', kind: 'web' }),
    );
    assert.equal(url.searchParams.get('tkn'), 'secret');
    assert.equal(url.searchParams.get('folder'), '/a b/c');
    assert.deepEqual(JSON.parse(url.searchParams.get('payload') ?? ''), [
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:8080/e'],
      ['extensionDevelopmentKind', 'web'],
      ['openFile', 'vscode-remote://127.0.0.1:8080/a%20b/c/d.md'],
      ['skipWelcome', 'true'],
    ]);
  });
});

describe('the package', () => {
  it('is checked for every file that the manifest names', () => {
    const manifest = {
      main: './dist/extension.js',
      icon: 'media/icon.png',
      contributes: {
        commands: [{ command: 'a.b', icon: '$(add)' }],
        snippets: [{ language: 'markdown', path: './snippets/markdown.code-snippets' }],
        walkthroughs: [{ steps: [{ media: { markdown: 'media/walkthrough/one.md' } }] }],
      },
    };
    assert.deepEqual(filesNamedIn(manifest), [
      'dist/extension.js',
      'media/icon.png',
      'snippets/markdown.code-snippets',
      'media/walkthrough/one.md',
    ]);
  });

  it('carries the licence of what is bundled, and citeproc’s attribution', () => {
    const used = { bytesInOutput: 1 };
    const inputs = {
      'node_modules/citeproc/citeproc_commonjs.js': used,
      'node_modules/esbuild/lib/main.js': { bytesInOutput: 0 },
      'src/core/index.ts': used,
    };
    const text = licenceTexts([{ outputs: { 'dist/a.js': { inputs } } }]);
    assert.match(text, /^citeproc \d/m);
    assert.match(text, /Attribution Copyright Notice: Copyright \(c\) 2009-2019 Frank Bennett/);
    assert.doesNotMatch(text, /^esbuild/m);
  });
});
