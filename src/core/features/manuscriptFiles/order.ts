/** Reads a file of the manuscript by its path from the root (`chapters/one.md`, slashes forward); undefined where there is none. */
export type FileText = (path: string) => string | undefined;

/** The files of a manuscript in the order in which a reader meets them. */
export interface ManuscriptFiles {
  /** Paths from the root, without repeats. */
  readonly files: readonly string[];
  /** The file that says so: `_quarto.yml`, `SUMMARY.md`, `main.tex` … */
  readonly from: string;
}

/** Files that name the parts of a manuscript, most telling first. */
export const PROJECT_FILES: readonly string[] = [
  '_quarto.yml',
  '_quarto.yaml',
  '_bookdown.yml',
  'myst.yml',
  'myst.yaml',
  '_toc.yml',
  'SUMMARY.md',
  'src/SUMMARY.md',
];

/** So deep do files include one another, and so many are followed, before it must be a circle. */
const DEEPEST = 20;
const MOST_FILES = 2000;

/**
 * The order of a manuscript's files, from its project file: `_quarto.yml` (book chapters, else the files to render),
 * `_bookdown.yml`, `myst.yml`, `_toc.yml`, `SUMMARY.md`.
 *
 * @param read gives the text of a path from the root; files that it does not know are left out
 * @returns undefined where no project file names any file
 */
export function manuscriptFilesOfProject(read: FileText): ManuscriptFiles | undefined {
  for (const from of PROJECT_FILES) {
    const text = read(from);
    if (text === undefined) continue;
    const named = from.endsWith('SUMMARY.md') ? linksOf(text, folderOf(from)) : yamlFiles(from, text);
    const files = unique(named.flatMap(name => existing(name, read)));
    if (files.length > 0) return { files, from };
  }
  return undefined;
}

/**
 * The files that a main file takes in, itself included, in the order of their text: `\input`, `\include`,
 * `\subfile` and `\import` of LaTeX; `include::` of AsciiDoc and reStructuredText; `{{< include >}}` of Quarto;
 * `#include` of Typst.
 *
 * A file comes where it is first included; the including file before those that it includes, unless it has no text
 * before the first of them that counts.
 *
 * @param main its path from the root
 * @returns undefined where the main file includes nothing
 */
export function manuscriptFilesOfMain(main: string, read: FileText): ManuscriptFiles | undefined {
  const files: string[] = [];
  const visit = (path: string, depth: number): void => {
    const text = read(path);
    if (text === undefined || files.includes(path) || depth > DEEPEST || files.length >= MOST_FILES) return;
    files.push(path);
    for (const target of includesOf(path, text)) {
      const folder = path.endsWith('.tex') ? folderOf(main) : folderOf(path);
      const found = [join(folder, target), join(folderOf(path), target)].flatMap(name =>
        existing(name, read, path),
      )[0];
      if (found !== undefined) visit(found, depth + 1);
    }
  };
  visit(main, 0);
  return files.length > 1 ? { files, from: main } : undefined;
}

/**
 * Answers a question about files whose texts can only be had one after the other: what the question asked for is read, and
 * it is asked again, until it asks for nothing new.
 *
 * @param read gives a text, or undefined where there is none
 */
export async function answerFromFiles<T>(
  answer: (read: FileText) => T,
  read: (path: string) => Promise<string | undefined>,
): Promise<T> {
  const known = new Map<string, string | undefined>();
  for (;;) {
    const asked = new Set<string>();
    const result = answer(path => {
      if (!known.has(path)) asked.add(path);
      return known.get(path);
    });
    if (asked.size === 0) return result;
    await Promise.all([...asked].map(async path => known.set(path, await read(path))));
  }
}

function yamlFiles(from: string, text: string): readonly string[] {
  const lines = yamlLines(text);
  if (from.startsWith('_quarto')) {
    const chapters = valuesUnder(lines, ['book', 'chapters']);
    if (chapters.length > 0) return [...chapters, ...valuesUnder(lines, ['book', 'appendices'])];
    return valuesUnder(lines, ['project', 'render']);
  }
  if (from.startsWith('_bookdown')) return valuesUnder(lines, ['rmd_files']);
  if (from.startsWith('myst')) return valuesUnder(lines, ['project', 'toc']);
  return valuesUnder(lines, []);
}

/** One line of YAML as far as lists of files need it: its depth, its key, its value. */
interface YamlLine {
  readonly indent: number;
  readonly key: string | undefined;
  readonly value: string;
}

