// Finds a Chromium browser for the tests, or installs one.
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InstallError } from './npm.mjs';
import { cacheFolder, root } from './paths.mjs';
import { run } from './processes.mjs';

const commands = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Switches for a browser in closed networks and containers. */
export const browserSwitches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of an installed Chrome, Chromium or Edge, or undefined. */
export function findBrowser(environment = process.env, platform = process.platform) {
  return candidates(environment, platform).find(path => existsSync(path));
}

/**
 * A browser for the tests: an installed one, else the system's package (Debian, as root), else playwright's download.
 * Throws InstallError with the reason where there is none to be had.
 */
export async function installBrowser(say = console.log) {
  const found = findBrowser() ?? (await downloadedBrowser());
  if (found) return found;
  const system = await installSystemBrowser(say);
  if (system) return system;
  say('Installing Chromium (playwright) …');
  const browsers = join(cacheFolder(), 'browsers');
  mkdirSync(browsers, { recursive: true });
  const { stdout, stderr } = await run(
    process.execPath,
    [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium', '--only-shell'],
    { quiet: true, timeout: 300_000, env: { ...process.env, PLAYWRIGHT_BROWSERS_PATH: browsers } },
  );
  const downloaded = await downloadedBrowser();
  if (downloaded) return downloaded;
  throw new InstallError(
    `No Chrome, Chromium or Edge is installed, and playwright could not download one:\n${`${stdout}${stderr}`.trim().slice(-600)}`,
  );
}

/** Starts the browser, headless, through playwright. */
export async function launchBrowser(executablePath) {
  const { chromium } = await import(playwrightUrl());
  return chromium.launch({
    executablePath,
    headless: true,
    args: browserSwitches,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function candidates(environment, platform) {
  const own = environment.NUMBERED_CITATIONS_BROWSER;
  const first = own ? [own] : [];
  if (platform === 'win32') {
    const folders = [
      environment.PROGRAMFILES,
      environment['PROGRAMFILES(X86)'],
      environment.LOCALAPPDATA,
    ].filter(Boolean);
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return [...first, ...programs.flatMap(program => folders.map(folder => join(folder, program)))];
  }
  if (platform === 'darwin') {
    const programs = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', join(environment.HOME ?? '', 'Applications')];
    return [
      ...first,
      ...programs.flatMap(name =>
        folders.map(folder => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
      ),
    ];
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return [...first, ...commands.flatMap(command => folders.map(folder => join(folder, command)))];
}

async function installSystemBrowser(say) {
  const debian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!debian || process.getuid?.() !== 0) return undefined;
  say('Installing Chromium (apt-get) …');
  const began = Date.now();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { quiet: true, timeout: 400_000, env };
  await run('apt-get', ['update'], options);
  const { code, stderr } = await run(
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    options,
  );
  if (code !== 0) say(`apt-get could not install Chromium: ${stderr.trim().split('\n').at(-1)}`);
  else say(`Installed Chromium in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
  return findBrowser();
}

async function downloadedBrowser() {
  const browsers = join(cacheFolder(), 'browsers');
  if (!existsSync(browsers)) return undefined;
  process.env.PLAYWRIGHT_BROWSERS_PATH = browsers;
  const { readdirSync } = await import('node:fs');
  const names = [
    'chrome-headless-shell',
    'headless_shell',
    'chrome-headless-shell.exe',
    'headless_shell.exe',
  ];
  const files = readdirSync(browsers, { recursive: true }).map(String);
  const program = files.find(file => names.includes(file.split(/[\\/]/).at(-1)));
  return program && join(browsers, program);
}

function playwrightUrl() {
  return pathToFileURL(join(root, 'node_modules', 'playwright-core', 'index.mjs')).href;
}
