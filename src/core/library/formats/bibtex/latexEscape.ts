const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '{\\textbackslash}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
  '`': '{\\textasciigrave}',
  '\u00a0': '~',
  '–': '--',
  '—': '---',
  '\u2009': '\\,',
};
const SPECIAL = /--+|''+|[\\{}$&%#_~^`\u00a0–—\u2009]/g;

const TAG = /<(\/?)(i|b|sup|sub|sc|span)(?: (?:style="font-variant: ?small-caps;?"|class="nocase"))?>/g;
const COMMAND_OF_TAG: Readonly<Record<string, string>> = {
  i: '\\emph{',
  b: '\\textbf{',
  sup: '\\textsuperscript{',
  sub: '\\textsubscript{',
  sc: '\\textsc{',
};

/** Plain text as TeX: every character that TeX would act on is escaped, and braces always balance. White space becomes single spaces. */
export function escapeLatex(text: string): string {
  return text.replace(/[ \t\r\n]{2,}|[\t\r\n]/g, ' ').replace(SPECIAL, found => {
    if (found.length > 1) return found.split('').join('{}');
    return ESCAPES[found]!;
  });
}

/** As {@link escapeLatex}, with CSL's rich text as TeX commands; tags that do not pair stay text. */
export function richTextToLatex(text: string, protectCapitals: boolean): string {
  const toLatex = protectCapitals ? protectingEscape(text) : escapeLatex;
  if (!text.includes('<')) return toLatex(text);
  const tags = pairedTags(text);
  let out = '';
  let position = 0;
  for (const tag of tags) {
    out += toLatex(text.slice(position, tag.start));
    out += tag.isEnd ? '}' : tag.command;
    position = tag.end;
  }
  return out + toLatex(text.slice(position));
}

/** An address or identifier: TeX packages read it verbatim, so only what would unbalance the record is encoded. */
export function escapeVerbatim(text: string): string {
  return text
    .trim()
    .replace(
      /[\s{}\\]/g,
      character => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly isEnd: boolean;
  readonly command: string;
}

function pairedTags(text: string): readonly Tag[] {
  const tags: (Tag & { readonly name: string })[] = [];
  const open: number[] = [];
  const paired = new Set<number>();
  for (const match of text.matchAll(TAG)) {
    const isEnd = match[1] === '/';
    const name = match[2]!;
    const isCaps = match[0].includes('small-caps');
    const command = COMMAND_OF_TAG[isCaps ? 'sc' : name] ?? '{';
    tags.push({ start: match.index, end: match.index + match[0].length, isEnd, command, name });
    if (!isEnd) open.push(tags.length - 1);
    else if (open.length > 0 && tags[open[open.length - 1]!]!.name === name) {
      paired.add(open.pop()!);
      paired.add(tags.length - 1);
    }
  }
  return tags.filter((_, index) => paired.has(index));
}

/**
 * BibTeX styles put titles into lower case except for what braces protect. Protected are words with a capital after
 * their first letter and, where the title is in sentence case, every capitalised word but the first.
 */
function protectingEscape(title: string): (text: string) => string {
  const words = title
    .split(/\s+/)
    .slice(1)
    .filter(word => /^\p{L}{4,}/u.test(word));
  const capitalised = words.filter(word => /^\p{Lu}/u.test(word)).length;
  const isSentenceCase = capitalised * 2 < words.length;
  const firstWord = /\S+/.exec(title)?.[0] ?? '';
  return text =>
    text
      .split(/([ \t\r\n]+)/)
      .map(word => {
        const escaped = escapeLatex(word);
        const inner = /^[^\p{L}]*\p{L}.*\p{Lu}/u.test(word);
        const proper = isSentenceCase && word !== firstWord && /^[^\p{L}]*\p{Lu}/u.test(word);
        return inner || proper ? `{${escaped}}` : escaped;
      })
      .join('');
}
