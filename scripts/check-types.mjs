// Checks the types of every room with its own settings, so that the core cannot even name what it must not use.
// usage: node scripts/check-types.mjs [PROJECT…]
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

/** The projects whose types are checked: folders with a tsconfig.json. */
export const projects = ['src/core', 'src/worker', 'src/preview', 'src/vscode', 'src/cli', 'test'];

/** Checks the types of one project. Gives the compiler's output where it found something, else undefined. */
export async function checkTypes(project) {
  if (!hasSources(join(root, project))) return undefined;
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, stdout, stderr } = await run(
    process.execPath,
    [compiler, '-p', project, '--pretty', 'false'],
    {
      cwd: root,
      quiet: true,
    },
  );
  return code === 0 ? undefined : `${stdout}${stderr}`.trim();
}

function hasSources(folder) {
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some(name => String(name).endsWith('.ts'))
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wanted = process.argv.slice(2);
  for (const project of wanted.length > 0 ? wanted : projects) {
    const problems = await checkTypes(project);
    console.log(problems ? `${project}:\n${problems}` : `${project}: types hold`);
    if (problems) process.exitCode = 1;
  }
}
