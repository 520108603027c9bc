import type { BibtexFields } from './bibtexFields';
import type { BibtexEntry } from './bibtexScanner';

const DEEPEST_CHAIN = 8;

/** What a parent's field is called in its child, by the parent's types (BibLaTeX manual, appendix B). */
const RENAMED: readonly {
  readonly from: string;
  readonly into: string;
  readonly fields: Readonly<Record<string, string>>;
}[] = [
  {
    from: 'mvbook mvcollection mvreference mvproceedings',
    into: 'book collection reference proceedings inbook bookinbook suppbook incollection suppcollection inreference inproceedings conference',
    fields: {
      title: 'maintitle',
      subtitle: 'mainsubtitle',
      titleaddon: 'maintitleaddon',
      author: 'bookauthor',
    },
  },
  {
    from: 'book collection reference proceedings manual misc',
    into: 'inbook bookinbook suppbook incollection suppcollection inreference inproceedings conference',
    fields: {
      title: 'booktitle',
      subtitle: 'booksubtitle',
      titleaddon: 'booktitleaddon',
      author: 'bookauthor',
    },
  },
  {
    from: 'periodical',
    into: 'article suppperiodical',
    fields: { title: 'journaltitle', subtitle: 'journalsubtitle' },
  },
];

/** Fields that say something of one record alone. */
const OWN_FIELDS: ReadonlySet<string> = new Set(
  `ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring
  relatedtype shorthand shorthandintro sortkey shorttitle sorttitle indextitle indexsorttitle keywords keyword abstract
  annotation annote file groups timestamp owner doi pages note`.split(/\s+/),
);

/** Whoever wrote a file by hand stays far below; a file made to be slow would name a huge parent from each record. */
const MOST_INHERITED_FIELDS = 200;
const LONGEST_INHERITED_VALUE = 4096;
/** A record names at most so many. */
export const MOST_PARENTS = 50;

/** Finds what records inherit; made once for a file: a parent is resolved once for all its children. */
export class BibtexInheritance {
  readonly #find: (key: string) => BibtexEntry | undefined;
  readonly #resolved = new Map<BibtexEntry, BibtexFields>();

  /** @param find gives a record by its key in any case, the same object each time; undefined where the file has none */
  constructor(find: (key: string) => BibtexEntry | undefined) {
    this.#find = find;
  }

  /**
   * The record with what it inherits from the records that it names under `xdata` (fields as they are) and `crossref`
   * (with BibLaTeX's renaming: the parent's `title` is the child's `booktitle`). Its own fields count before inherited
   * ones.
   *
   * @returns the record's own fields where it inherits none; circles and missing parents are passed over
   */
  fieldsOf(entry: BibtexEntry, depth = 0): BibtexFields {
    const xdata = entry.fields.value('xdata');
    const crossref = entry.fields.value('crossref');
    if (depth > DEEPEST_CHAIN || (xdata === undefined && crossref === undefined)) return entry.fields;
    const known = this.#resolved.get(entry);
    if (known !== undefined) return known;
    // A circle comes back here before this record is resolved: it then gives what it has itself.
    this.#resolved.set(entry, entry.fields);
    const fields = entry.fields.copy();
    for (const key of xdata?.split(',', MOST_PARENTS) ?? []) {
      const parent = this.#find(key.trim());
      if (parent === undefined || parent.start === entry.start) continue;
      const from = this.fieldsOf(parent, depth + 1);
      for (let at = 0; at < Math.min(from.size, MOST_INHERITED_FIELDS); at++) {
        if (from.names[at] !== 'ids') take(fields, from.names[at]!, from, at);
      }
    }
    const parent = crossref === undefined ? undefined : this.#find(crossref.trim());
    if (parent !== undefined && parent.start !== entry.start) {
      inherit(fields, entry.type, parent.type, this.fieldsOf(parent, depth + 1));
    }
    if (depth > 0) this.#resolved.set(entry, fields);
    else this.#resolved.delete(entry);
    return fields;
  }
}

function inherit(fields: BibtexFields, type: string, parentType: string, from: BibtexFields): void {
  const rule = RENAMED.find(
    known => known.from.split(' ').includes(parentType) && known.into.split(' ').includes(type),
  );
  const hasDate = fields.has('date') || fields.has('year');
  const hasBookTitle = fields.has('booktitle');
  for (let at = 0; at < Math.min(from.size, MOST_INHERITED_FIELDS); at++) {
    const name = from.names[at]!;
    if (OWN_FIELDS.has(name)) continue;
    if (hasDate && (name === 'date' || name === 'year' || name === 'month')) continue;
    const renamed = rule !== undefined && Object.hasOwn(rule.fields, name) ? rule.fields[name]! : name;
    // BibTeX's own rule: the title is never inherited, because each record has one.
    if (renamed === 'title' || renamed === 'subtitle' || renamed === 'titleaddon') continue;
    // `booktitle` in a parent is what BibTeX needs there; it says the same as the title.
    if (name === 'subtitle' && hasBookTitle) continue;
    if (name === 'title' && renamed === 'booktitle' && from.has('booktitle')) continue;
    if (name === 'author' && renamed === 'bookauthor') {
      // The author of a collection's chapter is its own; an inbook's is the book's.
      if (type === 'inbook') take(fields, 'author', from, at);
      take(fields, 'bookauthor', from, at);
    } else take(fields, renamed, from, at);
  }
}

/** Gives the field at `at` of the parent to the child that has none of the name. */
function take(fields: BibtexFields, name: string, from: BibtexFields, at: number): void {
  const value = from.values[at]!;
  if (value.length <= LONGEST_INHERITED_VALUE && !fields.has(name)) fields.add(name, value, from.flags[at]!);
}
