import type { Manuscript } from '../manuscript/types';
import type { TextRange } from '../text/textRange';

/** The caption of a figure or table. Running example: `**Figure 3.** Survival of mice [12].` */
export interface Caption {
  /** From the label to the end of the caption's paragraph, or of the command that holds it. */
  readonly range: TextRange;
  /** By what the text mentions it: `fig 3`, or the label of LaTeX; undefined where it has no name. */
  readonly name: string | undefined;
}

/** Words that begin the label of a figure or table, in the languages of {@link isReferencesTitle}. */
const WORDS =
  '(?:supp(?:lementary|lemental|\\.)?\\s+|extended\\s+data\\s+)?' +
  '(?:fig(?:ures?|s?\\.|ura|uras)?|tab(?:les?|elle|leau|la|ela|ella|\\.)?|box|scheme|schema|schéma|chart|plate|abb(?:ildung|\\.)|grafik|quadro|cuadro)';

/** A label at the start of a line, with the marks of emphasis around it: `**Figure 3.**`, `Table S1:`, `*Abb. 2*`. */
const LABELLED = new RegExp(
  `^[ \\t>*_|.#]{0,8}(?:\\\\textbf\\{)?(${WORDS})[ \\t\\u00a0~]*(S?\\d{1,4})[A-Za-z]?[ \\t]?(?=[.:|)}*–—-])`,
  'gimu',
);

/** `Figure 3`, `Figs. 1–3`, `Tables 2 and 4` in running text. */
const MENTION = new RegExp(
  `(?<![\\p{L}\\d])(${WORDS})[ \\t\\u00a0~]*\\n?((?:S?\\d{1,4})(?:[a-zA-Z]?[ \\u00a0~]?(?:[,–&-]|and|und|et|y|e)[ \\u00a0~]?S?\\d{1,4}){0,12})`,
  'giu',
);

const LONGEST_CAPTION = 20_000;

/**
 * The captions of figures and tables, by place: paragraphs that begin with such a label, `\caption{…}`, `<figcaption>`,
 * `caption: […]` of Typst, the directives of reStructuredText, and the titles of blocks in AsciiDoc.
 */
export function captionsOf({ text, language }: Manuscript): readonly Caption[] {
  const captions: Caption[] = labelledParagraphs(text);
  if (language === 'latex') captions.push(...latexCaptions(text));
  if (language === 'typst') captions.push(...enclosed(text, /\bcaption\s*:\s*\[/g, '[', ']'));
  if (language === 'markdown') captions.push(...htmlCaptions(text));
  if (language === 'restructuredtext') captions.push(...directives(text));
  if (language === 'asciidoc') captions.push(...paragraphs(text, /^\.[^\s.].*$/gm));
  return captions.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
}

/**
 * Where the text mentions captions first, by {@link Caption.name}. What stands in a caption is no mention.
 *
 * @param captions of the same manuscript, by place
 */
export function firstMentions(
  { text, language }: Manuscript,
  captions: readonly Caption[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let caption = 0;
  const add = (name: string, place: number) => {
    if (!places.has(name)) places.set(name, place);
  };
  for (const match of matches(text, MENTION)) {
    while (caption < captions.length && captions[caption]!.range.end <= match.index) caption++;
    const around = captions[caption];
    if (around && around.range.start <= match.index) continue;
    for (const number of listed(match[2]!)) add(nameOf(match[1]!, number), match.index);
  }
  if (language === 'latex') {
    for (const match of matches(text, /\\[a-zA-Z]{0,8}ref\*?\{([^{}\r\n]{1,300})\}/g))
      for (const name of match[1]!.split(',')) add(name.trim(), match.index);
  }
  return places;
}

/** `1–3, 5` → 1, 2, 3, 5. */
function listed(written: string): readonly string[] {
  const numbers: string[] = [];
  let from: number | undefined;
  for (const [, gap, number] of written.matchAll(/([^\dS]*)(S?\d+)/g)) {
    const value = Number(number);
    if (from !== undefined && /[–-]/.test(gap!) && value - from < 50)
      for (let between = from + 1; between < value; between++) numbers.push(String(between));
    numbers.push(number!);
    from = Number.isNaN(value) ? undefined : value;
  }
  return numbers;
}

function nameOf(word: string, number: string): string {
  const own = /^(?:supp\S*|extended\s+data)\s+/i.exec(word);
  const kind = word.slice(own?.[0].length ?? 0, (own?.[0].length ?? 0) + 3).toLowerCase();
  return `${own ? own[0].slice(0, 3).toLowerCase() : ''}${kind} ${number.toUpperCase()}`;
}

function labelledParagraphs(text: string): Caption[] {
  const labels = matches(text, LABELLED);
  const blank = /\r?\n[ \t]*(?:\r?\n|$)/g;
  let paragraphEnd = 0;
  return labels.map(({ index: start, 0: { length }, 1: word, 2: number }, at) => {
    if (paragraphEnd < start + length) {
      blank.lastIndex = start + length;
      paragraphEnd = blank.exec(text)?.index ?? text.length;
    }
    const end = Math.min(paragraphEnd, labels[at + 1]?.index ?? text.length);
    return { range: { start, end }, name: nameOf(word!, number!) };
  });
}

function latexCaptions(text: string): readonly Caption[] {
  const opening = /\\caption(?:of\{\w+\})?\*?\s*(?:\[[^[\]\r\n]{0,300}\])?\{/g;
  return enclosed(text, opening, '{', '}').map(({ range }) => {
    const name = /\\label\{([^{}]{1,100})\}/.exec(text.slice(range.start, range.end + 200))?.[1];
    return { range, name };
  });
}

/** What stands between the bracket that `opening` ends with and the one that closes it. */
function enclosed(text: string, opening: RegExp, open: string, close: string): readonly Caption[] {
  const found: Caption[] = [];
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    let depth = 1;
    let end = match.index + match[0].length;
    const last = Math.min(text.length, end + LONGEST_CAPTION);
    for (; end < last && depth > 0; end++) {
      const character = text[end];
      if (character === '\\') end++;
      else if (character === open) depth++;
      else if (character === close) depth--;
    }
    opening.lastIndex = end;
    if (depth === 0) found.push({ range: { start: match.index, end }, name: undefined });
  }
  return found;
}

function htmlCaptions(text: string): readonly Caption[] {
  const found: Caption[] = [];
  const close = /<\/(?:fig)?caption\b/gi;
  for (const { index: start } of matches(text, /<(?:fig)?caption\b/gi)) {
    if (start < close.lastIndex) continue;
    close.lastIndex = start;
    const end = close.exec(text)?.index;
    if (end === undefined) break;
    if (end - start < LONGEST_CAPTION) found.push({ range: { start, end }, name: undefined });
  }
  return found;
}

/** The indented content of figure directives, and the title lines of table directives. */
function directives(text: string): readonly Caption[] {
  return matches(
    text,
    /^\.\. (?:figure|table|csv-table|list-table)::[^\n]*(?:\n(?:[ \t][^\n]*|\r)?)*?(?=\n\S|$(?![\s\S]))/gm,
  ).map(({ index, 0: whole }) => ({ range: { start: index, end: index + whole.length }, name: undefined }));
}

function paragraphs(text: string, line: RegExp): readonly Caption[] {
  return matches(text, line).map(({ index, 0: whole }) => ({
    range: { start: index, end: index + whole.length },
    name: undefined,
  }));
}

function matches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}
