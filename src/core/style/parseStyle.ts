import { type CitationLook, citationLook } from './citationLook';
import { childElements, parseXml, textOf, type XmlElement } from './engine/xml';

/** Why a style cannot be used, or not as meant. */
export interface StyleProblem {
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  /** One sentence for the author of the manuscript. */
  readonly message: string;
}

/** What stands around the number in the style's own list: `1.`, `1)`, `[1]` or `1`. */
export type NumberLabel = 'period' | 'parenthesis' | 'brackets' | 'plain';

/** What a CSL file says of itself. */
export interface ParsedStyle {
  /** The last part of its id: `ieee`. Empty where the file names none. */
  readonly id: string;
  readonly title: string;
  /** Whether it cites by number. */
  readonly numeric: boolean;
  /** Whether an entry reads the same whatever other entries are in the list, so that it can be formatted alone. */
  readonly independentEntries: boolean;
  /** Whether it may print abstracts. */
  readonly printsAbstract: boolean;
  readonly numberLabel: NumberLabel;
  /** How it writes citations in the text; undefined where that cannot be said, and for styles that do not number. */
  readonly citationLook: CitationLook | undefined;
  /** The language that it is made for; undefined where any will do. */
  readonly defaultLocale: string | undefined;
  /** Id of the style that this one is only another name for (a dependent style). */
  readonly parent: string | undefined;
  /** Any of severity `error` means that no list can be formatted with it. */
  readonly problems: readonly StyleProblem[];
  /** Its elements; undefined where the file is not XML. */
  readonly root: XmlElement | undefined;
}

/** Elements when every macro is put in place: the largest known styles (Chicago) come to 2.5 million. */
const LARGEST_EXPANSION = 10_000_000;
const LONGEST_STYLE = 2_000_000;

/**
 * Reads a CSL file (CSL 1.0.2) as far as it takes to know whether and how it can be used. Never throws.
 */
export function parseStyle(csl: string): ParsedStyle {
  const problems: StyleProblem[] = [];
  const report = (offset: number, message: string, severity: 'error' | 'warning' = 'error') => {
    problems.push({ line: lineOf(csl, offset), severity, message });
  };
  if (csl.length > LONGEST_STYLE) {
    report(0, 'The file is too large for a citation style.');
    return unreadable(problems);
  }
  const document = parseXml(csl);
  if (document.kind === 'malformed') {
    report(document.offset, `The style is not well-formed XML: ${document.message}.`);
    return unreadable(problems);
  }
  const root = document.root;
  if (root.name !== 'style') {
    const what = root.name === 'locale' ? 'a CSL locale file' : `a file of <${root.name}>`;
    report(root.offset, `This is ${what}, not a citation style: a style begins with <style>.`);
    return { ...unreadable(problems), root };
  }
  const info = childElements(root, 'info')[0];
  const parent = info && parentOf(info);
  const bibliography = childElements(root, 'bibliography')[0];
  if (parent !== undefined && !bibliography) {
    report(root.offset, `This style is only another name for “${parent}”: use that one.`);
  } else checkLayouts(root, report);
  checkMacros(root, report);

  const numeric = isNumeric(root, info);
  return {
    id: lastPart(info ? textOfChild(info, 'id') : ''),
    title: (info && textOfChild(info, 'title')) || 'A style without title',
    numeric,
    independentEntries: numeric && root.attributes.get('class') !== 'note' && !dependsOnOthers(root),
    printsAbstract: csl.includes('abstract'),
    numberLabel: bibliography ? numberLabelOf(root, bibliography) : 'period',
    citationLook: numeric ? citationLook(root) : undefined,
    defaultLocale: root.attributes.get('default-locale') || undefined,
    parent,
    problems,
    root,
  };
}

type Report = (offset: number, message: string, severity?: 'error' | 'warning') => void;

function checkLayouts(root: XmlElement, report: Report): void {
  const bibliography = childElements(root, 'bibliography')[0];
  if (!bibliography) {
    report(root.offset, 'The style has no <bibliography>, so it cannot format a reference list.');
  } else if (childElements(bibliography, 'layout').length === 0) {
    report(bibliography.offset, 'The <bibliography> of the style has no <layout>.');
  }
  const citation = childElements(root, 'citation')[0];
  if (!citation || childElements(citation, 'layout').length === 0) {
    report(root.offset, 'The style has no <citation> with a <layout>, as every CSL style must.');
  }
}

