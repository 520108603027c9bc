// Where things are: the project, and the cache folder that holds everything downloaded.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The folder for downloads, shared by all clones: `NUMBERED_CITATIONS_CACHE`, else the system's cache folder. */
export function cacheFolder(environment = process.env, platform = process.platform) {
  if (environment.NUMBERED_CITATIONS_CACHE) return resolve(environment.NUMBERED_CITATIONS_CACHE);
  return join(systemCache(environment, platform), 'numbered-citations');
}

function systemCache(environment, platform) {
  const home = environment.HOME || homedir();
  if (platform === 'win32') return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return environment.XDG_CACHE_HOME || join(home, '.cache');
}
