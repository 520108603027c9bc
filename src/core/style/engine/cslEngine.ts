/// <reference path="./packages.d.ts" />
import { clean } from '@citation-js/core/lib-mjs/plugins/input/csl.js';
import CSL, { type Engine } from 'citeproc';
import type { CslItem } from '../../library/types';
import { knownLocale } from '../locales/knownLocale';
import { LOCALES } from '../locales/locales';
import { type ParsedStyle, parseStyle } from '../parseStyle';
import { plainEntry } from '../plainEntry';
import { type CitationStyle, type FormattedEntry, type StyleEngine, StyleError } from '../types';
import { styleText } from './bundledTexts';
import { spareWork } from './fasterCiteproc';
import { MARKED_FORMAT, readMarked, registerMarkedFormat, withoutMarks } from './outputFormat';
import { unnumberedStyle } from './styleTree';

/** A style ready to format, with what it has formatted already. */
interface Workshop {
  readonly parsed: ParsedStyle;
  readonly locale: string;
  /** Undefined after a failure that may have left it in disorder: the next render sets up a new one. */
  engine: Engine | undefined;
  /** The items of the render that is going on, by the id that citeproc knows them under. */
  readonly items: Map<string, object>;
  readonly byItem: WeakMap<CslItem, FormattedEntry>;
  readonly byContent: Map<string, FormattedEntry>;
  lastList: { readonly items: readonly CslItem[]; readonly entries: readonly FormattedEntry[] } | undefined;
}

/** Engines are large (APA: some hundred megabytes while it is set up), and an author works with one or two styles. */
const MOST_WORKSHOPS = 3;
const MOST_CACHED_ENTRIES = 20_000;
const LONGEST_FIELD = 3_000;
const NOTHING_PRINTED = '[CSL STYLE ERROR: reference with no printed form.]';

/**
 * An engine on citeproc-js, with citation-js's reading of CSL-JSON and its locales. It keeps what it has formatted:
 * in numeric styles entry by entry, else list by list. It never touches the network: of citation-js only what reads
 * records is loaded.
 */
export function createStyleEngine(): StyleEngine {
  registerMarkedFormat(CSL);
  CSL.debug = () => {};
  const workshops = new Map<string, Workshop>();

  const workshopFor = (style: CitationStyle, locale: string): Workshop => {
    const language = knownLocale(locale) ?? knownLocale(localeOf(style)) ?? 'en-US';
    const key = `${language}\n${style.id}\n${style.csl ?? style.parent ?? ''}`;
    const workshop = workshops.get(key) ?? openWorkshop(style, language);
    workshops.delete(key);
    workshops.set(key, workshop);
    for (const oldest of workshops.keys()) {
      if (workshops.size <= MOST_WORKSHOPS) break;
      workshops.delete(oldest);
    }
    return workshop;
  };

  return {
    formatEntries(items, style, locale) {
      const workshop = workshopFor(style, locale);
      if (!workshop.parsed.independentEntries) return formatTogether(workshop, items);
      const contents = formatNew(workshop, items);
      return items.map(item => formatAlone(workshop, item, contents.get(item)));
    },
    describeStyle(style) {
      const { numeric, independentEntries, citationLook } = parseStyle(knownText(style));
      return { numeric, independentEntries, citationLook };
    },
  };
}

/** The locale that a style is made for; `en-US` where it names none. */
function localeOf(style: CitationStyle): string {
  if (style.defaultLocale) return style.defaultLocale;
  return /<style\b[^>]{0,500}?\bdefault-locale="([\w-]{1,35})"/.exec(styleText(style) ?? '')?.[1] ?? 'en-US';
}

function openWorkshop(style: CitationStyle, locale: string): Workshop {
  const parsed = parseStyle(knownText(style));
  const error = parsed.problems.find(problem => problem.severity === 'error');
  if (error) throw new StyleError(style, error.message, error.line);
  const items = new Map<string, object>();
  try {
    const engine = openEngine(parsed, items, locale);
    return {
      parsed,
      locale,
      engine,
      items,
      byItem: new WeakMap(),
      byContent: new Map(),
      lastList: undefined,
    };
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    throw new StyleError(style, `It cannot be used: ${reason}`);
  }
}

function knownText(style: CitationStyle): string {
  const text = styleText(style);
  if (text === undefined) throw new StyleError(style, 'It is not known.');
  return text;
}

function openEngine(parsed: ParsedStyle, items: ReadonlyMap<string, object>, locale: string): Engine {
  const engine = new CSL.Engine(
    {
      retrieveLocale: tag => LOCALES.get(tag) ?? LOCALES.get(knownLocale(tag) ?? 'en-US') ?? '',
      retrieveItem: id => items.get(id) ?? { id },
    },
    unnumberedStyle(parsed.root!),
    locale,
    true,
  );
  spareWork(CSL, engine, parsed.independentEntries);
  engine.setOutputFormat(MARKED_FORMAT);
  engine.opt.development_extensions.wrap_url_and_doi = false;
  return engine;
}

