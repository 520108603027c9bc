// Bundles the given test folders or files (default: test/core, test/cli, test/repository) and runs them in plain mocha.
// usage: node scripts/mocha.mjs [PATH…] [-- MOCHA-OPTION…]
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import Mocha from 'mocha';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const separator = process.argv.indexOf('--');
const paths = process.argv.slice(2, separator < 0 ? undefined : separator);
const options = separator < 0 ? [] : process.argv.slice(separator + 1);
const grep = options[options.indexOf('--grep') + 1];

const wanted = paths.length > 0 ? paths : ['test/core', 'test/cli', 'test/repository'];
const files = wanted.map(path => resolve(root, path)).flatMap(testFiles);
const folder = join(root, 'out', `mocha-${process.pid}`);
mkdirSync(folder, { recursive: true });
const entry = join(folder, 'entry.ts');
writeFileSync(entry, files.map(file => `import ${JSON.stringify(`./${relative(folder, file)}`)};\n`).join(''));
const bundle = join(folder, 'tests.cjs');
try {
  await esbuild.build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['esbuild', 'playwright-core', 'typescript'],
    loader: { '.csl': 'text', '.xml': 'text' },
  });
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: options.includes('--json') ? 'json' : options.includes('--spec') ? 'spec' : 'dot',
    timeout: 10_000,
    ...(options.includes('--grep') ? { grep } : {}),
  });
  mocha.addFile(bundle);
  const failures = await new Promise(done => mocha.run(done));
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function testFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .filter(name => String(name).endsWith('.test.ts'))
    .map(name => join(path, String(name)))
    .sort();
}
