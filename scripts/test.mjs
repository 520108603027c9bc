// Checks everything: installs what is missing, then types, format and lint, core and command line, the editor, the user
// interface. Every stage runs, whatever the ones before it found; the last line printed is the count.
//
// usage: node scripts/test.mjs [--only STAGE[,STAGE]…] [--host newest|oldest|web|package|folders[,…]] [--grep WORDS]
//                              [--no-build] [--screenshots] [--records N]
// --records N: how many references the large library of the editor and interface tests has, for a measurement; it is printed
// stages: types, lint, core, build, vscode, ui, desktop
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTypes, projects } from './check-types.mjs';
import { installBrowser } from './lib/browser.mjs';
import { editorHosts, runEditorTests } from './lib/editorTests.mjs';
import { hostVersions, installHost } from './lib/hosts.mjs';
import { InstallError, installDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { createReport } from './lib/report.mjs';

const allStages = { types, lint, core, build, vscode, ui, desktop };
const usual = ['types', 'lint', 'core', 'build', 'vscode', 'ui'];
const notBuilt = { failed: [{ title: 'did not run', details: 'The build failed.' }] };
const options = readOptions();
const report = createReport();

try {
  await installDependencies();
  const editor = startInstallingEditor();
  for (const name of options.stages) await allStages[name](editor);
} catch (error) {
  report.add('install', { failed: [{ title: 'installing', details: messageOf(error) }] });
}
const good = report.finish();
process.exit(good ? 0 : 1);

async function types() {
  await stage('types', async () => {
    const failed = [];
    for (const project of projects) {
      const details = await checkTypes(project);
      if (details) failed.push({ title: project, details });
    }
    return { passed: projects.length - failed.length, failed };
  });
}

async function lint() {
  await stage('format and lint', async () => {
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const args = [biome, 'check', '.', '--colors=off', '--max-diagnostics=30'];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, quiet: true });
    return code === 0 ? { passed: 1 } : { failed: [{ title: 'biome check', details: `${stdout}${stderr}` }] };
  });
}

async function core() {
  await stage('core and command line', () =>
    mochaResults(['test/core', 'test/worker', 'test/cli', 'test/repository'], 10_000),
  );
}

async function build() {
  if (!options.build) return;
  await stage('build', async () => {
    const args = ['esbuild.js', '--production', '--metafile', join(root, 'out', 'metafile.json')];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, quiet: true });
    options.buildFailed = code !== 0;
    return code === 0 ? { passed: 1 } : { failed: [{ title: 'esbuild.js', details: `${stdout}${stderr}` }] };
  });
}

async function vscode(editor) {
  if (options.build && !options.stages.includes('build')) await build();
  for (const name of options.hosts) {
    const { title } = editorHosts[name];
    await stage(title, async () => {
      const { browser, problem } = await editor;
      if (problem) return unavailable('editor tests', problem);
      if (options.buildFailed) return notBuilt;
      const vsix = editorHosts[name].packaged ? await packaged() : undefined;
      const results = await runEditorTests(name, {
        browser,
        grep: options.grep,
        records: options.records,
        vsix,
      });
      for (const line of results.measured) process.stdout.write(`measured in ${title}: ${line}\n`);
      if (results.failed.length > 0 && results.output.length > 0) {
        process.stdout.write(`--- printed in ${title}\n${results.output.join('\n')}\n---\n`);
      }
      if (results.failed.length === 0 && results.passed.length === 0) {
        results.failed.push({ title: 'no editor test ran' });
      }
      return { passed: results.passed.length, failed: results.failed, skipped: pending(results.pending) };
    });
  }
}

