import type { Citation, CitationForm, Manuscript } from './types';

/** How a manuscript writes its citations. `collapseFrom`: length from which a run of numbers becomes a range, 0 for never. */
export interface ClusterStyle {
  readonly open: string;
  readonly close: string;
  /** Between two members, white space included: `, `. In the style of the IEEE `], [`. */
  readonly separator: string;
  readonly dash: string;
  readonly collapseFrom: number;
  readonly form: CitationForm;
}

const DEFAULT_STYLE: ClusterStyle = {
  open: '[',
  close: ']',
  separator: ', ',
  dash: '–',
  collapseFrom: 3,
  form: 'brackets',
};
const RESTRUCTURED_TEXT: ClusterStyle = {
  open: '[',
  close: ']_',
  separator: ']_ [',
  dash: '',
  collapseFrom: 0,
  form: 'restructuredtext',
};
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Writes `numbers` as one citation, in the order given; runs that rise by one become ranges as the style says.
 * The grammar reads the same numbers from it.
 */
export function writeCitation(numbers: readonly number[], style: ClusterStyle): string {
  const members: string[] = [];
  for (let index = 0; index < numbers.length; ) {
    let end = index + 1;
    while (end < numbers.length && numbers[end] === numbers[end - 1]! + 1) end += 1;
    if (style.collapseFrom > 1 && end - index >= style.collapseFrom) {
      members.push(`${numbers[index]}${style.dash}${numbers[end - 1]}`);
    } else for (let single = index; single < end; single += 1) members.push(`${numbers[single]}`);
    index = end;
  }
  const written = style.open + members.join(style.separator) + style.close;
  if (style.form !== 'superscript' || style.open !== '') return written;
  return written.replace(/\d/g, digit => SUPERSCRIPTS[Number(digit)]!);
}

/** How most citations of the manuscript are written; what it does not show is as in `[1, 4–6]`. */
export function clusterStyleOf(manuscript: Manuscript): ClusterStyle {
  const { citations, text, language } = manuscript;
  const forms = new Tally<CitationForm>();
  for (const citation of citations) if (citation.form !== 'linked') forms.add(citation.form);
  const form =
    forms.most() ??
    (language === 'restructuredtext' && usesDirectives(manuscript) ? 'restructuredtext' : 'brackets');
  if (form === 'restructuredtext') return RESTRUCTURED_TEXT;

  const brackets = new Tally<string>();
  const separators = new Tally<string>();
  const dashes = new Tally<string>();
  const runs = new Tally<string>();
  let clusters = 0;
  let neighbours = 0;
  citations.forEach((citation, index) => {
    if (citation.form !== form) return;
    brackets.add(bracketsOf(citation, text));
    if (citation.members.length > 1) clusters += 1;
    citation.members.forEach((member, place) => {
      const next = citation.members[place + 1];
      if (next !== undefined)
        separators.add(text.slice(member.range.end, next.range.start).replace(/\s+/g, ' '));
      if (member.kind === 'range') {
        const dash = text.slice(member.first.range.end, member.last.range.start).replace(/\s+/g, ' ');
        dashes.add(dash);
      }
    });
    countRuns(citation, runs);
    const following = citations[index + 1];
    if (following !== undefined && /^[,;]? ?$/.test(text.slice(citation.range.end, following.range.start))) {
      neighbours += 1;
    }
  });
  const [open, close] = (brackets.most() ?? `${DEFAULT_STYLE.open}\u0000${DEFAULT_STYLE.close}`).split(
    '\u0000',
  ) as [string, string];
  const apart = neighbours > clusters && form !== 'superscript';
  const separator = apart ? `${close}, ${open}` : (separators.most() ?? DEFAULT_STYLE.separator);
  const dash = dashes.most() ?? (form === 'superscript' && open === '' ? '⁻' : DEFAULT_STYLE.dash);
  return {
    open,
    close,
    separator,
    dash: apart && !dash.includes(close) ? `${close}${dash}${open}` : dash,
    collapseFrom: collapseFrom(runs),
    form,
  };
}

function usesDirectives(manuscript: Manuscript): boolean {
  return manuscript.referenceLists.some(list => list.entries.some(entry => entry.labelForm === 'directive'));
}

function bracketsOf(citation: Citation, text: string): string {
  const first = citation.members[0]!;
  const last = citation.members[citation.members.length - 1]!;
  const open = text.slice(citation.range.start, first.range.start).trim();
  const close = text.slice(last.range.end, citation.range.end).trim();
  return `${open}\u0000${close}`;
}

/** Counts runs of numbers by length, as a range (`r3`) and written out (`o3`). */
function countRuns(citation: Citation, runs: Tally<string>): void {
  let length = 0;
  let previous: number | undefined;
  const flush = (): void => {
    if (length > 1) runs.add(`o${Math.min(length, 3)}`);
    length = 0;
    previous = undefined;
  };
  for (const member of citation.members) {
    if (member.kind === 'range') {
      flush();
      runs.add(`r${Math.min(member.last.value - member.first.value + 1, 3)}`);
    } else {
      if (previous !== undefined && member.number.value !== previous + 1) flush();
      length += 1;
      previous = member.number.value;
    }
  }
  flush();
}

function collapseFrom(runs: Tally<string>): number {
  if (runs.of('o3') > runs.of('r3')) return 0;
  return runs.of('r2') > runs.of('o2') ? 2 : DEFAULT_STYLE.collapseFrom;
}

/** Counts equal things; the first of those counted most often wins. */
class Tally<T> {
  readonly #counts = new Map<T, number>();

  add(item: T): void {
    this.#counts.set(item, this.of(item) + 1);
  }

  of(item: T): number {
    return this.#counts.get(item) ?? 0;
  }

  most(): T | undefined {
    let best: T | undefined;
    let count = 0;
    for (const [item, times] of this.#counts) {
      if (times > count) {
        best = item;
        count = times;
      }
    }
    return best;
  }
}
