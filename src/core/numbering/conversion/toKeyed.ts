import { clusterStyleOf } from '../../manuscript';
import { canCiteByKey, type KeyedWork, writeKeyedCitation } from '../../manuscript/keyed/writeKeyed';
import type { Citation, Manuscript, ReferenceList } from '../../manuscript/types';
import { say } from '../../text/message';
import { sortedEdits, type TextEdit } from '../../text/textEdit';
import { type TextRange, textIn } from '../../text/textRange';
import { lineEnding, placeAtEnd, placeUnderHeading } from '../referenceSection';
import { resolve } from '../resolve';
import type { NumberedManuscript } from '../types';
import { writeBibliography } from './bibliographyPlace';
import { type KeyedWorks, keyedWorks, worksOf } from './citedWorks';
import { type ConvertedCitation, convertedGroups, rememberedForms } from './convertedGroups';
import { type RememberedNumbers, writeRememberedNumbers } from './rememberedNumbers';
import type { ConversionRefusal } from './types';

/** The edits that turn numbers into keys, with the works that the keys stand for. */
export type ToKeyed =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      readonly works: KeyedWorks;
      readonly citations: number;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly ConversionRefusal[] };

/**
 * Turns every citation by number into one by key, and the typed list into what the markup's own tools print. What the
 * list said and how the numbers were written is kept in a comment, so that they can be put back to the letter.
 *
 * @param file the name of the library to be written beside, undefined where the manuscript names a library with all
 *   the works already
 */
export function planToKeyed(
  numbered: NumberedManuscript,
  file: (works: KeyedWorks) => string | undefined,
): ToKeyed {
  const { manuscript } = numbered;
  const { citations, referenceLists, text } = manuscript;
  const lists = referenceLists.filter(({ entries }) => entries.length > 0);
  const reasons = obstacles(numbered, lists);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const list = lists[0] ?? referenceLists[referenceLists.length - 1];
  const scope = list === undefined ? 0 : referenceLists.indexOf(list);
  const numbering = numbered.numberings[scope]!;
  const cited = new Set(citations.flatMap(({ numbers }) => numbers));
  const wanted =
    list === undefined ? cited : new Set([...list.entries.map(({ number }) => number), ...cited]);
  const works = keyedWorks(
    numbered,
    numbering,
    [...wanted].sort((a, b) => a - b),
  );
  const converted = citations.map(citation => convertedCitation(manuscript, citation, works.keyOf));
  const groups = convertedGroups(manuscript, converted);
  const misread = groups.filter(({ keys, readKeys }) => keys.join('\n') !== readKeys.join('\n'));
  if (misread.length > 0) {
    const message = say('A citation by key here would be read as something else. Set it off by a space.');
    return { kind: 'refused', reasons: misread.map(({ original }) => ({ range: original, ...message })) };
  }

  const citedKeys = new Set([...cited].map(number => works.keyOf.get(number)!));
  const uncited = works.references.map(({ id }) => id).filter(key => !citedKeys.has(key));
  const words = writeBibliography(manuscript, {
    file: file(works),
    uncited,
    underHeading: list === undefined || list.heading !== undefined,
  });
  const eol = lineEnding(text);
  const place = listPlace(manuscript, list, eol);
  const entries = entriesOf(text, list, place.range, works.keyOf);
  const style = clusterStyleOf(manuscript);
  const remembered: RememberedNumbers = {
    style,
    entries: entries.entries,
    tail: entries.tail,
    place: `${place.before}${words.place}${eol}${eol}`,
    after: place.after,
    added: words.header?.newText ?? '',
    replaced: words.header === undefined ? '' : textIn(text, words.header.range),
    forms: rememberedForms(groups, style, firstNumbers(works.keyOf), text),
  };
  const listEdit = {
    range: place.range,
    newText: `${remembered.place}${writeRememberedNumbers(remembered, manuscript)}${place.after}`,
  };
  const edits = sortedEdits([
    ...(words.header === undefined ? [] : [words.header]),
    ...converted.map(({ edit }) => edit),
    listEdit,
  ]);
  return { kind: 'edits', edits, works, citations: citations.length };
}

/** The number of each key; of a work that the list has twice the first one. */
function firstNumbers(keyOf: ReadonlyMap<number, string>): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [number, key] of keyOf) if (!numbers.has(key)) numbers.set(key, number);
  return numbers;
}

