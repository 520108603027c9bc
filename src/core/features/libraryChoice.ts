import type { Manuscript } from '../manuscript/types';
import { type TextRange, textIn } from '../text/textRange';

/** A library file that a manuscript names. */
export interface NamedLibrary {
  /** As written, relative to the manuscript's folder; with its ending where LaTeX leaves it out. */
  readonly path: string;
  /** Where it is named. */
  readonly range: TextRange;
}

/**
 * The library files that a manuscript names itself, in its order, each once: `bibliography:` of the front matter
 * (Pandoc, Quarto, R Markdown, MyST), `\bibliography{}` and `\addbibresource{}` (LaTeX), `#bibliography()` (Typst),
 * `.. bibliography::` (Sphinx), `:bibtex-file:` (asciidoctor-bibtex). Web addresses are left out.
 */
export function librariesNamedBy(manuscript: Manuscript): readonly NamedLibrary[] {
  return filesOnce(namedIn(manuscript));
}

/** The same of a project's configuration (`_quarto.yml`, `myst.yml`): its field `bibliography`. */
export function librariesNamedByProject(text: string): readonly NamedLibrary[] {
  return filesOnce(yamlList(text, 0, 'bibliography'));
}

function filesOnce(all: readonly NamedLibrary[]): readonly NamedLibrary[] {
  const found: NamedLibrary[] = [];
  const seen = new Set<string>();
  for (const named of all) {
    if (named.path === '' || /^[a-z][a-z+.-]+:\/\//i.test(named.path) || seen.has(named.path)) continue;
    seen.add(named.path);
    found.push(named);
  }
  return found;
}

/** Configurations of a project of several manuscripts that may name its libraries, in the order to look for them. */
export const LIBRARY_PROJECT_FILES: readonly string[] = ['_quarto.yml', '_quarto.yaml', 'myst.yml'];

/** Endings of files that are libraries and nothing else, so that one beside a manuscript is used without being named. */
export const LIBRARY_ENDINGS: readonly string[] = ['bib', 'bibtex', 'ris', 'nbib', 'enw', 'ciw'];

/** Whether a file beside a manuscript is a library by its name. */
export function isLibraryFileName(name: string): boolean {
  return LIBRARY_ENDINGS.some(ending => name.toLowerCase().endsWith(`.${ending}`)) && !name.startsWith('.');
}

/**
 * The manuscript that this one is a part of, as LaTeX editors read it (`% !TEX root = ../thesis.tex` in the first lines):
 * its path as written, relative to this one's folder. Undefined where it is none.
 */
export function rootManuscriptOf({ text, language }: Manuscript): string | undefined {
  if (language !== 'latex') return undefined;
  return /^%[ \t]*!T[Ee]X[ \t]+root[ \t]*=[ \t]*([^\r\n]+)/m.exec(text.slice(0, 2000))?.[1]?.trim();
}

/** Where libraries of a manuscript may come from; each a list of files, in order. */
export interface LibrarySources<File> {
  /** Named by the manuscript, or by the one that it is a part of. */
  readonly named: readonly File[];
  /** Named by the project that it belongs to. */
  readonly project: readonly File[];
  /** Named by the author's settings. */
  readonly settings: readonly File[];
  /** Standing beside it. */
  readonly beside: readonly File[];
}

/**
 * The libraries of a manuscript, most important first: those that it names itself, else those of its project; then those
 * of the settings; those beside it only where all that names none.
 */
export function chooseLibraries<File>({
  named,
  project,
  settings,
  beside,
}: LibrarySources<File>): readonly File[] {
  const chosen = [...(named.length > 0 ? named : project), ...settings];
  return chosen.length > 0 ? chosen : beside;
}

function namedIn(manuscript: Manuscript): readonly NamedLibrary[] {
  const { text, language, frontMatter } = manuscript;
  switch (language) {
    case 'markdown':
      return frontMatter ? yamlList(textIn(text, frontMatter), frontMatter.start, 'bibliography') : [];
    case 'latex':
      return latexLibraries(text);
    case 'typst':
      return typstLibraries(text);
    case 'restructuredtext':
      return matches(text, /^[ \t]*\.\.[ \t]+bibliography::[ \t]*([^\r\n]+)/gm).flatMap(spaceSeparated);
    case 'asciidoc':
      return matches(text, /^:bibtex-file:[ \t]*([^\r\n]+)/gm);
    case 'plaintext':
      return [];
  }
}

/** A YAML field that is one path, a list in brackets, or a list of lines with dashes. */
function yamlList(yaml: string, offset: number, name: string): readonly NamedLibrary[] {
  const field = new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'm').exec(yaml);
  if (!field) return [];
  const value = field[1]!;
  const start = field.index + field[0].length - value.length;
  if (value.startsWith('[')) {
    const close = yaml.indexOf(']', start);
    return scalars(yaml.slice(start + 1, close < 0 ? start + value.length : close), offset + start + 1, /,/);
  }
  if (value.replace(/#.*/, '').trim() !== '') return scalars(value, offset + start, /\n/);
  const items: NamedLibrary[] = [];
  const item = /\r?\n[ \t]*(?:#[^\r\n]*)?(?:-[ \t]+([^\r\n]*))?/y;
  item.lastIndex = start + value.length;
  for (let match = item.exec(yaml); match; match = item.exec(yaml)) {
    if (match[1] !== undefined) {
      items.push(...scalars(match[1], offset + item.lastIndex - match[1].length, /\n/));
    } else if (!/^[ \t]*(?:#|\r?$)/.test(restOfLine(yaml, item.lastIndex - trailingBlanks(match[0])))) break;
  }
  return items;
}

function trailingBlanks(text: string): number {
  return text.length - text.replace(/[ \t]+$/, '').length;
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end < 0 ? text.length : end);
}

/** YAML scalars: quotation marks and comments taken off. */
function scalars(text: string, offset: number, separator: RegExp): readonly NamedLibrary[] {
  let position = 0;
  return text.split(separator).map(part => {
    const start = position;
    position += part.length + 1;
    const plain = /^[ \t\r\n]*(?:"([^"]*)"|'([^']*)'|(.*?))[ \t\r\n]*(?:[ \t]#.*)?$/s.exec(part)!;
    const path = plain[1] ?? plain[2] ?? plain[3] ?? '';
    const at = offset + start + part.indexOf(path);
    return { path, range: { start: at, end: at + path.length } };
  });
}

function latexLibraries(text: string): readonly NamedLibrary[] {
  const commands = matches(text, /^[^%\r\n]*?\\bibliography\{([^{}\r\n]*)\}/gm).flatMap(commaSeparated);
  const resources = matches(text, /^[^%\r\n]*?\\addbibresource(?:\[[^\]\r\n]*\])?\{([^{}\r\n]*)\}/gm);
  const endings = commands.map(({ path, range }) => ({
    path: path === '' || /\.[A-Za-z]+$/.test(path) ? path : `${path}.bib`,
    range,
  }));
  return [...endings, ...resources].sort((a, b) => a.range.start - b.range.start);
}

function typstLibraries(text: string): readonly NamedLibrary[] {
  return matches(text, /^[^\r\n]*?#(?:show[^\r\n]*\b)?bibliography\(([^)]*)/gm).flatMap(({ path, range }) =>
    matches(path, /"([^"]*)"/g, range.start).filter(
      named =>
        // Named arguments (`style: "ieee"`, `title: "Works"`) are no files.
        !/[a-z-]+:\s*"$/.test(path.slice(0, named.range.start - range.start)),
    ),
  );
}

/** The first group of each match, with its place. */
function matches(text: string, pattern: RegExp, offset = 0): readonly NamedLibrary[] {
  return [...text.matchAll(pattern)].map(match => {
    const path = match[1]!.trim();
    const start = offset + match.index + match[0].lastIndexOf(path);
    return { path, range: { start, end: start + path.length } };
  });
}

function commaSeparated({ path, range }: NamedLibrary): readonly NamedLibrary[] {
  return matches(path, /([^,]+)/g, range.start);
}

function spaceSeparated({ path, range }: NamedLibrary): readonly NamedLibrary[] {
  return matches(path, /(\S+)/g, range.start);
}
