import type { Heading, Manuscript } from '../manuscript/types';
import { type TextRange, textIn } from '../text/textRange';
import { referencesTitle } from './referenceTitles';

/** Where a reference list that is not there yet is inserted, and what comes with it. Nothing is taken away, so that other edits of a plan cannot meet it. */
export interface ListPlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** The line ending of a manuscript: that of its first line; `\n` where it has only one line. */
export function lineEnding(text: string): string {
  const first = /\r\n|\n|\r/.exec(text);
  return first?.[0] ?? '\n';
}

/** The place under a heading that has no list yet, or behind the style mark under it. */
export function placeUnderHeading(text: string, headingEnd: number): ListPlace {
  const eol = lineEnding(text);
  let end = headingEnd;
  while (end < text.length && /\s/.test(text[end]!)) end++;
  const wanted = end < text.length ? 2 : 1;
  const after = eol.repeat(Math.max(0, wanted - lineEnds(text.slice(headingEnd, end))));
  return { offset: headingEnd, before: eol + eol, after };
}

/**
 * The place at the end of a manuscript that has no reference section: with a heading as its other sections have.
 *
 * @param language of the heading's words where the manuscript names none of its own
 */
export function placeAtEnd(manuscript: Manuscript, language = 'en'): ListPlace {
  const { text } = manuscript;
  const eol = lineEnding(text);
  const offset = endOfDocument(manuscript);
  let start = offset;
  while (start > 0 && /\s/.test(text[start - 1]!)) start--;
  const wanted = start === 0 ? 0 : 2;
  const gap = eol.repeat(Math.max(0, wanted - lineEnds(text.slice(start, offset))));
  return {
    offset,
    before: `${gap}${newHeading(manuscript, eol, language)}${eol}${eol}`,
    after: offset < text.length ? eol + eol : eol,
  };
}

function lineEnds(blank: string): number {
  return blank.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The language that a manuscript's front matter names (`lang: de-CH`), as a tag; undefined without. */
export function manuscriptLanguage(manuscript: Manuscript): string | undefined {
  const range = manuscriptLanguageRange(manuscript);
  return range && textIn(manuscript.text, range);
}

/** Where a manuscript's front matter names its language: the tag alone. */
export function manuscriptLanguageRange({ text, frontMatter }: Manuscript): TextRange | undefined {
  if (frontMatter === undefined) return undefined;
  const named = /^(lang(?:uage)?:[ \t]*["']?)([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)["']?[ \t]*(?:#.*)?$/im;
  const found = named.exec(textIn(text, frontMatter));
  if (!found) return undefined;
  const start = frontMatter.start + found.index + found[1]!.length;
  return { start, end: start + found[2]!.length };
}

/** The end of what is typeset. */
function endOfDocument({ text, language }: Manuscript): number {
  if (language !== 'latex') return text.length;
  const end = text.lastIndexOf('\\end{document}');
  return end < 0 ? text.length : end;
}

/** A heading for references in the manuscript's own language and shape. */
export function newHeading(manuscript: Manuscript, eol: string, language: string): string {
  const { text } = manuscript;
  const title = referencesTitle(manuscriptLanguage(manuscript) ?? language);
  const model = sectionHeading(manuscript.headings);
  const modelText = model === undefined ? '' : textIn(text, model.range);
  switch (manuscript.language) {
    case 'markdown': {
      const underline = /^\s{0,3}(=|-)\1*[ \t]*$/m.exec(
        modelText
          .split(/\r\n|\n|\r/)
          .slice(1)
          .join('\n'),
      );
      if (underline !== null) return `${title}${eol}${underline[1]!.repeat(title.length)}`;
      return `${'#'.repeat(model?.level ?? 2)} ${title}`;
    }
    case 'latex': {
      const command = /^\s*\\(part|chapter|section|subsection)\b/.exec(modelText)?.[1] ?? 'section';
      return `\\${command}*{${title}}`;
    }
    case 'restructuredtext': {
      const lines = modelText.split(/\r\n|\n|\r/).filter(line => line.trim() !== '');
      const underline = lines.length > 1 ? lines[lines.length - 1]!.trim()[0]! : '=';
      const line = underline.repeat([...title].length);
      return lines.length > 2 ? `${line}${eol}${title}${eol}${line}` : `${title}${eol}${line}`;
    }
    case 'asciidoc':
      return `${/^=+/.exec(modelText)?.[0] ?? '=='} ${title}`;
    case 'typst':
      return `${/^=+/.exec(modelText)?.[0] ?? '='} ${title}`;
    case 'plaintext':
      return title;
  }
}

/** A heading of the rank that the manuscript's sections have: the topmost, the manuscript's own title left out. */
function sectionHeading(headings: readonly Heading[]): Heading | undefined {
  const top = Math.min(...headings.map(({ level }) => level));
  const highest = headings.filter(({ level }) => level === top);
  if (highest.length > 1 || headings.length <= 1 || highest[0] !== headings[0]) {
    return highest.length === 1 && headings.length === 1 && top === 1
      ? { ...highest[0]!, level: 2 }
      : highest[highest.length - 1];
  }
  return sectionHeading(headings.slice(1));
}
