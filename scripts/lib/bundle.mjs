// Bundles TypeScript that a process of Node is to run: tests and benches.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/** Writes the bundle of `entry` to `outfile`. esbuild is loaded when it is installed. */
export async function bundleForNode(entry, outfile) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['esbuild', 'playwright-core', 'typescript'],
    loader: { '.csl': 'text', '.xml': 'text' },
    // paths.mjs finds the project by its own place, which a bundle would lose.
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'scripts', 'lib', 'paths.mjs')).href),
    },
  });
}