/** Reads block mappings and sequences, and flow sequences on one line; that is what project files are written in. */
function yamlLines(text: string): readonly YamlLine[] {
  const lines: YamlLine[] = [];
  const raw = text.split(/\r\n|\n|\r/).map(line => line.replace(/(?:^|\s)#.*$/, '').trimEnd());
  for (let index = 0; index < raw.length; index++) {
    let line = raw[index]!;
    // A flow sequence may go on over lines.
    if (/(?:^|[:-])\s*\[[^\]]*$/.test(line)) {
      while (index + 1 < raw.length && !line.endsWith(']')) line += ` ${raw[++index]!.trim()}`;
    }
    if (line.trim() === '' || line === '---') continue;
    let indent = line.length - line.trimStart().length;
    line = line.trim();
    while (line.startsWith('- ')) {
      const rest = line.slice(2).trimStart();
      indent += line.length - rest.length;
      line = rest;
    }
    const match = /^([\w-]+):(?:\s+(.*))?$/.exec(line);
    const value = match ? (match[2] ?? '') : line;
    if (value.startsWith('[')) {
      if (match) lines.push({ indent, key: match[1], value: '' });
      for (const item of value.replace(/^\[|\]$/g, '').split(',')) {
        lines.push({ indent: indent + 2, key: undefined, value: unquoted(item.trim()) });
      }
    } else {
      lines.push({ indent, key: match?.[1], value: unquoted(value) });
    }
  }
  return lines;
}

/** Keys whose values are files; the items of a bare list are files too. */
const FILE_KEYS = new Set([
  'file',
  'href',
  'root',
  'part',
  'chapters',
  'rmd_files',
  'render',
  'appendices',
  'index',
]);

function valuesUnder(lines: readonly YamlLine[], path: readonly string[]): readonly string[] {
  let from = 0;
  let to = lines.length;
  let indent = -1;
  for (const key of path) {
    const at = lines.findIndex(
      (line, index) => index >= from && index < to && line.key === key && line.indent > indent,
    );
    if (at < 0) return [];
    indent = lines[at]!.indent;
    const end = lines.findIndex(
      (line, index) => index > at && index < to && line.indent <= indent && line.key !== undefined,
    );
    // A sequence may stand as deep as its key.
    to = end < 0 ? to : end;
    from = at + 1;
  }
  return lines
    .slice(from, to)
    .filter(
      ({ key, value }) => value !== '' && (key === undefined || FILE_KEYS.has(key)) && !value.startsWith('!'),
    )
    .map(({ value }) => value);
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

function linksOf(text: string, folder: string): readonly string[] {
  const targets: string[] = [];
  const link = /\]\(([^()\s]{1,500})\)/g;
  for (let match = link.exec(text); match; match = link.exec(text)) {
    const target = match[1]!.replace(/#.*$/, '');
    if (target !== '' && !/^[a-z][a-z+.-]*:/i.test(target)) targets.push(join(folder, decoded(target)));
  }
  return targets;
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function includesOf(path: string, text: string): readonly string[] {
  const patterns: Readonly<Record<string, RegExp>> = {
    tex: /\\(?:input|include|subfile)\s*\{([^{}\n]{1,300})\}|\\(?:sub)?import\s*\{([^{}\n]{1,300})\}\s*\{([^{}\n]{1,300})\}/g,
    adoc: /^include::([^[\n]{1,300})\[/gm,
    rst: /^\.\. include:: *(\S[^\n]{0,300})/gm,
    typ: /#include\s+"([^"\n]{1,300})"/g,
    md: /\{\{< *include +([^\s>]{1,300}) *>\}\}|^```\{include\} +(\S{1,300})/gm,
  };
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const kind =
    { latex: 'tex', asciidoc: 'adoc', asc: 'adoc', qmd: 'md', rmd: 'md', markdown: 'md' }[ending] ?? ending;
  const pattern = patterns[kind];
  if (!pattern) return [];
  const plain = kind === 'tex' ? text.replace(/(?<!\\)%[^\n]*/g, '') : text;
  return [...plain.matchAll(pattern)].map(match =>
    (match[3] === undefined ? (match[1] ?? match[2])! : `${match[2]!.replace(/\/$/, '')}/${match[3]}`).trim(),
  );
}

/** A name as written, or with the ending that its markup lets authors leave out. */
function existing(name: string, read: FileText, from = ''): readonly string[] {
  const path = join('', name);
  const endings = from.endsWith('.tex') ? ['.tex', ''] : ['', '.md', '.qmd', '.ipynb', '.Rmd', '.rst'];
  for (const ending of endings) {
    if (ending !== '' && path.endsWith(ending)) continue;
    if (read(path + ending) !== undefined) return [path + ending];
  }
  return read(path) === undefined ? [] : [path];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function join(folder: string, name: string): string {
  const parts: string[] = [];
  for (const part of `${name.startsWith('/') ? '' : folder}/${name}`.split(/[/\\]/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function unique(files: readonly string[]): readonly string[] {
  return [...new Set(files)];
}
