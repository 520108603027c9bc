import { readAsOne } from '../manuscript';
import { numberManuscript } from './numberManuscript';
import type { NumberedManuscript } from './types';

/** The files of one manuscript in their order, as {@link readAsOne} reads them; the same objects where that changes nothing. */
export function readFilesAsOne(files: readonly NumberedManuscript[]): readonly NumberedManuscript[] {
  if (files.length < 2) return files;
  return readAsOne(files.map(({ manuscript }) => manuscript)).map((manuscript, index) => {
    const file = files[index]!;
    return manuscript === file.manuscript ? file : numberManuscript(manuscript, file.libraries);
  });
}
