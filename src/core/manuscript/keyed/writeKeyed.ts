import type { MarkupLanguage } from '../types';

/** A work to be cited by key. */
export interface KeyedWork {
  readonly key: string;
  readonly prefix?: string | undefined;
  readonly locator?: string | undefined;
}

/** What stands before and behind the place of a citation: a sign there can change what the citation means. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** A key that Pandoc reads without braces around it. */
const PLAIN_PANDOC_KEY = /^[\p{L}\p{N}_](?:[:.#$%&\-+?<>~/]?[\p{L}\p{N}_])*$/u;
const TYPST_LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_-])?$/u;

/** Whether citations by key can be written in a markup. */
export function canCiteByKey(language: MarkupLanguage): boolean {
  return language !== 'plaintext';
}

/**
 * Writes a citation of works by key, in the order given, in the form that the markup's tools read: the inverse of the
 * reading beside it.
 *
 * @throws RangeError for plain text, which has no such form
 */
export function writeKeyedCitation(
  works: readonly KeyedWork[],
  language: MarkupLanguage,
  around: Surroundings = { before: ' ', after: ' ' },
): string {
  switch (language) {
    case 'markdown':
      return `[${works.map(pandocWork).join('; ')}]`;
    case 'latex':
      return latexCitation(works);
    case 'typst':
      return typstCitation(works, around);
    case 'restructuredtext':
      return restructuredTextCitation(works, around);
    case 'asciidoc':
      return asciiDocCitation(works, around);
    case 'plaintext':
      throw new RangeError('Plain text has no citations by key.');
  }
}

/** A key as it stands in the text of Pandoc's Markdown, with its sign: `@doe2020`, `@{odd key}`. */
export function writePandocKey(key: string): string {
  return PLAIN_PANDOC_KEY.test(key) ? `@${key}` : `@{${key}}`;
}

function pandocWork({ key, prefix, locator }: KeyedWork): string {
  return `${prefix === undefined ? '' : `${prefix} `}${writePandocKey(key)}${locator === undefined ? '' : `, ${locator}`}`;
}

function roleWork({ key, prefix, locator }: KeyedWork): string {
  return `${prefix === undefined ? '' : `{${prefix}}`}${key}${locator === undefined ? '' : `{${locator}}`}`;
}

/** Roles stand between blanks or punctuation; where there is none an escaped blank, which prints nothing, sets them off. */
function restructuredTextCitation(works: readonly KeyedWork[], { before, after }: Surroundings): string {
  const lead = /[\p{L}\p{N}_`>*]$/u.test(before) ? '\\ ' : '';
  const end = /^[\p{L}\p{N}_`<*]/u.test(after) ? '\\ ' : '';
  return `${lead}:cite:p:\`${works.map(roleWork).join(',')}\`${end}`;
}

/** Works without asides share one command; a note belongs to the first or the last key of its command. */
function latexCitation(works: readonly KeyedWork[]): string {
  const commands: string[] = [];
  let keys: string[] = [];
  let prefix: string | undefined;
  const write = (locator: string | undefined): void => {
    const before = prefix === undefined ? '' : `[${shielded(prefix)}]`;
    const behind = locator === undefined && prefix === undefined ? '' : `[${shielded(locator ?? '')}]`;
    commands.push(`\\cite${before}${behind}{${keys.join(',')}}`);
    keys = [];
    prefix = undefined;
  };
  for (const work of works) {
    if (work.prefix !== undefined && keys.length > 0) write(undefined);
    if (keys.length === 0) prefix = work.prefix;
    keys.push(work.key);
    if (work.locator !== undefined) write(work.locator);
  }
  if (keys.length > 0) write(undefined);
  return commands.join(', ');
}

function shielded(note: string): string {
  return /[\][]/.test(note) ? `{${note}}` : note;
}

/** Typst has no words before a work: they stand in the sentence. */
function typstCitation(works: readonly KeyedWork[], around: Surroundings): string {
  const written = works.map(({ key, prefix, locator }, index) => {
    const before = index === 0 && prefix === undefined ? around.before : ' ';
    const after = index === works.length - 1 ? around.after : ' ';
    return `${prefix === undefined ? '' : `${prefix} `}${typstWork(key, locator, before, after)}`;
  });
  return written.join(' ');
}

function typstWork(key: string, locator: string | undefined, before: string, after: string): string {
  const supplement = locator === undefined ? '' : `[${locator}]`;
  const goesOn = supplement === '' ? /^[\p{L}\p{N}_[-]|^[.:]+[\p{L}\p{N}_-]/u : /^\[/;
  const joins = /[\p{L}\p{N}_]$/u.test(before) || goesOn.test(after);
  if (TYPST_LABEL.test(key) && !joins) return `@${key}${supplement}`;
  const label = TYPST_LABEL.test(key) ? `<${key}>` : `label("${key}")`;
  const argument = locator === undefined ? '' : `, supplement: [${locator}]`;
  const ends = /^[[(;]|^\.\p{L}/u.test(after) ? ';' : '';
  return `#cite(${label}${argument})${ends}`;
}

/** The macro has one word before all its keys; more words stand in the sentence. */
function asciiDocCitation(works: readonly KeyedWork[], { before }: Surroundings): string {
  const macros: string[] = [];
  let keys: string[] = [];
  // A macro inside a word is set off by an attribute that prints nothing.
  let lead = /[\p{L}\p{N}_:]$/u.test(before) ? '{empty}' : '';
  let word = '';
  const write = (): void => {
    if (keys.length > 0) macros.push(`${lead}cite:${word}[${keys.join(', ')}]`);
    keys = [];
    lead = '';
    word = '';
  };
  for (const { key, prefix, locator } of works) {
    if (prefix !== undefined) {
      write();
      if (/^[^\s[\]]+$/.test(prefix)) word = prefix;
      else lead = `${prefix} `;
    }
    keys.push(locator === undefined ? key : `${key}(${locator.replace(/[()]/g, '')})`);
  }
  write();
  return macros.join(', ');
}
