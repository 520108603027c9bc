import { fellowsOf } from '../../numbering/joinFiles';
import type { NumberedManuscript } from '../../numbering/types';
import { sayTitle } from '../../text/message';
import type { Remedy } from './types';

/** Renumbering, over all files where others cite by the same list: one of them alone would be refused. */
export function renumberRemedy(numbered: NumberedManuscript): Remedy {
  return fellowsOf(numbered).length > 0
    ? { kind: 'renumber', ...sayTitle('Renumber all files by order of appearance'), allFiles: true }
    : { kind: 'renumber', ...sayTitle('Renumber by order of appearance'), allFiles: false };
}
