import type { BibtexEntry, BibtexField } from './bibtexScanner';

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

/**
 * The record with what it inherits from the records that it names under `xdata` (fields as they are) and `crossref`
 * (with BibLaTeX's renaming: the parent's `title` is the child's `booktitle`). Its own fields count before inherited ones.
 *
 * @param find gives a record by its key in any case; undefined where the file has none
 * @returns fields by name; circles and missing parents are passed over
 */
export function inheritedFields(
  entry: BibtexEntry,
  find: (key: string) => BibtexEntry | undefined,
  depth = 0,
): ReadonlyMap<string, BibtexField> {
  if (depth > DEEPEST_CHAIN) return entry.fields;
  const xdata = entry.fields.get('xdata')?.value;
  const crossref = entry.fields.get('crossref')?.value;
  if (xdata === undefined && crossref === undefined) return entry.fields;
  const fields = new Map(entry.fields);
  for (const key of xdata?.split(',') ?? []) {
    const parent = find(key.trim());
    if (parent === undefined || parent === entry) continue;
    for (const [name, field] of inheritedFields(parent, find, depth + 1)) {
      if (name !== 'ids' && !fields.has(name)) fields.set(name, field);
    }
  }
  const parent = crossref === undefined ? undefined : find(crossref.trim());
  if (parent !== undefined && parent !== entry) inherit(fields, entry.type, parent, find, depth);
  return fields;
}

function inherit(
  fields: Map<string, BibtexField>,
  type: string,
  parent: BibtexEntry,
  find: (key: string) => BibtexEntry | undefined,
  depth: number,
): void {
  const rule = RENAMED.find(
    ({ from, into }) => from.split(' ').includes(parent.type) && into.split(' ').includes(type),
  );
  const hasDate = fields.has('date') || fields.has('year');
  const hasBookTitle = fields.has('booktitle');
  const parentFields = inheritedFields(parent, find, depth + 1);
  for (const [name, field] of parentFields) {
    if (OWN_FIELDS.has(name)) continue;
    if (hasDate && (name === 'date' || name === 'year' || name === 'month')) continue;
    const renamed = rule?.fields[name] ?? name;
    // BibTeX's own rule: the title is never inherited, because each record has one.
    if (renamed === 'title' || renamed === 'subtitle' || renamed === 'titleaddon') continue;
    // `booktitle` in a parent is what BibTeX needs there; it says the same as the title.
    if (name === 'subtitle' && hasBookTitle) continue;
    if (name === 'title' && renamed === 'booktitle' && parentFields.has('booktitle')) continue;
    // The author of a collection's chapter is its own; an inbook's is the book's.
    if (name === 'author' && renamed === 'bookauthor') {
      if (type === 'inbook' && !fields.has('author')) fields.set('author', field);
      if (!fields.has('bookauthor')) fields.set('bookauthor', field);
      continue;
    }
    if (!fields.has(renamed)) fields.set(renamed, field);
  }
}
