import type { CslDate, CslItem, CslName } from '../types';
import { newItem, type WritableItem } from './writableItem';

const NUMBER = /^\d+$/;
/** White space that is not one space. */
const OTHER_SPACE = /[^\S ]| {2}/;

/** Collects the variables of one CSL record; the first value of a variable stays, empty ones are passed over. */
export class ItemBuilder {
  readonly #item: WritableItem;
  #isEmpty = true;

  /** @param id the citation key; empty where the record has none */
  constructor(id: string, type: string) {
    this.#item = newItem(id, type);
  }

  get type(): string {
    return this.#item.type;
  }

  text(variable: string, value: string | undefined): void {
    if (value === undefined || this.#item[variable] !== undefined) return;
    const clean =
      value.includes('\n') || (value.length < 400 && value.includes('  '))
        ? value.replace(/\s+/g, ' ').trim()
        : trimmed(value);
    if (clean !== '') this.#set(variable, clean);
  }

  /** As {@link text}; further values are joined to the first by `separator`. */
  more(variable: string, value: string | undefined, separator: string): void {
    if (value === undefined) return;
    const clean = (OTHER_SPACE.test(value) ? value.replace(/\s+/g, ' ') : value).trim();
    if (clean === '') return;
    const known = this.#item[variable];
    this.#set(variable, typeof known === 'string' ? `${known}${separator}${clean}` : clean);
  }

  name(variable: string, name: CslName | undefined): void {
    if (name === undefined) return;
    const known = this.#item[variable] as CslName[] | undefined;
    if (known === undefined) this.#set(variable, [name]);
    else known.push(name);
  }

  /** Names that were collected already; they follow those that the variable has. */
  names(variable: string, names: readonly CslName[]): void {
    const known = this.#item[variable] as readonly CslName[] | undefined;
    if (names.length > 0) this.#set(variable, known === undefined ? names : [...known, ...names]);
  }

  date(variable: string, date: CslDate | undefined): void {
    if (date !== undefined && this.#item[variable] === undefined) this.#set(variable, date);
  }

  /** A field that CSL has no variable for, kept under `custom`. */
  custom(name: string, value: string): void {
    const clean = value.trim();
    if (clean === '') return;
    if (this.#item['custom'] === undefined) this.#set('custom', {});
    const custom = this.#item['custom'] as Record<string, string>;
    custom[name] = custom[name] === undefined ? clean : `${custom[name]}\n${clean}`;
  }

  /** Pages from first and last, of which the first may hold both. */
  pages(first: string | undefined, last: string | undefined): void {
    const start = first?.trim() ?? '';
    const end = last?.trim() ?? '';
    if (start === '' && end === '') return;
    if (start !== end && NUMBER.test(start) && NUMBER.test(end)) {
      this.text('page', `${start}-${end}`);
      return;
    }
    const whole =
      start === '' || end === '' || start === end || /[-–]/.test(start) ? start || end : `${start}-${end}`;
    this.text('page', whole.replace(/\s*[–—]\s*|\s*--+\s*/g, '-'));
  }

  /** ISBN or ISSN, whichever the numbers are. */
  serialNumber(value: string | undefined, isBook: boolean): void {
    if (value === undefined) return;
    const issn = /\b\d{4}-?\d{3}[\dXx]\b/.exec(value)?.[0];
    const isbn = /(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx]\b/.exec(value)?.[0];
    if (isbn !== undefined) this.text('ISBN', isbn);
    else if (issn !== undefined) this.text('ISSN', issn);
    else this.text(isBook ? 'ISBN' : 'ISSN', value);
  }

  has(variable: string): boolean {
    return this.#item[variable] !== undefined;
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** The record; nothing may be added after it. */
  build(): CslItem {
    return this.#item;
  }

  #set(variable: string, value: unknown): void {
    this.#item[variable] = value;
    this.#isEmpty = false;
  }
}

/** Most values were trimmed before, which two characters tell faster than a search. */
function trimmed(value: string): string {
  const first = value.charCodeAt(0);
  const last = value.charCodeAt(value.length - 1);
  return first > 32 && first < 128 && last > 32 && last < 128 ? value : value.trim();
}

/** A key without white space; empty for a text that is none. */
export function keyFrom(text: string | undefined): string {
  const key = text?.trim() ?? '';
  return key.length > 200 || /[\s,{}]/.test(key) ? '' : key;
}

/** A title without the full stop that databases put at its end. */
export function withoutFullStop(title: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  const clean = title.trim();
  return /[^.\s]\.$/.test(clean) && !/\b(?:etc|al|Inc|Ltd|Jr|Sr|vs|\p{Lu})\.$/u.test(clean)
    ? clean.slice(0, -1)
    : clean;
}

/** A text all in capitals as a title: databases shout the names of journals. Other texts come back as they are. */
export function withoutShouting(text: string): string {
  if (!/\p{Lu}{4}/u.test(text) || /\p{Ll}/u.test(text)) return text;
  return text
    .toLowerCase()
    .replace(/(^|[\s:–(\-/&])(\p{L}[\p{L}'’]*)/gu, (whole, before: string, word: string, offset: number) => {
      if (offset > 0 && /^(?:of|and|the|in|for|on|to|a|an|at|by|et|de|der|des|und|für|la|le)$/.test(word))
        return whole;
      return before + word[0]!.toUpperCase() + word.slice(1);
    });
}
