/** One import of one file. Paths are from the project's folder, with `/`; `specifier` is as written. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Only types, which leave no trace in the bundle. They obey the same borders. */
  readonly typeOnly: boolean;
}

/**
 * Who may import whom: a room of src/core, and the rooms it may import. A room may always import itself, but for
 * features, where one feature never imports another.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  text: [],
  manuscript: ['text'],
  library: ['text'],
  search: ['text', 'library'],
  numbering: ['text', 'manuscript', 'library', 'search'],
  style: ['text', 'library'],
  features: ['text', 'manuscript', 'library', 'search', 'numbering', 'style'],
};

/** The packages that a room of the core may bring in; all others are kept out, Node's own modules first. */
export const packages: Readonly<Record<string, readonly RegExp[]>> = {
  style: [/^citeproc$/, /^@citation-js\//],
  library: [/^@citation-js\//],
};

/**
 * What a source file imports, re-exports and loads on demand.
 * In: the file's path and its text. Imports inside comments and strings of another kind do not count.
 */
export function importsOf(file: string, source: string): Import[] {
  const code = withoutComments(source);
  const statement =
    /(?:^|[;}\n])\s*(?:import|export)\s+(type\s+)?(?:[\w*${},\s]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g;
  const onDemand = /\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g;
  return [
    ...[...code.matchAll(statement)].map(match => ({
      file,
      specifier: match[2]!,
      typeOnly: match[1] !== undefined,
    })),
    ...[...code.matchAll(onDemand)].map(match => ({ file, specifier: match[1]!, typeOnly: false })),
  ];
}

/** The imports that cross a border, each as a sentence: what imports what, and the rule that forbids it. */
export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap(each => {
    const rule = brokenRule(each);
    return rule ? [`${each.file} imports ${each.specifier}: ${rule}`] : [];
  });
}

function brokenRule({ file, specifier, typeOnly }: Import): string | undefined {
  const target = resolveImport(file, specifier);
  if (file.startsWith('src/core/')) return brokenCoreRule(file, specifier, target);
  if (file.startsWith('src/worker/')) return brokenWindowRule('src/worker', target, false);
  // The core's types alone: its code would be the whole of it in the page of a notebook.
  if (file.startsWith('src/preview/'))
    return typeOnly ? brokenWindowRule('src/preview', target, false) : brokenPageRule(target);
  if (file.startsWith('src/vscode/')) return brokenEditorRule(file, specifier, target);
  if (file.startsWith('src/cli/')) {
    const speaksProtocol =
      file === 'src/cli/mcp/server.ts' && specifier.startsWith('@modelcontextprotocol/sdk/');
    return brokenWindowRule('src/cli', target, specifier.startsWith('node:') || speaksProtocol);
  }
  return undefined;
}

/** One folder of the editor's room knows Node: what starts a thread there. The room asks the worker by its one door. */
function brokenEditorRule(file: string, specifier: string, target: string | undefined): string | undefined {
  if (/^src\/(?:worker|preview)(?:\/index)?$/.test(target ?? '')) return undefined;
  const startsThreads = file.startsWith('src/vscode/platform/node/') && specifier === 'node:worker_threads';
  return brokenWindowRule('src/vscode', target, specifier === 'vscode' || startsThreads);
}

function brokenPageRule(target: string | undefined): string | undefined {
  return target?.startsWith('src/preview/') ? undefined : 'src/preview uses only types of the core';
}

function brokenWindowRule(own: string, target: string | undefined, allowed: boolean): string | undefined {
  if (target === undefined) return allowed ? undefined : `${own} does not use this module`;
  if (target.startsWith(`${own}/`) || target === 'src/core' || target === 'src/core/index') return undefined;
  return `${own} knows the core by its one door, src/core/index.ts`;
}

function brokenCoreRule(file: string, specifier: string, target: string | undefined): string | undefined {
  const from = roomOf(file);
  if (target === undefined) {
    const allowed = packages[from]?.some(pattern => pattern.test(specifier)) ?? false;
    return allowed
      ? undefined
      : 'the core knows no editor, no disk and no network, and no package but those of its room';
  }
  if (!target.startsWith('src/core/')) return 'the core knows nothing outside itself';
  if (file === 'src/core/index.ts') return undefined;
  const to = roomOf(target);
  if (to === from) return from === 'features' ? brokenFeatureRule(file, target) : undefined;
  if (rooms[from]?.includes(to)) return undefined;
  return `${from} may import ${rooms[from]?.join(', ') || 'nothing'}`;
}

/**
 * Features share `types.ts`; the files of a feature's own folder share that folder.
 */
function brokenFeatureRule(file: string, target: string): string | undefined {
  const shared = /^src\/core\/features\/types$/.test(target);
  const sameFolder = featureOf(file) === featureOf(target) && featureOf(file).includes('/');
  return shared || sameFolder ? undefined : 'a feature never imports another feature';
}

/** `hover` for features/hover.ts, `diagnostics/` for everything in that folder. */
function featureOf(path: string): string {
  const inside = path.slice('src/core/features/'.length).replace(/\.ts$/, '');
  const slash = inside.indexOf('/');
  return slash < 0 ? inside : inside.slice(0, slash + 1);
}

function roomOf(path: string): string {
  return path.slice('src/core/'.length).split('/')[0]!;
}

/** The path of a relative import, without its ending; undefined for a package or a module of Node's. */
function resolveImport(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/').replace(/\.(ts|js)$/, '');
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
