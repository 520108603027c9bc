// Installs npm packages: the project's own dependencies, and packages into folders of the cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/** An installation that failed, with a message that says what to do. */
export class InstallError extends Error {}

const stamp = join(root, 'node_modules', '.numbered-citations-lock');
const politeOptions = [
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** Installs the project's dependencies where they are missing or where the lock file asks for others. */
export async function installDependencies(say = console.log) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!installedAsLocked(JSON.parse(lock))) {
    say('Installing the dependencies (npm ci) …');
    const began = Date.now();
    await npm(['ci', ...politeOptions], root, 'the dependencies');
    say(`Installed the dependencies in ${seconds(began)}.`);
  }
  writeFileSync(stamp, hash);
}

/**
 * Makes sure that `folder` holds what `install` puts there, once and for all runs: it is filled under another name
 * and renamed when complete, so an interrupted installation is never taken for a complete one.
 */
export async function installOnce(folder, what, install, say = console.log) {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  say(`Installing ${what} …`);
  const began = Date.now();
  try {
    await install(unfinished);
    mkdirSync(dirname(folder), { recursive: true });
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      // Another run may have finished the same installation first; then that one serves.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  say(`Installed ${what} in ${seconds(began)}.`);
  return folder;
}

/** Installs the named packages into `folder`, without running any script of theirs. */
export async function installPackages(folder, packages) {
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  await npm(
    ['install', '--ignore-scripts', '--force', ...politeOptions, ...packages],
    folder,
    packages.join(', '),
  );
}

/** Installs what the package.json in `folder` asks for, without development dependencies and scripts. */
export async function installProduction(folder) {
  await npm(['install', '--ignore-scripts', '--omit=dev', ...politeOptions], folder, 'the editor');
}

async function npm(args, cwd, what) {
  const client = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const command = client ? process.execPath : 'npm';
  const { code, stdout, stderr } = await run(command, client ? [client, ...args] : args, {
    cwd,
    quiet: true,
    shell: !client && process.platform === 'win32',
    env: withoutNpmSettings(),
  });
  if (code === 0) return;
  const output = `${stdout}${stderr}`;
  throw new InstallError(
    isNetworkFailure(output)
      ? `No network: npm cannot reach its registry to install ${what}. Connect and run the same command again.`
      : `npm could not install ${what}:\n${output.trim()}`,
  );
}

/** Whether npm's output says that its registry could not be reached. */
export function isNetworkFailure(output) {
  return /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/.test(
    output,
  );
}

/** npm hands its own settings down as variables; one of the outer command would otherwise steer the inner one. */
function withoutNpmSettings() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(package_|lifecycle_|config_(local_prefix|prefix|dry_run|ignore_scripts|omit))/i.test(name),
    ),
  );
}

/** Whether node_modules already holds every package of the lock file, as npm's own record there tells. */
function installedAsLocked(lock) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  return Object.entries(lock.packages ?? {}).every(
    ([path, entry]) =>
      path === '' ||
      (installed[path]
        ? installed[path].version === entry.version
        : entry.optional === true || entry.devOptional === true),
  );
}

function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(0)} s`;
}
