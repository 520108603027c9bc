import { citationsWithin, plainWords } from '../manuscript';
import { type NumberedManuscript, numberingFor, resolve } from '../numbering';
import { shortLabel } from '../style';
import type { TextRange } from '../text/textRange';

/** So many works are named behind one citation; of more, how many more there are. */
const NAMED = 2;

/** How much is shown of an entry that no record is linked to. */
const ENTRY_EXCERPT = 24;

/** Words to show behind a citation, which are not in the text. */
export interface CitationHint {
  /** Behind the citation. */
  readonly offset: number;
  /** `Long 2023`, `Long 2023; Liu 2023; +2` */
  readonly label: string;
  readonly numbers: readonly number[];
}

/** Short labels behind the citations in `range`, by place; citations without any known work get none. */
export function citationHints(numbered: NumberedManuscript, range: TextRange): readonly CitationHint[] {
  const { manuscript } = numbered;
  const touching = { start: range.start - 1, end: range.end + 1 };
  return citationsWithin(manuscript, touching).flatMap(citation => {
    const numbers = [...new Set(citation.numbers)];
    const { byNumber } = numberingFor(numbered, citation);
    const labels = numbers.slice(0, NAMED).flatMap(number => {
      const found = byNumber.get(number);
      if (found?.reference !== undefined) return [shortLabel(found.reference)];
      if (found?.elsewhere !== undefined) return [excerpt(found.elsewhere.words)];
      return found?.entry === undefined ? [] : [excerpt(plainWords(manuscript, found.entry.textRange))];
    });
    if (labels.length === 0 || !resolve(numbered, citation).some(({ kind }) => kind === 'numbered'))
      return [];
    if (numbers.length > NAMED) labels.push(`+${numbers.length - NAMED}`);
    return [{ offset: citation.range.end, label: labels.join('; '), numbers }];
  });
}

function excerpt(words: string): string {
  if (words.length <= ENTRY_EXCERPT) return words;
  const space = words.lastIndexOf(' ', ENTRY_EXCERPT);
  return `${words.slice(0, space > 8 ? space : ENTRY_EXCERPT)}…`;
}
