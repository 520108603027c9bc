import { wordsHash } from '../../text/textHash';
import type { EntryMarkup, FormattedEntry } from '../types';
import { writeEntryMarkup } from './writeEntryMarkup';

/** How entries are labelled, by the manuscript's names: `1.`, `1)`, `[1]`, `- [1]`, `[1]:`, `.. [1]`, `\bibitem`, the markup's counter. */
export type ListForm =
  | 'period'
  | 'parenthesis'
  | 'brackets'
  | 'bulletBrackets'
  | 'linkDefinition'
  | 'directive'
  | 'bibitem'
  | 'counter';

/** One entry to be written into a list. */
export interface NumberedEntry {
  readonly number: number;
  readonly entry: FormattedEntry;
  /** The entry as it stands in the markup already: written to the letter instead of {@link entry}. */
  readonly markup?: string | undefined;
  /** Citation key to be kept in invisible markup, where the words alone would not link the entry back to its record. */
  readonly key?: string | undefined;
}

/** How a list is written. */
export interface ListOptions {
  /** `\n` or `\r\n`. */
  readonly eol: string;
  /** Default: {@link defaultListForm}. A form that the markup does not have is written as the default. */
  readonly form?: ListForm | undefined;
}

/** The form in which a list is written where the manuscript has none yet: the markup's own numbered list. */
export function defaultListForm(markup: EntryMarkup): ListForm {
  return markup === 'latex' ? 'counter' : 'period';
}

/**
 * A whole reference list without heading and without a line end at its end; empty for no entries. The number that a
 * renderer prints beside an entry is always its number, also where numbers leave gaps or go down.
 */
export function writeReferenceList(
  entries: readonly NumberedEntry[],
  markup: EntryMarkup,
  options: ListOptions,
): string {
  if (entries.length === 0) return '';
  const form = usableForm(entries, markup, options.form);
  const body = entries
    .map(
      (entry, index) =>
        separator(entries[index - 1], entry, markup, form) + writeLabelled(entry, markup, form),
    )
    .join('');
  return inEnvironment(body, entries, markup, form).replaceAll('\n', options.eol);
}

/**
 * An entry to be put right behind the last entry of a list (inside its environment, in LaTeX): begins with the line end
 * that parts the two.
 *
 * @param previousNumber the number of the entry before it
 */
export function writeFollowingEntry(
  previousNumber: number,
  entry: NumberedEntry,
  markup: EntryMarkup,
  options: ListOptions,
): string {
  const form = supportedForm(markup, options.form);
  const previous = { number: previousNumber, entry: [] };
  // In reStructuredText the entry before may end with a comment, which needs a blank line behind it.
  const parted = markup === 'restructuredtext' ? '\n\n' : separator(previous, entry, markup, form);
  return (parted + writeLabelled(entry, markup, form)).replaceAll('\n', options.eol);
}

/** A comment of the markup that holds `text`, for marks that readers of the paper do not see; undefined in plain text. */
export function writeInvisible(text: string, markup: EntryMarkup): string | undefined {
  const safe = text
    .replace(/[\r\n]+/g, ' ')
    .replace(/--+/g, '-')
    .replace(/[<>]/g, '');
  switch (markup) {
    case 'markdown':
      return `<!-- ${safe} -->`;
    case 'latex':
      return `% ${safe}`;
    case 'restructuredtext':
      return `.. ${safe}`;
    case 'asciidoc':
    case 'typst':
      return `// ${safe}`;
    case 'plaintext':
      return undefined;
  }
}

const FORMS: { readonly [markup in EntryMarkup]: readonly ListForm[] } = {
  markdown: ['period', 'parenthesis', 'brackets', 'bulletBrackets', 'linkDefinition'],
  plaintext: ['period', 'parenthesis', 'brackets', 'bulletBrackets'],
  latex: ['counter', 'bibitem', 'period', 'parenthesis', 'brackets'],
  restructuredtext: ['period', 'parenthesis', 'brackets', 'directive'],
  asciidoc: ['period', 'brackets', 'bulletBrackets', 'counter'],
  typst: ['period', 'parenthesis', 'brackets', 'bulletBrackets', 'counter'],
};

function supportedForm(markup: EntryMarkup, form: ListForm | undefined): ListForm {
  return form !== undefined && FORMS[markup].includes(form) ? form : defaultListForm(markup);
}