/** The list from `range.start` to `range.end`, cut behind each entry. */
function entriesOf(
  text: string,
  list: ReferenceList | undefined,
  range: TextRange,
  keyOf: ReadonlyMap<number, string>,
): Pick<RememberedNumbers, 'entries' | 'tail'> {
  if (list === undefined || list.entries.length === 0) {
    // The numbers are those of a library.
    return { entries: [...keyOf].map(([number, key]) => ({ number, key, text: '' })), tail: '' };
  }
  let at = range.start;
  const seen = new Set<number>();
  const entries = list.entries.map(entry => {
    const words = text.slice(at, entry.range.end);
    at = entry.range.end;
    const key = seen.has(entry.number) ? undefined : keyOf.get(entry.number);
    seen.add(entry.number);
    return { number: entry.number, key, text: words };
  });
  return { entries, tail: text.slice(at, range.end) };
}

function obstacles(
  numbered: NumberedManuscript,
  lists: readonly ReferenceList[],
): readonly ConversionRefusal[] {
  const { manuscript } = numbered;
  const start = { start: 0, end: 0 };
  if (!canCiteByKey(manuscript.language)) {
    return [
      {
        range: start,
        ...say('Plain text has no citations by key. Store the manuscript as Markdown first.'),
      },
    ];
  }
  const second = lists[1];
  if (second !== undefined) {
    const range = second.heading?.range ?? second.entries[0]!.range;
    return [
      {
        range,
        ...say(
          'The manuscript has several reference lists, and a bibliography by key has one. Convert each part as a file of its own.',
        ),
      },
    ];
  }
  const unreadable = manuscript.unreadable.map(({ range, reason }) => ({
    range,
    ...say('This citation cannot be read: {0} Correct it first.', reason),
  }));
  const missing = manuscript.citations.flatMap(citation =>
    resolve(numbered, citation).flatMap(found =>
      found.kind === 'missing'
        ? [
            {
              range: citation.range,
              ...say(
                'No reference has the number {0}. Add its entry to the list, or correct the number.',
                found.number,
              ),
            },
          ]
        : [],
    ),
  );
  return [...unreadable, ...missing];
}

/** The edit that writes one citation by key, and the keys in it. */
function convertedCitation(
  manuscript: Manuscript,
  citation: Citation,
  keyOf: ReadonlyMap<number, string>,
): ConvertedCitation {
  const { text, language } = manuscript;
  const works = worksOf(citation, text).map(
    ({ number, prefix, locator }): KeyedWork => ({ key: keyOf.get(number)!, prefix, locator }),
  );
  const { range } = citation;
  const around = {
    before: text.slice(Math.max(0, range.start - 2), range.start),
    after: text.slice(range.end, range.end + 3),
  };
  return {
    edit: { range, newText: writeKeyedCitation(works, language, around) },
    keys: works.map(({ key }) => key),
  };
}

/** Where the list stands with the environment around it, or where one is to stand. */
function listPlace(
  manuscript: Manuscript,
  list: ReferenceList | undefined,
  eol: string,
): { readonly range: TextRange; readonly before: string; readonly after: string } {
  const { text, language } = manuscript;
  const first = list?.entries[0];
  const last = list?.entries[list.entries.length - 1];
  if (first !== undefined && last !== undefined) {
    const inner = { start: first.range.start, end: last.range.end };
    const range = language === 'latex' ? withEnvironment(text, inner) : inner;
    return { range, before: '', after: /^[^\r\n]/.test(text.slice(range.end, range.end + 1)) ? eol : '' };
  }
  const place =
    list?.heading === undefined
      ? placeAtEnd(manuscript)
      : placeUnderHeading(text, Math.max(list.heading.range.end, list.styleMark?.range.end ?? 0));
  const range = { start: place.offset, end: place.offset };
  return { range, before: place.before, after: place.after === '' ? eol : place.after };
}

/** The environment of the list belongs to it: nothing of it is left when the list is. */
function withEnvironment(text: string, { start, end }: TextRange): TextRange {
  const before =
    /\\begin\{([A-Za-z]+\*?)\}(?:\[[^\]\n]*\]|\{[^{}\n]*\})*(?:\s|%[^\n]*\n|\\(?:setcounter|setlength|addtolength)(?:\{[^{}]*\}|\\[a-z]+)+|\\(?:itemsep|parskip|parsep|small|footnotesize|tightlist)\b[^\n]*\n)*$/.exec(
      text.slice(Math.max(0, start - 600), start),
    );
  if (before === null) return { start, end };
  const closing = `\\end{${before[1]!}}`;
  const behind = /^\s*/.exec(text.slice(end))![0].length;
  if (!text.startsWith(closing, end + behind)) return { start, end };
  return { start: start - before[0].length, end: end + behind + closing.length };
}
