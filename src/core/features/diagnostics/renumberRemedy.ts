import { fellowsOf } from '../../numbering/joinFiles';
import type { NumberedManuscript } from '../../numbering/types';
import type { Remedy } from './types';

/** Renumbering, over all files where others cite by the same list: one of them alone would be refused. */
export function renumberRemedy(numbered: NumberedManuscript): Remedy {
  return fellowsOf(numbered).length > 0
    ? { kind: 'renumber', title: 'Renumber all files by order of appearance', allFiles: true }
    : { kind: 'renumber', title: 'Renumber by order of appearance', allFiles: false };
}