/** A list that only counts on can be written by the markup's counter; else the numbers have to stand there. */
function usableForm(
  entries: readonly NumberedEntry[],
  markup: EntryMarkup,
  form: ListForm | undefined,
): ListForm {
  const usable = supportedForm(markup, form);
  if (usable !== 'counter' || markup === 'latex') return usable;
  return entries.every((entry, index) => entry.number === index + 1) ? usable : 'period';
}

function writeLabelled(entry: NumberedEntry, markup: EntryMarkup, form: ListForm): string {
  const text = entry.markup?.replace(/\r\n?/g, '\n') ?? writeEntryMarkup(entry.entry, markup);
  return labelOf(entry, markup, form) + text + writeKey(entry, text, markup, form);
}

function labelOf(entry: NumberedEntry, markup: EntryMarkup, form: ListForm): string {
  switch (form) {
    case 'period':
      return `${entry.number}. `;
    case 'parenthesis':
      return markup === 'typst' ? `${entry.number}\\) ` : `${entry.number}) `;
    case 'brackets':
      return `${bracketed(entry.number, markup)} `;
    case 'bulletBrackets':
      return `${markup === 'asciidoc' ? '*' : '-'} ${bracketed(entry.number, markup)} `;
    case 'linkDefinition':
      return `[${entry.number}]: `;
    case 'directive':
      return `.. [${entry.number}] `;
    case 'bibitem':
      return `\\bibitem{${usableKey(entry.key) ?? `reference-${entry.number}`}} `;
    case 'counter':
      return markup === 'latex' ? '\\item ' : markup === 'typst' ? '+ ' : '. ';
  }
}

function bracketed(number: number, markup: EntryMarkup): string {
  return markup === 'typst' ? `\\[${number}\\]` : `[${number}]`;
}

/** The key, and a hash of what was written, by which an entry that its author has changed since is told from one of ours. */
function writeKey(entry: NumberedEntry, text: string, markup: EntryMarkup, form: ListForm): string {
  const key = usableKey(entry.key);
  if (key === undefined || form === 'bibitem') return '';
  const mark = writeInvisible(`@${key} =${wordsHash(text)}`, markup);
  if (mark === undefined) return '';
  if (markup === 'asciidoc') return `\n${mark}`;
  return markup === 'restructuredtext' ? `\n\n   ${mark}` : ` ${mark}`;
}

/** A key that could end the comment around it, or that the manuscript's grammar could not read back, is not written. */
function usableKey(key: string | undefined): string | undefined {
  return key !== undefined && /^(?!.*--)[^\s@,;{}()[\]<>%\\#~]+$/.test(key) ? key : undefined;
}

/** What stands between two entries; before the first one only what sets its number. */
function separator(
  previous: NumberedEntry | undefined,
  entry: NumberedEntry,
  markup: EntryMarkup,
  form: ListForm,
): string {
  const follows = entry.number === (previous?.number ?? 0) + 1;
  const parted = previous ? '\n\n' : '';
  if (markup === 'latex' && (form === 'counter' || form === 'bibitem')) {
    const counter = form === 'counter' ? 'enumi' : 'enumiv';
    const set = follows ? '' : `\\setcounter{${counter}}{${entry.number - 1}}\n`;
    return (previous ? '\n' : '') + set;
  }
  if (isParagraph(markup, form)) return parted;
  if (markup === 'asciidoc' && form === 'period' && !follows) {
    return `${previous ? '\n\n//-\n\n' : ''}[start=${entry.number}]\n`;
  }
  if (!previous) return '';
  if (markup === 'markdown' && form !== 'bulletBrackets' && !follows) return '\n\n<!-- -->\n\n';
  if (markup === 'restructuredtext' && (!follows || usableKey(previous.key) !== undefined)) return '\n\n';
  return '\n';
}

/** Forms that are no list of the markup: every entry is a paragraph, or lines would run together. */
function isParagraph(markup: EntryMarkup, form: ListForm): boolean {
  if (markup === 'plaintext') return false;
  if (form === 'brackets' || form === 'linkDefinition') return true;
  return (
    (markup === 'latex' || markup === 'typst') &&
    (form === 'parenthesis' || (markup === 'latex' && form === 'period'))
  );
}

function inEnvironment(
  body: string,
  entries: readonly NumberedEntry[],
  markup: EntryMarkup,
  form: ListForm,
): string {
  if (markup !== 'latex') return body;
  if (form === 'counter') return `\\begin{enumerate}\n${body}\n\\end{enumerate}`;
  if (form !== 'bibitem') return body;
  const widest = '9'.repeat(String(Math.max(...entries.map(entry => entry.number))).length);
  return `\\begin{thebibliography}{${widest}}\n${body}\n\\end{thebibliography}`;
}
