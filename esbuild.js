// Builds every bundle: the extension for Node and for the browser, their worker, the CSL engine, the command line.
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
/** `--metafile FILE` writes what went into the bundles, for the licence texts of the package. */
const metafile = process.argv.includes('--metafile') && process.argv[process.argv.indexOf('--metafile') + 1];

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: Boolean(metafile),
  logLevel: 'info',
  loader: { '.csl': 'text', '.xml': 'text' },
};

/**
 * The CSL engine (citation-js, citeproc, styles, locales) is 1.5 MB and in the worker's file. A browser that starts no
 * worker for the extension formats no references.
 */
const engineInWorkerOnly = {
  name: 'engine-in-worker-only',
  setup(build) {
    build.onResolve({ filter: /\/engine\/cslEngine$/ }, () => ({
      path: resolve(__dirname, 'src/core/style/engine/noEngine.ts'),
    }));
  },
};

/** The SDK of the Model Context Protocol brings a schema validator that only servers need which ask people questions. */
const withoutSchemaValidator = {
  name: 'without-schema-validator',
  setup(build) {
    build.onResolve({ filter: /\/validation\/ajv-provider\.js$/ }, () => ({
      path: resolve(__dirname, 'src/cli/mcp/noSchemaValidator.ts'),
    }));
  },
};

const browser = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};

const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

const bundles = [
  {
    ...browser,
    format: 'cjs',
    entryPoints: { extension: 'src/vscode/extension.ts' },
    outdir: 'dist',
    // Only the Node host comes to where threads are started.
    external: ['vscode', 'node:worker_threads'],
    plugins: [engineInWorkerOnly],
  },
  {
    ...browser,
    format: 'iife',
    globalName: 'numberedCitationsWorker',
    // Node's `require` reads the same file where no thread can be started.
    footer: { js: "if (typeof module === 'object') module.exports = numberedCitationsWorker;" },
    entryPoints: { worker: 'src/worker/main.ts' },
    outdir: 'dist',
  },
  {
    ...browser,
    // Loaded by VS Code into the page of a notebook, as a module.
    format: 'esm',
    entryPoints: { notebook: 'src/preview/notebook.ts' },
    outdir: 'dist',
  },
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [withoutSchemaValidator],
  },
];

async function main() {
  const contexts = await Promise.all(bundles.map(bundle => esbuild.context(bundle)));
  if (watch) {
    await Promise.all(contexts.map(context => context.watch()));
    return;
  }
  try {
    const results = await Promise.all(contexts.map(context => context.rebuild()));
    if (metafile) {
      mkdirSync(dirname(metafile), { recursive: true });
      writeFileSync(metafile, JSON.stringify(results.map(result => result.metafile)));
    }
  } finally {
    await Promise.all(contexts.map(context => context.dispose()));
  }
}

main().catch(() => {
  process.exitCode = 1;
});
