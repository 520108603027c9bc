import {
  answerFromFiles,
  type ManuscriptFiles,
  manuscriptFilesOfMain,
  manuscriptFilesOfProject,
} from './order';

/** A file and the folders around it, as the caller names them. */
export interface FoldersAround<Folder> {
  /** The folder of the file, then those above it as far as they are to be asked. */
  readonly folders: readonly Folder[];
  /** The path of the file from one of them, slashes forward. */
  pathFrom(folder: Folder): string;
  /** The text of a path from a folder; undefined where there is none. */
  read(folder: Folder, path: string): Promise<string | undefined>;
  /** The names of the files in a folder; empty where it cannot be read. */
  list(folder: Folder): Promise<readonly string[]>;
}

/** Markups whose main file names the others: a part of such a manuscript does not know its main file. */
const WITH_MAIN_FILE = /\.(?:tex|latex|adoc|asciidoc|asc|rst|typ|qmd|Rmd|rmd)$/;

/** So many files of a folder are asked whether they are the main one. */
const MOST_MAIN_FILES = 40;

/**
 * The files of the manuscript that a file is one of: as the nearest project file says that names it, else as the main file
 * does that takes in most files and it among them.
 *
 * @returns undefined where it stands alone
 */
export async function manuscriptFilesAround<Folder>(
  around: FoldersAround<Folder>,
): Promise<{ readonly folder: Folder; readonly order: ManuscriptFiles } | undefined> {
  const { folders } = around;
  const isOf = (folder: Folder, order: ManuscriptFiles | undefined): order is ManuscriptFiles =>
    order !== undefined && order.files.length > 1 && order.files.includes(around.pathFrom(folder));
  const reader = (folder: Folder) => (path: string) => around.read(folder, path);

  for (const folder of folders) {
    const order = await answerFromFiles(manuscriptFilesOfProject, reader(folder));
    if (isOf(folder, order)) return { folder, order };
  }
  let most: { readonly folder: Folder; readonly order: ManuscriptFiles } | undefined;
  const ending = /\.\w+$/.exec(around.pathFrom(folders[0]!))?.[0];
  if (ending === undefined || !WITH_MAIN_FILE.test(ending)) return undefined;
  for (const folder of folders) {
    const names = (await around.list(folder)).filter(name => name.endsWith(ending)).sort();
    for (const main of names.slice(0, MOST_MAIN_FILES)) {
      const order = await answerFromFiles(read => manuscriptFilesOfMain(main, read), reader(folder));
      if (isOf(folder, order) && order.files.length > (most?.order.files.length ?? 0))
        most = { folder, order };
    }
  }
  return most;
}