/** Macros that are missing or contain themselves, and styles that would grow without measure. */
function checkMacros(root: XmlElement, report: Report): void {
  const macros = new Map<string, XmlElement>();
  for (const macro of childElements(root, 'macro')) macros.set(macro.attributes.get('name') ?? '', macro);
  const sizes = new Map<XmlElement, number>();
  const underway = new Set<XmlElement>();
  const reported = new Set<string>();

  const sizeOf = (element: XmlElement): number => {
    let size = 1;
    const name =
      element.name === 'text' || element.name === 'key' ? element.attributes.get('macro') : undefined;
    if (name !== undefined) {
      const macro = macros.get(name);
      if (!macro || underway.has(macro)) {
        if (!reported.has(name)) {
          report(
            element.offset,
            macro ? `The macro “${name}” contains itself.` : `The style has no macro “${name}”.`,
          );
        }
        reported.add(name);
      } else {
        const known = sizes.get(macro);
        if (known === undefined) {
          underway.add(macro);
          sizes.set(macro, sizeOf(macro));
          underway.delete(macro);
        }
        size += sizes.get(macro) ?? 0;
      }
    }
    for (const child of childElements(element)) size += sizeOf(child);
    return size;
  };
  const total = childElements(root)
    .filter(part => part.name === 'citation' || part.name === 'bibliography')
    .reduce((sum, part) => sum + sizeOf(part), 0);
  if (total > LARGEST_EXPANSION) report(root.offset, 'The macros of the style contain each other too often.');
}

function isNumeric(root: XmlElement, info: XmlElement | undefined): boolean {
  const format =
    info && childElements(info, 'category').find(category => category.attributes.has('citation-format'));
  if (format) return format.attributes.get('citation-format') === 'numeric';
  return childElements(root, 'citation').some(citation => has(citation, printsNumber));
}

const CONTEXT_ATTRIBUTES = /^(?:disambiguate|subsequent-author-substitute|givenname-disambiguation-rule)/;

/** Year suffixes, disambiguation and dashes for repeated authors make an entry depend on its neighbours. */
function dependsOnOthers(root: XmlElement): boolean {
  return has(
    root,
    element =>
      element.attributes.get('variable')?.includes('year-suffix') === true ||
      [...element.attributes.keys()].some(name => CONTEXT_ATTRIBUTES.test(name)),
  );
}

function numberLabelOf(root: XmlElement, bibliography: XmlElement): NumberLabel {
  const macros = childElements(root, 'macro').filter(macro => has(macro, printsNumber));
  const places = [bibliography, ...macros].flatMap(place => trailTo(place, printsNumber));
  const before = places.map(element => element.attributes.get('prefix') ?? '').join('');
  const behind = places
    .filter(({ name }) => name !== 'layout')
    .map(element => element.attributes.get('suffix') ?? '')
    .join('');
  if (before.includes('[')) return 'brackets';
  if (behind.includes(')')) return 'parenthesis';
  return places.length === 0 || behind.includes('.') ? 'period' : 'plain';
}

/** The first element that `is` so, with the groups and the layout around it; empty without one. */
function trailTo(element: XmlElement, is: (element: XmlElement) => boolean): readonly XmlElement[] {
  if (is(element)) return [element];
  for (const child of childElements(element)) {
    const trail = trailTo(child, is);
    if (trail.length > 0)
      return element.name === 'group' || element.name === 'layout' ? [element, ...trail] : trail;
  }
  return [];
}

function printsNumber(element: XmlElement): boolean {
  return (
    (element.name === 'text' || element.name === 'number') &&
    element.attributes.get('variable') === 'citation-number'
  );
}

function has(element: XmlElement, is: (element: XmlElement) => boolean): boolean {
  return is(element) || childElements(element).some(child => has(child, is));
}

function parentOf(info: XmlElement): string | undefined {
  const link = childElements(info, 'link').find(
    child => child.attributes.get('rel') === 'independent-parent',
  );
  const target = link?.attributes.get('href');
  return target === undefined ? undefined : lastPart(target);
}

function textOfChild(element: XmlElement, name: string): string {
  const child = childElements(element, name)[0];
  return child ? textOf(child).replace(/\s+/g, ' ') : '';
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/\.csl$/, '');
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}

function unreadable(problems: readonly StyleProblem[]): ParsedStyle {
  return {
    id: '',
    title: '',
    numeric: false,
    independentEntries: false,
    printsAbstract: false,
    numberLabel: 'period',
    citationLook: undefined,
    defaultLocale: undefined,
    parent: undefined,
    problems,
    root: undefined,
  };
}
