import { basename, dirname, join, normalize, relative } from 'node:path';
import {
  answerFromFiles,
  decodeText,
  fellowsOf,
  manuscriptFilesAround,
  manuscriptFilesOfProject,
  type NumberedManuscript,
  PROJECT_FILES,
} from '../core';
import { CommandError, type Io } from './io';

/** The files of a manuscript, as paths in their order, and what says so. */
export interface ProjectFiles {
  readonly paths: readonly string[];
  /** `book/_quarto.yml`, `main.tex` or `--part`. */
  readonly from: string;
}

/** So many folders around a file are asked for a project file. */
const FOLDERS_UP = 4;

/**
 * The files of the manuscript that a file is one of; undefined where it stands alone.
 *
 * @param parts what `--part` names; empty to go by project files and main files in the folder of the file and around it
 * @throws CommandError when `parts` lack the file
 */
export async function projectFilesOf(
  path: string,
  parts: readonly string[],
  io: Io,
): Promise<ProjectFiles | undefined> {
  const own = normalize(path);
  if (parts.length > 0) {
    const paths = [...new Set(parts.map(part => normalize(part)))];
    if (!paths.includes(own)) {
      throw new CommandError(`--part: ${path} is not among them; name it too, at its place in the order`);
    }
    return { paths, from: '--part' };
  }
  const folders = [dirname(own)];
  for (let up = 1; up < FOLDERS_UP; up++) folders.push(join(folders.at(-1)!, '..'));
  const found = await manuscriptFilesAround<string>({
    folders,
    pathFrom: folder => relative(folder, own).replaceAll('\\', '/'),
    list: folder => io.list(folder),
    read: readerOf(io),
  });
  return found && pathsOf(found.folder, found.order);
}

/**
 * The files that a command on several is to work on: those that were named, or with `--all-files` all files of the
 * manuscript that they are of. Then a project file may be named instead of one of them.
 *
 * @throws CommandError when nothing says which files belong together
 */
export async function allFilesOf(
  named: readonly string[],
  options: { readonly 'all-files': boolean; readonly part: readonly string[] },
  io: Io,
): Promise<readonly string[]> {
  if (!options['all-files']) return named;
  const [first = options.part[0]] = named;
  if (first === undefined)
    throw new CommandError('--all-files: name one of the files, or their project file');
  const folder = dirname(first);
  const isProjectFile = PROJECT_FILES.some(name => basename(name) === basename(first));
  const order = isProjectFile
    ? await answerFromFiles(manuscriptFilesOfProject, path => readerOf(io)(folder, path))
    : undefined;
  const project = order ? pathsOf(folder, order) : await projectFilesOf(first, options.part, io);
  if (!project) {
    throw new CommandError(
      `--all-files: nothing says which files belong together with ${first}; name them with --part, in their order`,
    );
  }
  for (const path of named) {
    if (path !== first && !project.paths.includes(normalize(path)))
      throw new CommandError(`--all-files: ${path} is none of the files that ${project.from} names`);
  }
  return project.paths;
}

/**
 * The other files whose citations the list of a file numbers, or that hold the list which numbers it, as far as they are
 * not among `paths`: without them its numbers cannot be changed.
 */
export function filesLeftOut(numbered: NumberedManuscript, paths: readonly string[]): readonly string[] {
  const named = new Set(paths.map(path => normalize(path)));
  const { project } = numbered;
  if (project === undefined) return [];
  const list = project.listFiles[project.file];
  return fellowsOf(numbered)
    .filter(fellow => {
      const isList = list !== undefined && project.files[list] === fellow;
      return (isList || fellow.numbered.manuscript.citations.length > 0) && !named.has(fellow.name);
    })
    .map(({ name }) => name);
}

function pathsOf(
  folder: string,
  order: { readonly files: readonly string[]; readonly from: string },
): ProjectFiles {
  return { paths: order.files.map(path => join(folder, path)), from: join(folder, order.from) };
}

function readerOf(io: Io): (folder: string, path: string) => Promise<string | undefined> {
  return async (folder, path) => {
    const full = join(folder, path);
    // A folder is there and cannot be read.
    const bytes = (await io.exists(full)) ? await io.readFile(full).catch(() => undefined) : undefined;
    return bytes && decodeText(bytes)?.text;
  };
}
