// Makes the package that ships: numbered-citations-VERSION.vsix.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceTexts } from './licences.mjs';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

const largest = 1.5 * 1024 * 1024;

/**
 * Builds and packages the extension. Throws where a file that package.json names would not ship, or where the package
 * is too large.
 * @returns {Promise<{path: string, bytes: number, files: string[]}>}
 */
export async function packageExtension({ build = true } = {}) {
  const metafile = join(root, 'out', 'metafile.json');
  if (build || !existsSync(metafile)) {
    await node(['esbuild.js', '--production', '--metafile', metafile], 'The bundles cannot be built');
  }
  const licences = licenceTexts(JSON.parse(readFileSync(metafile, 'utf8')));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'THIRD_PARTY_LICENSES.txt'), licences);

  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const path = join(root, `${manifest.name}-${manifest.version}.vsix`);
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const listed = await node([vsce, 'ls', '--no-dependencies'], 'vsce cannot list the files');
  const files = listed
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  const missing = filesNamedIn(manifest).filter(file => !files.includes(file));
  if (missing.length > 0) throw new Error(`package.json names what does not ship: ${missing.join(', ')}`);

  rmSync(path, { force: true });
  await node(
    [
      vsce,
      'package',
      '--no-dependencies',
      '--no-rewrite-relative-links',
      '--allow-missing-repository',
      '--out',
      path,
    ],
    'vsce cannot make the package',
  );
  const bytes = statSync(path).size;
  if (bytes > largest)
    throw new Error(`The package has ${megabytes(bytes)}, more than ${megabytes(largest)}`);
  return { path, bytes, files };
}

/** Every file that a manifest names, by path from the project's folder; images of a theme's own (`$(name)`) are none. */
export function filesNamedIn(manifest) {
  const found = new Set();
  const collect = (value, key) => {
    if (typeof value === 'string') {
      const path = value.replace(/^\.\//, '');
      const isFile = /^(main|browser|icon|path|configuration|markdown|image|svg|light|dark|css|l10n)$/.test(
        key,
      );
      if (isFile && /^[\w@.-]+(\/[\w@.-]+)*\.[\w-]+$/.test(path)) found.add(path);
    } else if (value && typeof value === 'object') {
      for (const [inner, child] of Object.entries(value)) collect(child, Array.isArray(value) ? key : inner);
    }
  };
  const { main, browser, icon, contributes } = manifest;
  collect({ main, browser, icon, contributes }, '');
  return [...found];
}

async function node(args, problem) {
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, quiet: true });
  if (code !== 0) throw new Error(`${problem}:\n${stdout}${stderr}`);
  return stdout;
}

/** A size for people: `0.81 MB`. */
export function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}