async function ui(editor) {
  if (options.build && !options.stages.some(name => name === 'build' || name === 'vscode')) await build();
  await stage('user interface', async () => {
    const { browser, problem } = await editor;
    if (problem) return unavailable('user interface', problem);
    if (options.buildFailed) return notBuilt;
    const vsix = await packaged();
    return mochaResults(['test/ui'], 120_000, {
      NUMBERED_CITATIONS_BROWSER: browser,
      NUMBERED_CITATIONS_VSIX: vsix,
      ...(options.records ? { NUMBERED_CITATIONS_LIBRARY_SIZE: String(options.records) } : {}),
      ...(options.screenshots ? { NUMBERED_CITATIONS_SCREENSHOTS: options.screenshots } : {}),
    });
  });
}

async function desktop() {
  if (options.build && !options.stages.includes('build')) await build();
  await stage('desktop VS Code', async () => {
    const { runDesktopTests } = await import('./lib/desktop.mjs');
    return runDesktopTests({ grep: options.grep });
  });
}

async function stage(title, check) {
  const began = Date.now();
  let results;
  try {
    results = await check();
  } catch (error) {
    results = { failed: [{ title: 'did not run', details: messageOf(error) }] };
  }
  report.add(title, { ...results, took: Date.now() - began });
}

/** Installs the browser and the hosts while the first stages run. Never rejects. */
async function startInstallingEditor() {
  const needsHosts = options.stages.includes('vscode');
  if (!needsHosts && !options.stages.includes('ui')) return { problem: 'not wanted' };
  try {
    const browser = await installBrowser();
    const servers = new Set(needsHosts ? options.hosts.map(name => editorHosts[name].server) : []);
    if (options.stages.includes('ui')) servers.add('newest');
    for (const name of Object.keys(hostVersions)) if (servers.has(name)) await installHost(name);
    return { browser };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Tests that cannot run here are skipped with the reason; on a build machine, where nobody reads it, they fail. */
function unavailable(title, reason) {
  return process.env.CI ? { failed: [{ title, details: reason }] } : { skipped: [{ title, reason }] };
}

async function packaged() {
  const { packageExtension } = await import('./lib/package.mjs');
  options.package ??= packageExtension({ build: false });
  return (await options.package).path;
}

async function mochaResults(paths, timeout, variables = {}) {
  const file = join(root, 'out', `report-${process.pid}.json`);
  rmSync(file, { force: true });
  const args = ['scripts/mocha.mjs', ...paths, '--', '--report', file, '--timeout', String(timeout)];
  if (options.grep) args.push('--grep', options.grep);
  const { code, stdout, stderr } = await run(process.execPath, args, {
    cwd: root,
    quiet: true,
    env: { ...process.env, ...variables },
  });
  const results = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: [], pending: [], failed: [] };
  rmSync(file, { force: true });
  if (code !== 0 && results.failed.length === 0)
    results.failed.push({ title: 'mocha', details: `${stdout}${stderr}` });
  return { passed: results.passed.length, failed: results.failed, skipped: pending(results.pending) };
}

function pending(titles) {
  return titles.map(title => ({ title, reason: 'the test itself skips it here' }));
}

function messageOf(error) {
  return error instanceof InstallError ? error.message : String(error?.stack ?? error);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      host: { type: 'string', multiple: true, default: [] },
      grep: { type: 'string', default: '' },
      'no-build': { type: 'boolean', default: false },
      screenshots: { type: 'boolean', default: false },
      records: { type: 'string', default: '0' },
    },
  });
  const split = list => list.flatMap(item => item.split(','));
  const stages = split(values.only);
  const hosts = split(values.host);
  for (const [names, known] of [
    [stages, allStages],
    [hosts, editorHosts],
  ]) {
    for (const name of names) {
      if (name in known) continue;
      console.error(`"${name}" is none of: ${Object.keys(known).join(', ')}`);
      process.exit(2);
    }
  }
  return {
    stages: stages.length > 0 ? stages : usual,
    hosts: hosts.length > 0 ? hosts : Object.keys(editorHosts),
    grep: values.grep,
    records: Math.max(0, Math.floor(Number(values.records))) || 0,
    build: !values['no-build'],
    screenshots: values.screenshots ? join('media', 'screenshots') : undefined,
    buildFailed: false,
    package: undefined,
  };
}
