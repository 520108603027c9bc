import assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library';
import { plainReference } from '../../../src/core/library/plainReference';
import type { CslItem, Library, ReadLibrary, Reference } from '../../../src/core/library/types';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { type NumberedManuscript, numberManuscript } from '../../../src/core/numbering';
import type { FormattedEntry } from '../../../src/core/style/types';
import { applyEdits, type TextEdit } from '../../../src/core/text/textEdit';

/** The review alone, as an author starts with. Always the same array, as a workspace would pass it. */
export const reviewOnly: readonly ReadLibrary[] = [bundledReview()];

/** A text with its cursor taken out: `Cells [1, |].` */
export interface TextWithCursor {
  readonly text: string;
  readonly offset: number;
}

/** Reads the one `|` of a fixture as the cursor. */
export function cursorIn(fixture: string): TextWithCursor {
  const offset = fixture.indexOf('|');
  assert.ok(offset >= 0 && fixture.indexOf('|', offset + 1) < 0, 'a fixture has one cursor');
  return { text: fixture.slice(0, offset) + fixture.slice(offset + 1), offset };
}

/** Parses and numbers a text. */
export function number(
  text: string,
  language: MarkupLanguage = 'markdown',
  libraries: readonly Library[] = reviewOnly,
): NumberedManuscript {
  return numberManuscript(parseManuscript(text, language), libraries);
}

/** The text after edits, with the check that each range lies in it. */
export function edited({ manuscript }: NumberedManuscript, edits: readonly TextEdit[]): string {
  return applyEdits(manuscript.text, edits);
}

/** An author's own library beside the review. */
export function libraryOf(...items: readonly Partial<CslItem>[]): ReadLibrary {
  const references: Reference[] = items.map(item =>
    plainReference({ type: 'article-journal', id: '', ...item }, 'own.bib'),
  );
  return { name: 'own.bib', numbered: false, provenance: undefined, references, topics: [], problems: [] };
}

/** An entry that links back by its title. */
export function shortEntry({ csl }: Reference): FormattedEntry {
  const year = csl.issued?.['date-parts']?.[0]?.[0] ?? '';
  return [
    { text: `${csl.author?.[0]?.family ?? ''}. ` },
    { text: csl.title ?? '', italic: true },
    { text: `. ${year}.` },
  ];
}
