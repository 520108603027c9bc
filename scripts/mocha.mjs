// Bundles the given test folders or files (default: test/core, test/worker, test/cli, test/repository) and runs them in plain mocha.
// usage: node scripts/mocha.mjs [PATH…] [-- --grep WORDS | --spec | --json | --timeout MS | --report FILE]
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { bundleForNode } from './lib/bundle.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const separator = process.argv.indexOf('--');
const paths = process.argv.slice(2, separator < 0 ? undefined : separator);
const options = separator < 0 ? [] : process.argv.slice(separator + 1);
const option = name => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
const grep = option('--grep');
const report = option('--report');

const wanted = paths.length > 0 ? paths : ['test/core', 'test/worker', 'test/cli', 'test/repository'];
const files = wanted.map(path => resolve(root, path)).flatMap(testFiles);
const folder = join(root, 'out', `mocha-${process.pid}`);
mkdirSync(folder, { recursive: true });
const entry = join(folder, 'entry.ts');
writeFileSync(
  entry,
  files.map(file => `import ${JSON.stringify(`./${relative(folder, file)}`)};\n`).join(''),
);
const bundle = join(folder, 'tests.cjs');
try {
  await bundleForNode(entry, bundle);
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: options.includes('--json') ? 'json' : options.includes('--spec') ? 'spec' : 'dot',
    timeout: Number(option('--timeout') ?? 10_000),
    ...(grep ? { grep } : {}),
  });
  mocha.addFile(bundle);
  const results = { passed: [], pending: [], failed: [] };
  const failures = await new Promise(done => {
    const runner = mocha.run(done);
    runner.on('pass', test => results.passed.push(test.fullTitle()));
    runner.on('pending', test => results.pending.push(test.fullTitle()));
    runner.on('fail', (test, error) =>
      results.failed.push({ title: test.fullTitle(), details: String(error?.stack ?? error) }),
    );
  });
  if (report) writeFileSync(report, JSON.stringify(results));
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// What a failed test left open must not keep this process.
process.stdout.write('', () => process.exit());

function testFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .filter(name => String(name).endsWith('.test.ts'))
    .map(name => join(path, String(name)))
    .sort();
}
