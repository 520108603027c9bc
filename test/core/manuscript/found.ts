import {
  type Manuscript,
  type MarkupLanguage,
  type ParseOptions,
  parseManuscript,
} from '../../../src/core/manuscript';

/** The citations of `text` as `written → numbers`. */
export function citationsIn(
  text: string,
  language: MarkupLanguage = 'markdown',
  options: ParseOptions = {},
): readonly string[] {
  return citationsOf(parseManuscript(text, language, options));
}

/** The citations of `manuscript` as `written → numbers`. */
export function citationsOf(manuscript: Manuscript): readonly string[] {
  return manuscript.citations.map(
    citation =>
      `${manuscript.text.slice(citation.range.start, citation.range.end)} → ${citation.numbers.join()}`,
  );
}

/** The reference lists of `text`, each entry as `number text`, with `@key` where it has one. */
export function listsIn(text: string, language: MarkupLanguage = 'markdown'): readonly (readonly string[])[] {
  return parseManuscript(text, language).referenceLists.map(list =>
    list.entries.map(entry => {
      const words = text.slice(entry.textRange.start, entry.textRange.end).replace(/\s+/g, ' ');
      return `${entry.number} ${words}${entry.key === undefined ? '' : ` @${entry.key.value}`}`;
    }),
  );
}
