import type CSL from 'citeproc';
import type { FormatRule } from 'citeproc';
import type { FormattedEntry, InlineText } from '../types';

/** Under this name citeproc knows our output format. */
export const MARKED_FORMAT = 'numbered-citations-marked';

type Formatting = Omit<InlineText, 'text' | 'link'>;

/**
 * citeproc writes strings, so formatting travels in them as private-use characters: one that opens, by kind, and one
 * that closes. They are taken out of every text of a library before citeproc sees it ({@link withoutMarks}).
 */
const CLOSE = '\uf8df';
const OPENERS: readonly {
  readonly rules: readonly string[];
  readonly turns: Partial<Record<keyof Formatting, unknown>>;
}[] = [
  { rules: ['@font-style/italic', '@font-style/oblique'], turns: { italic: true } },
  { rules: ['@font-style/normal'], turns: { italic: undefined } },
  { rules: ['@font-variant/small-caps'], turns: { smallCaps: true } },
  { rules: ['@font-variant/normal'], turns: { smallCaps: undefined } },
  { rules: ['@font-weight/bold'], turns: { bold: true } },
  { rules: ['@font-weight/normal', '@font-weight/light'], turns: { bold: undefined } },
  { rules: ['@vertical-align/sup'], turns: { position: 'superscript' } },
  { rules: ['@vertical-align/sub'], turns: { position: 'subscript' } },
  { rules: ['@vertical-align/baseline'], turns: { position: undefined } },
];
const FIRST_OPENER = 0xf8d0;

/** The rules of our output format for citeproc: plain text plus marks where formatting begins and ends. */
export function markedFormat(plainText: { readonly [rule: string]: FormatRule }): {
  readonly [rule: string]: FormatRule;
} {
  const rules: { [rule: string]: FormatRule } = {
    ...plainText,
    '@bibliography/entry': (_state, text) => text,
  };
  OPENERS.forEach((opener, index) => {
    for (const rule of opener.rules) {
      rules[rule] = `${String.fromCharCode(FIRST_OPENER + index)}%%STRING%%${CLOSE}`;
    }
  });
  return rules;
}

/** Adds our format to citeproc's. Doing it again changes nothing. */
export function registerMarkedFormat(citeproc: typeof CSL): void {
  citeproc.Output.Formats[MARKED_FORMAT] ??= markedFormat(citeproc.Output.Formats['text'] ?? {});
}

/** `text` without the characters that {@link readMarked} takes for marks. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uf8d0-\uf8df]/g, '');
}

/** Takes what citeproc wrote in our format apart. Marks that do not pair are dropped; white space around the entry too. */
export function readMarked(marked: string): FormattedEntry {
  const pieces: InlineText[] = [];
  const stack: Formatting[] = [{}];
  let text = '';
  const flush = () => {
    const formatting = stack.at(-1)!;
    const last = pieces.at(-1);
    if (text !== '' && last && sameFormatting(last, formatting)) {
      pieces[pieces.length - 1] = { ...last, text: last.text + text };
    } else if (text !== '') pieces.push({ ...formatting, text });
    text = '';
  };
  for (const character of marked.trim()) {
    const code = character.charCodeAt(0);
    const opener = OPENERS[code - FIRST_OPENER];
    if (opener) {
      flush();
      stack.push(definedOnly({ ...stack.at(-1), ...opener.turns }));
    } else if (character === CLOSE) {
      flush();
      if (stack.length > 1) stack.pop();
    } else text += character;
  }
  flush();
  return pieces;
}

function definedOnly(formatting: { readonly [key: string]: unknown }): Formatting {
  return Object.fromEntries(Object.entries(formatting).filter(([, value]) => value !== undefined));
}

function sameFormatting(a: Formatting, b: Formatting): boolean {
  return (
    a.italic === b.italic && a.bold === b.bold && a.smallCaps === b.smallCaps && a.position === b.position
  );
}