/** What is not known yet in one go: entries that read the same in any list do so here, and one list is set up, not many. */
function formatNew(workshop: Workshop, items: readonly CslItem[]): ReadonlyMap<CslItem, string> {
  const wanted = new Map<string, CslItem>();
  const contents = new Map<CslItem, string>();
  for (const item of items) {
    if (workshop.byItem.has(item)) continue;
    const content = contentOf(item);
    contents.set(item, content);
    if (!workshop.byContent.has(content)) wanted.set(content, item);
  }
  if (wanted.size < 2) return contents;
  const printed = print(workshop, [...wanted.values()]);
  [...wanted.keys()].forEach((content, index) => {
    const entry = printed[index];
    if (entry) workshop.byContent.set(content, entry);
  });
  return contents;
}

/** What an entry says does not depend on the record's id, except where there is nothing else to say. */
function contentOf(item: CslItem): string {
  return JSON.stringify({ ...item, id: '' });
}

function formatAlone(workshop: Workshop, item: CslItem, itsContent: string | undefined): FormattedEntry {
  const known = workshop.byItem.get(item);
  if (known) return known;
  const content = itsContent ?? contentOf(item);
  const printed = workshop.byContent.get(content) ?? print(workshop, [item])[0];
  if (printed) {
    workshop.byContent.set(content, printed);
    for (const oldest of workshop.byContent.keys()) {
      if (workshop.byContent.size <= MOST_CACHED_ENTRIES) break;
      workshop.byContent.delete(oldest);
    }
  }
  const entry = printed ?? lastResort(item);
  workshop.byItem.set(item, entry);
  return entry;
}

function formatTogether(workshop: Workshop, items: readonly CslItem[]): readonly FormattedEntry[] {
  const last = workshop.lastList;
  if (
    last &&
    last.items.length === items.length &&
    last.items.every((item, index) => item === items[index])
  ) {
    return last.entries;
  }
  const entries = print(workshop, items).map((entry, index) => entry ?? lastResort(items[index]!));
  workshop.lastList = { items: [...items], entries };
  return entries;
}

/** One entry an item; undefined where citeproc fails on an item or prints nothing for it. */
function print(workshop: Workshop, items: readonly CslItem[]): readonly (FormattedEntry | undefined)[] {
  const ids = items.map((_item, index) => String(index));
  const printed = new Map<string, FormattedEntry>();
  try {
    workshop.engine ??= openEngine(workshop.parsed, workshop.items, workshop.locale);
    const engine = workshop.engine;
    engine.updateItems([], true);
    workshop.items.clear();
    items.forEach((item, index) => {
      workshop.items.set(String(index), cleanItem(workshop, item, String(index)));
    });
    engine.updateItems(ids, true);
    const bibliography = engine.makeBibliography();
    if (bibliography) {
      const [parameters, entries] = bibliography;
      parameters.entry_ids.forEach((entryIds, index) => {
        const entry = entries[index];
        if (entry !== undefined && !entry.includes(NOTHING_PRINTED))
          printed.set(entryIds[0]!, readMarked(entry));
      });
    }
  } catch {
    workshop.engine = undefined;
    return items.length > 1 ? items.map(item => print(workshop, [item])[0]) : [undefined];
  }
  return ids.map(id => {
    const entry = printed.get(id);
    return entry && plainEntry(entry).trim() !== '' ? entry : undefined;
  });
}

/** The title, else the id. */
function lastResort(item: CslItem): FormattedEntry {
  const title = typeof item.title === 'string' ? item.title.trim() : '';
  return [{ text: withoutMarks(title || String(item.id)) }];
}

/** The item as citeproc can take it: of the schema's types, without marks, without what would merge it with others. */
function cleanItem({ parsed }: Workshop, item: CslItem, id: string): object {
  // An abstract is longer than all else, and hardly any style prints it.
  const printed = parsed.printsAbstract ? item : { ...item, abstract: undefined };
  const text = withoutMarks(JSON.stringify(printed));
  const shorten = text.length > LONGEST_FIELD ? shortenedValue : undefined;
  const record = JSON.parse(text, shorten) as Record<string, unknown>;
  const { legislation_id: _law, container_id: _container, ...fields } = record;
  const [cleaned] = clean([fields]);
  return { type: 'document', ...cleaned, id };
}

/**
 * A brace that is not closed lets a field swallow the rest of its file, and citeproc's time grows with the square of the
 * quotation marks in a field.
 */
function shortenedValue(key: string, value: unknown): unknown {
  const limit = key === 'abstract' ? 20_000 : LONGEST_FIELD;
  return typeof value === 'string' && value.length > limit ? `${value.slice(0, limit)}…` : value;
}
