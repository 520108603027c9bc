// Opens VS Code with the extension and a sample manuscript: the desktop one where there is one, else one in the browser.
// usage: node scripts/start.mjs [--port N] [--no-open] [--desktop | --browser] [--folder FOLDER]
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hostVersions, startServer, workbenchUrl } from './lib/hosts.mjs';
import { InstallError, installDependencies } from './lib/npm.mjs';
import { cacheFolder, root } from './lib/paths.mjs';
import { onInterrupt, run, start } from './lib/processes.mjs';

const usualPort = 8413;
const sample = 'manuscript.md';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    desktop: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    folder: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(
    [
      'npm start -- [options]',
      '  --folder FOLDER  write in this folder instead of the sample',
      '  --port N         serve on this port where it is free',
      '  --no-open        do not open the browser',
      '  --desktop        use the desktop VS Code',
      '  --browser        use VS Code in the browser even where a desktop one is installed',
    ].join('\n'),
  );
} else {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof InstallError ? error.message : String(error?.message ?? error));
    process.exit(1);
  }
}

async function main() {
  const port = readPort();
  const workspace = options.folder ? existingFolder(options.folder) : sampleWorkspace();
  await installDependencies();
  await build();
  const openFile = existsSync(join(workspace, sample)) ? join(workspace, sample) : undefined;
  const code = options.browser ? undefined : findOnPath('code');
  if (options.desktop && !code)
    throw new Error('There is no "code" on the path. Install VS Code, or leave --desktop out.');
  if (code) await openDesktop(code, workspace, openFile);
  else await serve(port, workspace, openFile);
}

async function build() {
  console.log('Building …');
  const { code, stdout, stderr } = await run(process.execPath, ['esbuild.js'], { cwd: root, quiet: true });
  if (code !== 0) throw new Error(`The extension cannot be built:\n${stdout}${stderr}`);
}

async function openDesktop(code, workspace, openFile) {
  const args = [
    `--extensionDevelopmentPath=${root}`,
    '--new-window',
    workspace,
    ...(openFile ? [openFile] : []),
  ];
  const windows = process.platform === 'win32';
  const result = await run(windows ? `"${code}"` : code, windows ? args.map(arg => `"${arg}"`) : args, {
    quiet: true,
    shell: windows,
  });
  if (result.code !== 0) throw new Error(`VS Code did not start:\n${result.stdout}${result.stderr}`);
  console.log(`VS Code opened on ${workspace}`);
}

async function serve(port, workspace, openFile) {
  const server = await startServer({
    port,
    dataFolder: join(cacheFolder(), 'start'),
    quiet: false,
    settings: {
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'telemetry.telemetryLevel': 'off',
    },
    trustEverything: options.folder === undefined,
    marketplace: true,
  });
  let ending = false;
  onInterrupt(async () => {
    ending = true;
    console.log('\nEnding VS Code …');
    await server.stop();
  });
  const url = workbenchUrl(server, { folder: workspace, openFile });
  if (server.port !== port) console.log(`Port ${port} is busy; serving on ${server.port}.`);
  console.log(
    `\nVS Code ${hostVersions.newest.vscode} with Numbered Citations, on ${workspace}:\n\n  ${url}\n`,
  );
  if (!options['no-open']) openInBrowser(url);
  console.log('Ctrl+C ends it.');
  await server.ended;
  if (ending) return;
  throw new Error(`VS Code's server ended by itself:\n${server.log().slice(-2000)}`);
}

/** Whoever sits at a machine without a browser opens the printed address elsewhere. */
function openInBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const noScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const say = () => console.log('No browser could be opened here: open the address above yourself.');
  if (noScreen || (process.platform === 'linux' && !findOnPath(command))) say();
  else start(command, args).ended.then(({ code }) => code !== 0 && say());
}

/** A copy of the sample to write in; what an author wrote there in an earlier run stays. */
function sampleWorkspace() {
  const workspace = join(cacheFolder(), 'sample');
  mkdirSync(workspace, { recursive: true });
  const source = join(root, 'media', 'sample');
  for (const name of readdirSync(source)) {
    if (!existsSync(join(workspace, name)))
      cpSync(join(source, name), join(workspace, name), { recursive: true });
  }
  return workspace;
}

function existingFolder(path) {
  const folder = resolve(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`There is no folder ${folder}`);
  return folder;
}

function readPort() {
  if (options.port === undefined) return usualPort;
  const port = Number(options.port);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`"${options.port}" is no port`);
}

function findOnPath(command) {
  if (process.platform === 'win32') {
    const { status, stdout } = spawnSync('where', [command], { encoding: 'utf8', windowsHide: true });
    return status === 0
      ? stdout.split(/\r?\n/).find(line => line.endsWith('.cmd') || line.endsWith('.exe'))
      : undefined;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map(folder => join(folder, command)).find(path => existsSync(path));
}
