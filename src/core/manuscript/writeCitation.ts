import { citationHabits, Tally } from './citationHabits';
import type { CitationForm, Manuscript } from './types';

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
  const { language } = manuscript;
  const all = citationHabits(manuscript);
  const forms = new Tally<CitationForm>();
  for (const [form, { count }] of all) if (form !== 'linked') forms.add(form, count);
  const form =
    forms.most() ??
    (language === 'restructuredtext' && usesDirectives(manuscript) ? 'restructuredtext' : 'brackets');
  if (form === 'restructuredtext') return RESTRUCTURED_TEXT;
  const habits = all.get(form);
  if (habits === undefined) return DEFAULT_STYLE;
  const { brackets, separators, dashes, runs, clusters, neighbours } = habits;
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

function collapseFrom(runs: Tally<string>): number {
  if (runs.of('o3') > runs.of('r3')) return 0;
  return runs.of('r2') > runs.of('o2') ? 2 : DEFAULT_STYLE.collapseFrom;
}
