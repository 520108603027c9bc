// Runs the editor tests (test/vscode) in a real VS Code: bundles them, opens the workbench on them, collects the results.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startServer, workbenchUrl } from './hosts.mjs';
import { root } from './paths.mjs';
import { onInterrupt } from './processes.mjs';

const testFolder = join(root, 'test', 'vscode');
const prefix = '##editor-test ';
const extensionId = 'numbered-citations.numbered-citations';
const patience = 240_000;

/** A library of a hundred thousand references is written, read and asked. */
const patienceWithRecords = 900_000;

/** What a host without its native modules and without a network says in every run, good ones included. */
const hostNoise = new RegExp(
  [
    '^Resolv(ing|ed) connection token',
    '^Creating a socket',
    '^\\[(reconnection-grace-time|Service Worker|AgentHost:remote|AccountPolicyGate)\\]',
    '^Updating additional builtin',
    '^Ignoring fetching additional builtin',
    'Could not locate the bindings file',
    "Cannot find module '\\./build/Release",
    '^ChatSessionStore',
    '^Canceled: Canceled',
    'bundled tsserver',
    '@vscode/ripgrep',
    'getaddrinfo (ENOTFOUND|EAI_AGAIN)',
    '^An unknown error occurred',
    'editor tests failed',
    '(404|ERR_[A-Z_]+)[^a-z]*$',
  ].join('|'),
);

/** Tests that measure the extension host: the newest is measured, and the one of the web as far as it can be. */
const measuring = ['hostStalls.node', 'listStalls'];

/** What a package can lack, or have in another place, than the folder: everything that is loaded beside the extension's own file. */
const dependOnPackage = [
  'activation',
  'bib',
  'completion',
  'hover',
  'languageModelTools',
  'libraries',
  'libraryTree',
  'listState',
  'notebook',
  'sideBar',
];

/**
 * Where the editor tests run: which server, which extension host, the extension from the folder or the package, and which
 * folders the window has where it has several; then only the tests of `*.folders.test.ts` run, and elsewhere all others.
 * `only` and `not` name test files.
 */
export const editorHosts = {
  newest: { server: 'newest', title: 'VS Code 1.139, Node extension host' },
  oldest: { server: 'oldest', not: measuring, title: 'VS Code 1.100, Node extension host' },
  web: { server: 'newest', kind: 'web', title: 'VS Code 1.139, web-worker extension host' },
  package: {
    server: 'newest',
    packaged: true,
    only: dependOnPackage,
    title: 'VS Code 1.139, packaged extension',
  },
  folders: { server: 'newest', folders: ['first', 'second'], title: 'VS Code 1.139, several folders' },
};

