import { shownName } from '../../numbering/joinFiles';
import { say } from '../../text/message';
import type { Rule } from './types';

/** A label that a list begins with. */
const FIRST_LABEL = /^\s*(?:[-*+] )?(?:1[.)]|\\?\[1\\?\])[ \t]+\S/;

/** `## References` at the end of a cell or file, `1. Doe J` at the beginning of the next. */
export const headingWithoutList: Rule = {
  code: 'heading-without-list',
  severity: 'warning',
  description:
    'The heading of the reference list ends a cell or file, and its entries begin the next, where they are not read as the list.',
  fixAll: false,
  check: ({ manuscript, numbered: { project } }) => {
    const next = project?.files[project.file + 1];
    const { heading, entries } = manuscript.referenceLists.at(-1) ?? {};
    if (!next || !heading || entries?.length !== 0) return [];
    const isApart =
      manuscript.text.slice(heading.range.end).trim() === '' &&
      next.numbered.manuscript.referenceLists.length === 0 &&
      FIRST_LABEL.test(next.numbered.manuscript.text);
    if (!isApart) return [];
    const said = say(
      'The entries of this list seem to stand in {0}, where nothing says that they are the reference list. Put the heading and its entries into one.',
      shownName(next),
    );
    return [{ range: heading.range, ...said }];
  },
};
