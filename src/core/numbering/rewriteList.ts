import type { ReferenceList, ReferenceListEntry } from '../manuscript/types';
import { applyEdits, sortedEdits, type TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';
import { type EntrySlot, slotsOf } from './entrySlots';
import { withCounter } from './listCounter';
import type { NumberedTarget } from './rewriteLinks';
import { writeNumberLike } from './writtenNumber';

/** An entry of a list as it is going to be. */
export type ListItem =
  | { readonly kind: 'entry'; readonly entry: ReferenceListEntry; readonly number: number }
  | {
      readonly kind: 'new';
      readonly number: number;
      /** What the entry says, in the manuscript's markup, without label; further lines are indented as far as the markup asks. */
      readonly body: string;
      /** For `\bibitem`: the citation key. */
      readonly key?: string;
    };

/** What one list is to become. */
export interface ListRewrite {
  readonly list: ReferenceList;
  /** The whole list afterwards, in order. */
  readonly items: readonly ListItem[];
  /** Edits inside entries (citations there); they move with their entry. */
  readonly inner: readonly TextEdit[];
  /** Anchors of entries that carry the number, as links name them. */
  readonly anchors: readonly NumberedTarget[];
  /** The manuscript's line end. */
  readonly eol: string;
}

/** What one rewriting of a list knows. */
interface Context extends Omit<ListRewrite, 'items'> {
  readonly text: string;
  readonly slots: readonly EntrySlot[];
  readonly slotOf: ReadonlyMap<ReferenceListEntry, EntrySlot>;
  readonly counted: ReadonlySet<ReferenceListEntry>;
}

/**
 * Writes a reference list with other numbers, in another order, with entries more or fewer.
 *
 * Labels belong to their place in the list, so that alignment and counters (`1. 1. 1.`, `#.`) stay as they are;
 * what an entry says moves, with its anchors and its key. A `\bibitem` moves whole. What stands between entries
 * stays between the same places.
 *
 * @returns edits of the text, not overlapping, `inner` included
 */
export function rewriteList(text: string, rewrite: ListRewrite): readonly TextEdit[] {
  const slots = slotsOf(text, rewrite.list);
  const context: Context = {
    text,
    slots,
    slotOf: new Map(slots.map(slot => [slot.entry, slot])),
    list: rewrite.list,
    counted: countedEntries(rewrite.list),
    inner: sortedEdits(rewrite.inner),
    anchors: rewrite.anchors,
    eol: rewrite.eol,
  };
  const { items } = rewrite;
  const stays = (item: ListItem | undefined, slot: EntrySlot | undefined) =>
    item?.kind === 'entry' && slot !== undefined && item.entry === slot.entry;
  let prefix = 0;
  while (prefix < slots.length && stays(items[prefix], slots[prefix])) prefix++;
  let suffix = 0;
  while (
    suffix < slots.length - prefix &&
    suffix < items.length - prefix &&
    stays(items.at(-1 - suffix), slots.at(-1 - suffix))
  ) {
    suffix++;
  }
  const edits: TextEdit[] = [];
  let deletesGapBehind = false;
  const inPlace = (slot: EntrySlot, item: ListItem) => {
    const range = { start: slot.start, end: slot.entry.range.end };
    if (item.kind === 'entry' && item.entry === slot.entry) {
      edits.push(...entryEdits(context, slot, slot, item.number));
    } else {
      edits.push({ range, newText: writeItem(context, slot, item) });
    }
  };
  const setCounter = (slot: number, number: number) => edits.push(...counterEdits(context, slot, number));
  slots.slice(0, prefix).forEach((slot, index) => {
    inPlace(slot, items[index]!);
    setCounter(index, items[index]!.number);
  });
  const middleSlots = slots.slice(prefix, slots.length - suffix);
  const middleItems = items.slice(prefix, items.length - suffix);
  if (middleSlots.length === middleItems.length) {
    middleSlots.forEach((slot, index) => {
      inPlace(slot, middleItems[index]!);
      setCounter(prefix + index, middleItems[index]!.number);
    });
  } else {
    edits.push(resized(context, prefix, middleSlots, middleItems));
    deletesGapBehind =
      suffix > 0 && middleItems.length === 0 && !keepsGapBehind(context, prefix, middleSlots.length);
    // What sets the counter before the stretch now counts for what stands there.
    const next = middleItems[0] ?? items.at(-suffix);
    if (middleSlots.length > 0 && next && (middleItems.length > 0 || deletesGapBehind)) {
      setCounter(prefix, next.number);
    }
  }
  for (let index = suffix; index > 0; index--) {
    const slot = slots.length - index;
    inPlace(slots[slot]!, items.at(-index)!);
    const gapIsGone = index === suffix && deletesGapBehind;
    if (!gapIsGone) setCounter(slot, slot === 0 ? items[0]!.number : items.at(-index)!.number);
  }
  return edits;
}

/** Whether the markup counts the entries, so that written digits mean nothing (`1. 1. 1.`, `#.`, `\bibitem`). */
export function isCounted(list: ReferenceList): boolean {
  return list.entries.some(
    entry => entry.writtenNumber === undefined || entry.writtenNumber.value !== entry.number,
  );
}

/** Entries whose digits the markup does not go by: `1. 1. 1.`, the first of which only happens to be right. */
function countedEntries({ entries }: ReferenceList): ReadonlySet<ReferenceListEntry> {
  const differs = (entry: ReferenceListEntry | undefined) =>
    entry?.writtenNumber !== undefined && entry.writtenNumber.value !== entry.number;
  return new Set(
    entries.filter(
      (entry, index) =>
        differs(entry) ||
        (differs(entries[index + 1]) &&
          entries[index + 1]!.writtenNumber!.value === entry.writtenNumber?.value),
    ),
  );
}

function entryEdits(context: Context, from: EntrySlot, to: EntrySlot, number: number): readonly TextEdit[] {
  const { text } = context;
  const label = labelFor(context, from, to, number);
  const inner = editsIn(context.inner, from);
  const edits: TextEdit[] = [];
  if (from === to) {
    edits.push(...labelEdits(text, from, label));
  } else {
    edits.push({ range: from.label, newText: label });
  }
  edits.push(
    ...reindent(text, from, labelWidth(label) - labelWidth(slice(text, from.label)), inner),
    ...inner,
  );
  const anchors = anchorEdits(text, from, number, context.anchors);
  const free = (anchor: TextEdit) =>
    !overlap(anchor.range, from.label) && !edits.some(edit => overlap(edit.range, anchor.range));
  return [...edits, ...anchors.filter(free)];
}

/** Only the digits where nothing else of the label changes. */
function labelEdits(text: string, { entry, label: range }: EntrySlot, label: string): readonly TextEdit[] {
  const old = slice(text, range);
  if (label === old) return [];
  const written = entry.writtenNumber?.range;
  const head = written ? text.slice(range.start, written.start) : '';
  const tail = written ? text.slice(written.end, range.end) : '';
  if (!written || !label.startsWith(head) || !label.endsWith(tail)) return [{ range, newText: label }];
  return [{ range: written, newText: label.slice(head.length, label.length - tail.length) }];
}

/** The edits in what an entry says and in its anchors, found by bisection. */
function editsIn(sorted: readonly TextEdit[], slot: EntrySlot): readonly TextEdit[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.range.start < slot.start) low = middle + 1;
    else high = middle;
  }
  const found: TextEdit[] = [];
  for (; low < sorted.length && sorted[low]!.range.end <= slot.body.end; low++) {
    const { range } = sorted[low]!;
    if (range.end <= slot.label.start || range.start >= slot.body.start) found.push(sorted[low]!);
  }
  return found;
}

