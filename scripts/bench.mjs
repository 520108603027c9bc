// Runs the benchmarks one after the other; each prints its own table.
// usage: node scripts/bench.mjs [NAME…] [-- ARGUMENT…]      NAME is a file of bench/ without its .bench.ts
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from './lib/bundle.mjs';
import { installDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

const ending = '.bench.ts';
const known = readdirSync(join(root, 'bench'))
  .filter(file => file.endsWith(ending))
  .map(file => file.slice(0, -ending.length))
  .sort();
const given = process.argv.slice(2);
const dashes = given.indexOf('--');
const passedOn = dashes < 0 ? [] : given.slice(dashes + 1);
const names = (dashes < 0 ? given : given.slice(0, dashes)).map(name => name.replace(/\.bench(\.ts)?$/, ''));
const unknown = names.filter(name => !known.includes(name));

if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  process.exitCode = 2;
} else {
  await installDependencies(line => console.error(line));
  const folder = join(root, 'out', `bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    for (const name of names.length > 0 ? names : known) await runBenchmark(name, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runBenchmark(name, folder) {
  const outfile = join(folder, `${name}.cjs`);
  console.log(`\n== ${name}`);
  await bundleForNode(join(root, 'bench', name + ending), outfile);
  const { code } = await run(
    process.execPath,
    ['--enable-source-maps', '--expose-gc', outfile, ...passedOn],
    {
      cwd: root,
    },
  );
  if (code !== 0) process.exitCode = 1;
}
