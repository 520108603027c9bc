import type { Citation, WrittenNumber } from '../manuscript/types';
import { say } from '../text/message';
import type { TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';
import type { ClusterWriting, NumberChange, RewrittenCitation } from './rewriteCitation';
import { writeNumberLike, writtenNumbers } from './writtenNumber';

/** Where links of a manuscript go, by the number of the work after the change, for works whose anchor has a name of its own. */
export interface LinkTargets {
  readonly named: ReadonlyMap<number, string>;
}

/** A target such as `#ref-3` that carries the number it is linked from: text before and after the number. */
export interface NumberedTarget {
  readonly before: string;
  readonly after: string;
}

/** A number of a linked citation with the target of its own link; undefined where it has none. */
export interface LinkedNumber {
  readonly written: WrittenNumber;
  readonly target: TextRange | undefined;
}

/** How far behind a number the target of its link is looked for, and how long it may be. */
const LONGEST_LINK = 400;

/** The numbers of a citation with the link target that follows each (`](#ref-1)`), by place. */
export function linkedNumbers(text: string, citation: Citation): readonly LinkedNumber[] {
  const written = writtenNumbers(citation);
  return written.map((number, index) => ({
    written: number,
    target: targetBehind(
      text,
      number.range.end,
      written[index + 1]?.range.start ?? citation.range.end + LONGEST_LINK,
    ),
  }));
}

function targetBehind(text: string, start: number, limit: number): TextRange | undefined {
  for (let index = start; index < limit && index < text.length; index++) {
    const character = text[index]!;
    if (character === ']' && text[index + 1] === '(') {
      const end = text.indexOf(')', index + 2);
      return end >= 0 && end - index <= LONGEST_LINK ? { start: index + 2, end } : undefined;
    }
    // Only punctuation of the citation itself may stand between the number and its link.
    if (!'\\],;–—−- \t\r\n)'.includes(character)) return undefined;
  }
  return undefined;
}

/** Splits `#ref-3` around its last number, when that is `number`. */
export function numberedTarget(target: string, number: number): NumberedTarget | undefined {
  const match = /^(.*?)(\d+)(\D*)$/s.exec(target.slice(0, LONGEST_LINK));
  return match && Number(match[2]) === number ? { before: match[1]!, after: match[3]! } : undefined;
}

/**
 * Writes a citation whose numbers are links of their own. The links go along with the works: `#ref-3` takes the new
 * number, any other target stays with its work.
 *
 * @param units the members as they are going to be, in order
 */
export function rewriteLinkedCitation(
  text: string,
  citation: Citation,
  units: readonly { readonly first: number; readonly last: number }[],
  change: NumberChange,
  writing: ClusterWriting,
  targets: LinkTargets,
): RewrittenCitation {
  const links = linkedNumbers(text, citation);
  const values = units.flatMap(unit => (unit.last > unit.first ? [unit.first, unit.last] : [unit.first]));
  const sameShape =
    values.length === links.length &&
    units.length === citation.members.length &&
    units.every((unit, index) => unit.last > unit.first === (citation.members[index]!.kind === 'range'));
  if (!sameShape && links.some(link => !link.target)) {
    return {
      kind: 'refused',
      ...say('This citation has one link for several numbers. Give each number a link of its own, or none.'),
    };
  }
  const numbering = firstNumberedTarget(text, links);
  const newTargets = values.map((value, index) => {
    const link = sameShape ? links[index]! : undefined;
    if (link && !link.target) return '';
    const own = link ?? links.find(candidate => change(candidate.written.value) === value);
    const written = own?.target && text.slice(own.target.start, own.target.end);
    if (written !== undefined && own) {
      const numbered = numberedTarget(written, own.written.value);
      if (numbered) return numbered.before + value + numbered.after;
      if (change(own.written.value) === value) return written;
    }
    return targets.named.get(value) ?? (numbering ? numbering.before + value + numbering.after : undefined);
  });
  if (newTargets.some(target => target === undefined)) {
    return {
      kind: 'refused',
      ...say(
        'The link of a number that this citation is going to show is not known. Link that reference once by its own number.',
      ),
    };
  }
  const edits = sameShape
    ? links.flatMap((link, index) => [
        digitEdit(text, link.written, values[index]!),
        ...(link.target ? [{ range: link.target, newText: newTargets[index]! }] : []),
      ])
    : [rebuilt(text, links, units, newTargets as string[], writing)];
  return {
    kind: 'edits',
    edits: edits.filter(edit => edit.newText !== text.slice(edit.range.start, edit.range.end)),
  };
}

function digitEdit(text: string, written: WrittenNumber, value: number): TextEdit {
  return {
    range: written.range,
    newText: writeNumberLike(value, text.slice(written.range.start, written.range.end)),
  };
}

function firstNumberedTarget(text: string, links: readonly LinkedNumber[]): NumberedTarget | undefined {
  for (const { written, target } of links) {
    const numbered = target && numberedTarget(text.slice(target.start, target.end), written.value);
    if (numbered) return numbered;
  }
  return undefined;
}

/**
 * `[\[1,](#a) [2\]](#b)`: between two numbers stands what closes the first link (`,](#a)`) and what opens the second
 * (` [`). A range has its dash in place of the comma.
 */
function rebuilt(
  text: string,
  links: readonly LinkedNumber[],
  units: readonly { readonly first: number; readonly last: number }[],
  newTargets: readonly string[],
  writing: ClusterWriting,
): TextEdit {
  const first = links[0]!;
  const last = links.at(-1)!;
  const like = text.slice(first.written.range.start, first.written.range.end);
  const closing = text.slice(last.written.range.end, last.target!.start);
  const between = links.slice(1).map((link, index) => ({
    close: text.slice(links[index]!.written.range.end, links[index]!.target!.start),
    open: text.slice(links[index]!.target!.end, link.written.range.start),
  }));
  const isDash = ({ close, open }: { close: string; open: string }) => /[-–—−]/.test(close + open.slice(1));
  const separator = between.find(joint => !isDash(joint));
  const dash = between.find(isDash);
  const fallback = { close: '](', open: `)${writing.separator}[` };
  const usedSeparator = separator ?? (dash ? withMark(dash, writing.separator.trim(), ' ') : fallback);
  const usedDash = dash ?? withMark(usedSeparator, writing.dash, '');
  const pieces: string[] = [];
  let index = 0;
  const joint = (used: { close: string; open: string }) => {
    pieces.push(used.close, newTargets[index - 1]!, used.open);
  };
  for (const unit of units) {
    if (index > 0) joint(usedSeparator);
    pieces.push(writeNumberLike(unit.first, like));
    index++;
    if (unit.last > unit.first) {
      joint(usedDash);
      pieces.push(writeNumberLike(unit.last, like));
      index++;
    }
  }
  pieces.push(closing, newTargets.at(-1)!);
  return { range: { start: first.written.range.start, end: last.target!.end }, newText: pieces.join('') };
}

function withMark(
  { close, open }: { readonly close: string; readonly open: string },
  mark: string,
  space: string,
): { readonly close: string; readonly open: string } {
  const marks = /[-–—−,;]+\s*/;
  if (marks.test(close))
    return { close: close.replace(marks, mark), open: open.replace(/^\)\s*/, `)${space}`) };
  const inner = open.slice(1).replace(/^\s*[-–—−,;]*\s*/, '');
  return { close, open: `)${mark}${space}${inner}` };
}