function overlap(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A label keeps its place in the list, except where it carries the work's own anchor or key. */
function labelFor({ text, counted }: Context, from: EntrySlot, to: EntrySlot, number: number): string {
  const own = from.entry.labelForm === 'bibitem' || namesItsWork(slice(text, from.label), from.entry.number);
  const { entry, label: range } = own ? from : to;
  const label = slice(text, range);
  const written = entry.writtenNumber;
  if (!written || counted.has(entry)) return label;
  const start = written.range.start - range.start;
  const digits = slice(text, written.range);
  const numbered =
    label.slice(0, start) + writeNumberLike(number, digits) + label.slice(start + digits.length);
  return numbered.replace(LABEL_ANCHOR, (anchor, before: string, name: string) =>
    Number(name) === entry.number ? before + number : anchor,
  );
}

/** An anchor or link in a label, `id="ref-3"` or `(#back-3)`: what stands before its last number, the number, its end. */
const LABEL_ANCHOR = /((?:\b(?:id|name)=["']?|\(#)[^"'<>()\s]*?)(\d+)(?=["'>()\s])/g;

function namesItsWork(label: string, number: number): boolean {
  for (const match of label.matchAll(/(?:\b(?:id|name)=["']?|\(#)([^"'<>()\s]*)/g)) {
    if (Number(/(?:^|\D)(\d+)$/.exec(match[1]!)?.[1]) !== number) return true;
  }
  return false;
}

/** Width of the label's last line: what lines of the same entry are indented by at least, in most markups. */
function labelWidth(label: string): number {
  const lastLine = label.slice(Math.max(label.lastIndexOf('\n'), label.lastIndexOf('\r')) + 1);
  return lastLine === '' ? 0 : lastLine.length;
}

/** A label that grows or shrinks takes the lines indented under it along. */
function reindent(
  text: string,
  slot: EntrySlot,
  by: number,
  inner: readonly TextEdit[],
): readonly TextEdit[] {
  const width = labelWidth(slice(text, slot.label));
  if (by === 0 || width === 0) return [];
  const edits: TextEdit[] = [];
  // The pattern gets the entry alone: in the whole text it would look on to the next indented line, however far.
  for (const match of slice(text, slot.body).matchAll(/(?:\r\n|\n|\r)( +)(?=\S)/g)) {
    if (match[1]!.length < width) continue;
    const start = slot.body.start + match.index + match[0].length - match[1]!.length;
    const range = by > 0 ? { start, end: start } : { start, end: start - by };
    if (inner.some(edit => overlap(edit.range, range))) continue;
    edits.push({ range, newText: by > 0 ? ' '.repeat(by) : '' });
  }
  return edits;
}

function anchorEdits(
  text: string,
  slot: EntrySlot,
  number: number,
  anchors: readonly NumberedTarget[],
): readonly TextEdit[] {
  const old = slot.entry.number;
  if (old === number) return [];
  const block = text.slice(slot.start, slot.entry.range.end);
  const edits: TextEdit[] = [];
  for (const { before, after } of anchors) {
    const name = before.replace(/^.*#/s, '');
    const written = `${name}${old}${after}`;
    for (
      let index = block.indexOf(written);
      index >= 0;
      index = block.indexOf(written, index + written.length)
    ) {
      const left = block[index - 1] ?? '';
      const right = block[index + written.length] ?? '';
      // An anchor is defined behind one of these, and ends where its name ends; `href="#…"` leads elsewhere.
      if (
        !`"'{[_#`.includes(left) ||
        /[\w-]/.test(right) ||
        block[index - 2] === '"' ||
        block[index - 2] === '('
      )
        continue;
      const start = slot.start + index + name.length;
      edits.push({ range: { start, end: start + String(old).length }, newText: String(number) });
    }
  }
  return edits;
}

function writeItem(context: Context, at: EntrySlot, item: ListItem): string {
  if (item.kind === 'new') return newLabel(context, at, item) + item.body;
  const { text } = context;
  const from = context.slotOf.get(item.entry)!;
  const edits = entryEdits(context, from, at, item.number).map(edit => ({
    range: { start: edit.range.start - from.start, end: edit.range.end - from.start },
    newText: edit.newText,
  }));
  return applyEdits(text.slice(from.start, from.entry.range.end), edits);
}

function newLabel(context: Context, at: EntrySlot, item: ListItem & { readonly kind: 'new' }): string {
  if (at.entry.labelForm !== 'bibitem') return labelFor(context, at, at, item.number);
  const taken = new Set(context.list.entries.map(entry => entry.key?.value));
  let key = item.key ?? `ref${item.number}`;
  while (taken.has(key)) key += 'a';
  return `\\bibitem{${key}}${/\s$/.exec(slice(context.text, at.label))?.[0] ?? ' '}`;
}

/** A stretch of the list with entries more or fewer than before, written as one piece. */
function resized(
  context: Context,
  index: number,
  middle: readonly EntrySlot[],
  items: readonly ListItem[],
): TextEdit {
  const { text, slots } = context;
  const gapAfter = (slot: number) => text.slice(slots[slot]!.entry.range.end, slots[slot + 1]!.start);
  const typical = typicalGap(context);
  const template = (position: number) =>
    middle[position] ?? slots[Math.min(index + position, slots.length - 1)]!;
  const written = items.map((item, position) => writeItem(context, template(position), item));
  const gaps = items
    .slice(1)
    .map((item, position) =>
      position + 1 < middle.length
        ? withCounter(gapAfter(index + position), slots[index + position + 1]!.entry.number, item.number)
        : typical,
    );
  const body = written
    .map((piece, position) => (position === 0 ? piece : gaps[position - 1] + piece))
    .join('');
  const before = slots[index - 1];
  const after = slots[index + middle.length];
  if (middle.length === 0) {
    if (before) {
      const end = before.entry.range.end;
      return { range: { start: end, end }, newText: typical + body };
    }
    const start = slots[0]?.start ?? context.list.range.end;
    return { range: { start, end: start }, newText: body + typical };
  }
  const first = middle[0]!;
  const last = middle.at(-1)!;
  if (items.length > 0) return { range: { start: first.start, end: last.entry.range.end }, newText: body };
  if (after && !keepsGapBehind(context, index, middle.length))
    return { range: { start: first.start, end: after.start }, newText: '' };
  return {
    range: { start: before ? before.entry.range.end : first.start, end: last.entry.range.end },
    newText: '',
  };
}

/**
 * Of the two gaps around deleted entries one stays: the one behind where something stands in it, such as what sets the
 * counter for what follows, or the comment that makes Markdown count anew.
 */
function keepsGapBehind({ text, slots }: Context, index: number, count: number): boolean {
  const last = slots[index + count - 1];
  const after = slots[index + count];
  return index > 0 && last && after ? text.slice(last.entry.range.end, after.start).trim() !== '' : false;
}

function counterEdits({ text, slots, list }: Context, index: number, number: number): readonly TextEdit[] {
  const slot = slots[index]!;
  const floor = slots[index - 1]?.entry.range.end ?? list.heading?.range.end ?? list.range.start;
  // Before a first entry without a heading the environment may open, with its counter, before the list's own range.
  const start = Math.max(
    0,
    index === 0 && !list.heading ? Math.min(floor, slot.start) - 200 : Math.min(floor, slot.start),
  );
  const gap = text.slice(start, slot.start);
  const newText = withCounter(gap, slot.entry.number, number);
  return newText === gap ? [] : [{ range: { start, end: slot.start }, newText }];
}

function typicalGap({ text, slots, list, eol }: Context): string {
  const counts = new Map<string, number>();
  for (let index = 1; index < slots.length; index++) {
    const gap = text.slice(slots[index - 1]!.entry.range.end, slots[index]!.start);
    if (gap.trim() === '') counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [gap, count] of counts) if (best === undefined || count > counts.get(best)!) best = gap;
  // Bare `[1] …` lines are paragraphs: without a blank line a renderer runs them together.
  return best ?? (list.entries[0]?.labelForm === 'brackets' ? eol + eol : eol);
}

function slice(text: string, range: TextRange): string {
  return text.slice(range.start, range.end);
}
