// A real VS Code without a display: the server that code-server ships, from the npm registry, kept in the cache folder.
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce, installPackages, installProduction } from './npm.mjs';
import { cacheFolder, root } from './paths.mjs';
import { run, start } from './processes.mjs';

/** The hosts: the newest VS Code, and the oldest that package.json's `engines` promises. */
export const hostVersions = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1', node: 24 },
  oldest: { codeServer: '4.100.3', vscode: '1.100.3', node: 20 },
};

/** Settings that keep a test's window still: nothing pops up, nothing is fetched. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
};

/** Installs the host where it is missing; gives the Node that runs it and its server's folder. */
export async function installHost(name, say = console.log) {
  const { codeServer, node } = hostVersions[name];
  const folder = await installOnce(
    join(cacheFolder(), 'hosts', `code-server-${codeServer}`),
    `VS Code ${hostVersions[name].vscode} (code-server ${codeServer})`,
    async target => {
      await installPackages(target, [`code-server@${codeServer}`]);
      await installProduction(join(target, 'node_modules', 'code-server', 'lib', 'vscode'));
    },
    say,
  );
  return {
    node: await installNode(node, say),
    folder: join(folder, 'node_modules', 'code-server', 'lib', 'vscode'),
  };
}

/**
 * Starts the server of a host on 127.0.0.1; the system chooses the port where none is given or the given one is busy.
 *
 * `extension` says how the extension gets into it: 'linked' installs a link to this folder, as an author has it;
 * `{ vsix }` installs a package; 'development' leaves it to the address of the window. For that, and for tests that run
 * inside the extension host, VS Code wants its test driver switched on (it then shows no notifications).
 * `dataFolder` keeps the server's state; without it a temporary one is used and removed at the end.
 * `quiet` sets what keeps a test's window still, `marketplace` allows asking for other extensions.
 */
export async function startServer({
  name = 'newest',
  extension = 'linked',
  testDriver = extension === 'development',
  port = 0,
  dataFolder,
  settings = {},
  quiet = true,
  trustEverything = true,
  marketplace = false,
  say,
} = {}) {
  const host = await installHost(name, say);
  const data = dataFolder ?? mkdtempSync(join(tmpdir(), 'numbered-citations-host-'));
  const machine = join(data, 'data', 'Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(
    join(machine, 'settings.json'),
    JSON.stringify({ ...(quiet ? quietSettings : {}), ...settings }, null, 2),
  );
  if (extension === 'linked') linkExtension(data);
  else if (extension !== 'development') await installExtension(host, data, extension.vsix);

  const token = randomBytes(16).toString('hex');
  const args = [
    'out/server-main.js',
    ...['--host', '127.0.0.1', '--connection-token', token, '--accept-server-license-terms'],
    ...['--server-data-dir', data, '--telemetry-level', 'off'],
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ...(trustEverything ? ['--disable-workspace-trust'] : []),
  ];
  const env = { ...serverEnvironment(), ...(marketplace ? {} : { EXTENSIONS_GALLERY: '{}' }) };
  const launch = async wanted => {
    const server = start(host.node, [...args, '--port', String(wanted)], { cwd: host.folder, env });
    return { server, ...(await listening(server)) };
  };
  let started = await launch(port);
  if (started.port === undefined && port !== 0) {
    await started.server.stop();
    started = await launch(0);
  }
  const stop = async () => {
    await started.server.stop();
    if (!dataFolder) rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  if (started.port === undefined) {
    await stop();
    throw new Error(`VS Code's server did not start:\n${started.log().slice(-4000)}`);
  }
  return {
    name,
    port: started.port,
    origin: `http://127.0.0.1:${started.port}`,
    token,
    dataFolder: data,
    log: started.log,
    ended: started.server.ended,
    stop,
  };
}

/**
 * The address of the workbench on a started server.
 * `workspace` is the file of a window with several folders, `extension` is a folder under development, `tests` the tests' entry, `kind` 'web' asks for the web-worker host.
 */
export function workbenchUrl(server, { folder, workspace, openFile, extension, tests, kind } = {}) {
  const remote = path =>
    `vscode-remote://127.0.0.1:${server.port}${urlPath(path).split('/').map(encodeURIComponent).join('/')}`;
  const payload = [
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(kind ? [['extensionDevelopmentKind', kind]] : []),
    ...(openFile ? [['openFile', remote(openFile)]] : []),
    ['skipWelcome', 'true'],
  ];
  const parts = [
    `tkn=${server.token}`,
    ...(folder ? [`folder=${encodeURIComponent(urlPath(folder)).replaceAll('%2F', '/')}`] : []),
    ...(workspace ? [`workspace=${encodeURIComponent(urlPath(workspace)).replaceAll('%2F', '/')}`] : []),
    `payload=${encodeURIComponent(JSON.stringify(payload))}`,
  ];
  return `${server.origin}/?${parts.join('&')}`;
}

/**
 * Puts a link to this folder among the installed extensions: a rebuilt extension is there after reloading the window,
 * and uninstalling it in VS Code removes the link, not the folder.
 */
function linkExtension(data) {
  const { publisher, name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const extensions = join(data, 'extensions');
  const link = join(extensions, `${publisher}.${name}`);
  mkdirSync(extensions, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(root, link, 'junction');
  // Without its register VS Code looks into the folder again.
  rmSync(join(extensions, 'extensions.json'), { force: true });
}

async function installExtension(host, data, vsix) {
  const { code, stdout, stderr } = await run(
    host.node,
    [
      'out/server-main.js',
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--install-extension',
      vsix,
    ],
    { cwd: host.folder, quiet: true, env: serverEnvironment() },
  );
  if (code !== 0 || !/successfully installed/.test(stdout)) {
    throw new Error(`The package could not be installed:\n${stdout}${stderr}`);
  }
}

/** The Node that runs this script where it is the wanted one, else one from the npm registry in the cache folder. */
async function installNode(major, say) {
  const own = Number(process.versions.node.split('.')[0]);
  if (own === major || (major === 24 && own > 24)) return process.execPath;
  const windows = process.platform === 'win32';
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = await installOnce(
    join(cacheFolder(), 'node', `node-${major}`),
    `Node ${major}`,
    target => installPackages(target, [`${name}@${major}`]),
    say,
  );
  const program = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(program)) throw new Error(`The package ${name} has no program at ${program}`);
  return program;
}

/** Variables of an editor that runs this script in its terminal would mislead the server. */
function serverEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/i.test(name)),
  );
}

function listening(server) {
  let output = '';
  const log = () => output;
  return new Promise(done => {
    const read = text => {
      output += text;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found) done({ port: Number(found[1]), log });
      // The server goes on running without a port.
      else if (/\bEADDRINUSE\b/.test(output)) done({ port: undefined, log });
    };
    server.child.stdout.setEncoding('utf8').on('data', read);
    server.child.stderr.setEncoding('utf8').on('data', read);
    const limit = setTimeout(() => done({ port: undefined, log }), 60_000);
    limit.unref();
    server.ended.then(() => done({ port: undefined, log }));
  });
}

function urlPath(path) {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
