import type { ReferenceListEntry } from '../manuscript/types';
import type { TextRange } from '../text/textRange';

const ANCHOR = /<(?:a|span)\b[^<>]*\bid=|\{#[^{}]+\}|\[\[[\w:.-]+\]\]|\\(?:hypertarget|label)\{/;

/** Whether an anchor stands amid the words of an entry. */
export function hasAnchor(words: string): boolean {
  return ANCHOR.test(words);
}

/** What closes what a label opens: `\CSLRightInline{`, `[.csl-right-inline]#`. */
const CLOSINGS: Readonly<Record<string, string>> = { '{': '}', '#': '#' };

/** The words of an entry, without the anchors at its two ends, which links lead to, and without what closes its label. */
export function withoutAnchors(
  text: string,
  label: string,
): { readonly front: string; readonly words: string; readonly back: string } {
  const closing = CLOSINGS[label.slice(-1)];
  if (closing !== undefined && text.endsWith(closing)) {
    const inner = withoutAnchors(text.slice(0, -1), '');
    return { ...inner, back: `${inner.back}${closing}` };
  }
  const front =
    /^(?:<a\b[^<>]{0,200}>\s*<\/a>|\[\]\{#[^{}]{0,200}\}|\[\[[\w:.-]{1,200}\]\]|\\hypertarget\{[^{}]{0,200}\}\{\}|\\label\{[^{}]{0,200}\}|[ \t])*/.exec(
      text,
    )?.[0] ?? '';
  const rest = text.slice(front.length);
  const back =
    /(?:[ \t]?(?:\{#[^{}]{0,200}\}|\\label\{[^{}]{0,200}\}|<a\b[^<>]{0,200}>\s*(?:<\/a>|[↩^↑]{1,2}\s*<\/a>)))$/.exec(
      rest,
    )?.[0] ?? '';
  return { front, words: rest.slice(0, rest.length - back.length), back };
}

/** The hash behind an entry's invisible key of what we wrote there: `<!-- @key =1x2y3z -->`. */
export function writtenHash(
  text: string,
  { key }: ReferenceListEntry,
): { readonly value: string; readonly range: TextRange } | undefined {
  if (!key) return undefined;
  const found = /^[ \t]+=([0-9a-z]{1,13})/.exec(text.slice(key.range.end, key.range.end + 24));
  if (!found) return undefined;
  const end = key.range.end + found[0].length;
  return { value: found[1]!, range: { start: end - found[1]!.length, end } };
}