/** Bundles the editor tests for the Node or the web-worker extension host into one file, and gives its path. */
export async function bundleEditorTests(
  folder,
  { web = false, folders = false, only, not = [], grep = '', records = 0 } = {},
) {
  const esbuild = await import('esbuild');
  const files = existsSync(testFolder)
    ? readdirSync(testFolder)
        .filter(name => name.endsWith('.test.ts') && !(web && name.endsWith('.node.test.ts')))
        .filter(name => name.endsWith('.folders.test.ts') === folders)
        .filter(name => {
          const test = name.slice(0, -'.test.ts'.length);
          return only === undefined ? !not.includes(test) : only.includes(test);
        })
        .sort()
    : [];
  const outfile = join(folder, web ? 'index.web.js' : 'index.js');
  await esbuild.build({
    entryPoints: [join(testFolder, 'index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: web ? 'browser' : 'node',
    target: web ? 'es2022' : 'node20',
    mainFields: web ? ['browser', 'module', 'main'] : ['main', 'module'],
    external: web ? ['vscode'] : ['vscode', 'mocha'],
    alias: web ? { mocha: join(root, 'node_modules', 'mocha', 'mocha.js') } : {},
    define: { editorTestPattern: JSON.stringify(grep), editorTestRecords: JSON.stringify(records) },
    sourcemap: 'inline',
    logLevel: 'warning',
    loader: { '.csl': 'text', '.xml': 'text' },
    plugins: [allTestFiles(files), ...(web ? [assertForTheWeb()] : [])],
  });
  return outfile;
}

/**
 * Runs the editor tests in one of `editorHosts`.
 * `records` is how many references the large library has; 0 for as many as the tests say.
 * @returns {Promise<{passed: string[], pending: string[], failed: {title: string, details: string}[], measured: string[], output: string[]}>}
 */
export async function runEditorTests(name, { browser, grep, records, vsix, say } = {}) {
  const host = editorHosts[name];
  const results = { passed: [], pending: [], failed: [], measured: [], output: [] };
  const folder = join(root, 'out', `editor-tests-${process.pid}-${name}`);
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'numbered-citations-workspace-')));
  const release = [];
  const dispose = async () => {
    for (const step of release.splice(0).reverse()) await Promise.resolve(step()).catch(() => {});
    for (const path of [folder, workspace]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  const forget = onInterrupt(dispose);
  try {
    mkdirSync(folder, { recursive: true });
    copyTestWorkspace(workspace);
    const tests = await bundleEditorTests(folder, {
      web: host.kind === 'web',
      folders: host.folders !== undefined,
      only: host.only,
      not: host.not,
      grep,
      records,
    });
    if (host.packaged) writeFileSync(join(folder, 'package.json'), emptyExtension);
    const extension = host.packaged ? { vsix } : 'development';
    // The window's own wish for a kind of host does not reach an extension that the server reads: a setting does.
    const settings = host.kind === 'web' ? { 'remote.extensionKind': { [extensionId]: ['web'] } } : {};
    const server = await startServer({ name: host.server, extension, settings, testDriver: true, say });
    release.push(server.stop);
    const chromium = await launchBrowser(browser);
    release.push(() => chromium.close());
    const url = workbenchUrl(server, {
      ...(host.folders ? { workspace: writeWorkspaceFile(workspace, host.folders) } : { folder: workspace }),
      extension: host.packaged ? folder : root,
      tests,
      kind: host.kind,
    });
    await watchRun(chromium, url, results, records ? patienceWithRecords : patience);
  } catch (error) {
    results.failed.push({ title: `${host.title} did not run`, details: String(error?.stack ?? error) });
  } finally {
    forget();
    await dispose();
  }
  return results;
}

/** Makes the folders of a window with several, and the file that names them; gives its path. */
function writeWorkspaceFile(target, folders) {
  for (const name of folders) mkdirSync(join(target, name));
  const path = join(target, 'several.code-workspace');
  writeFileSync(path, JSON.stringify({ folders: folders.map(name => ({ path: name })) }));
  return path;
}

/** Fills `target` with the workspace that the editor tests open. */
export function copyTestWorkspace(target) {
  const source = join(testFolder, 'workspace');
  if (existsSync(source)) cpSync(source, target, { recursive: true });
}

/** Reads one printed line of a run into the results: an outcome of a test, or output of the tests' own. */
export function readOutput(line, results) {
  const at = line.indexOf(prefix);
  if (at < 0) {
    if (!hostNoise.test(line)) results.output.push(line);
    return undefined;
  }
  const event = JSON.parse(line.slice(at + prefix.length));
  if (event.outcome === 'passed') results.passed.push(event.title);
  else if (event.outcome === 'pending') results.pending.push(event.title);
  else if (event.outcome === 'measured') results.measured.push(event.details);
  else if (event.outcome === 'failed')
    results.failed.push({ title: event.title, details: ownFrames(event.details) });
  return event;
}

/** VS Code's own frames of a stack say nothing about the extension. */
function ownFrames(details) {
  return details
    .split('\n')
    .filter(line => !/^\s+at .*(code-server|node:internal)/.test(line))
    .join('\n');
}

const emptyExtension = JSON.stringify({
  name: 'editor-tests-of-the-package',
  publisher: 'numbered-citations',
  version: '0.0.0',
  engines: { vscode: '^1.100.0' },
});

async function watchRun(chromium, url, results, patience) {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 800 } });
  const problems = [];
  let ended = false;
  const exit = new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`no result after ${patience / 1000} s`)), patience);
    page.exposeFunction('codeAutomationExit', code => {
      clearTimeout(limit);
      done(code);
    });
    page.on('crash', () => fail(new Error('the page crashed')));
  });
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const line = args.map(String).join(' ');
    if (readOutput(line, results)?.outcome === 'ended') ended = true;
  });
  page.on('pageerror', error => problems.push(String(error?.stack ?? error)));
  page.on('console', message => {
    if (message.type() === 'error' && !hostNoise.test(message.text())) problems.push(message.text());
  });
  try {
    await page.goto(url);
    const code = await exit;
    if (!ended || (code !== 0 && results.failed.length === 0))
      throw new Error(`the run ended early, with code ${code}`);
  } catch (error) {
    const tail = [...results.output.slice(-30), ...problems.slice(-15)].join('\n');
    throw new Error(`${error.message}\n${tail}`);
  }
}

/** The module `editor-tests` of a bundle: every test file of the folder. */
function allTestFiles(files) {
  return {
    name: 'all-test-files',
    setup(build) {
      build.onResolve({ filter: /^editor-tests$/ }, () => ({
        path: 'editor-tests',
        namespace: 'editor-tests',
      }));
      build.onLoad({ filter: /.*/, namespace: 'editor-tests' }, () => ({
        contents: files.map(file => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
        resolveDir: testFolder,
      }));
    },
  };
}

/** In a web worker there is no `node:assert/strict`; the part of it that the editor tests use is in test/support. */
function assertForTheWeb() {
  return {
    name: 'assert-for-the-web',
    setup(build) {
      build.onResolve({ filter: /^node:assert(\/strict)?$/ }, () => ({
        path: join(root, 'test', 'support', 'browserAssert.ts'),
      }));
    },
  };
}
