import type { WritableItem } from '../writableItem';
import type { BibtexFieldTexts } from './bibtexFieldTexts';
import type { BibtexNameReader } from './bibtexNames';
import { isWholeBook } from './bibtexTitles';

/** Fields of names and the CSL variables that they become. */
const NAME_FIELDS: readonly (readonly [string, string])[] = [
  ['author', 'author'],
  ['editor', 'editor'],
  ['translator', 'translator'],
  ['bookauthor', 'container-author'],
  ['director', 'director'],
  // A patent's holder is its author only where nobody else is.
  ['holder', 'author'],
];

/** Editors of other kinds, by `editortype`. */
const EDITOR_TYPES: Readonly<Record<string, string>> = {
  director: 'director',
  compiler: 'compiler',
  illustrator: 'illustrator',
  producer: 'producer',
  organizer: 'organizer',
  translator: 'translator',
  collaborator: 'contributor',
  chair: 'chair',
  host: 'host',
  narrator: 'narrator',
};

const FURTHER_EDITORS = [
  ['editora', 'editoratype'],
  ['editorb', 'editorbtype'],
  ['editorc', 'editorctype'],
] as const;

/** Reads all who took part in a work. */
export function readPeople(
  item: WritableItem,
  texts: BibtexFieldTexts,
  names: BibtexNameReader,
  entryType: string,
): void {
  const { fields } = texts;
  const usePrefix = usesPrefix(texts);
  const add = (fieldName: string, variable: string) => {
    const at = fields.at(fieldName);
    if (at < 0 || item[variable] !== undefined) return;
    const found = names.read(fields.values[at]!, fields.flags[at]!, usePrefix);
    if (found.length > 0) item[variable] = found;
  };
  for (const [name, variable] of NAME_FIELDS) {
    add(name, name === 'editor' ? (editorVariable(texts, 'editortype') ?? variable) : variable);
  }
  for (const [name, typeName] of FURTHER_EDITORS) {
    if (!fields.has(name)) continue;
    const variable = editorVariable(texts, typeName);
    if (variable === undefined) keep(item, texts, [name, typeName]);
    else add(name, variable);
  }
  if (item['container-author'] !== undefined && isWholeBook(entryType)) delete item['container-author'];
}

/** Keeps fields as they are, where CSL has no variable for them. */
function keep(item: WritableItem, { fields }: BibtexFieldTexts, names: readonly string[]): void {
  const kept = names.filter(name => fields.has(name)).map(name => [name, fields.value(name)]);
  item['custom'] = { ...(item['custom'] as object | undefined), ...Object.fromEntries(kept) };
}

function editorVariable(texts: BibtexFieldTexts, typeName: string): string | undefined {
  const kind = texts.fields.value(typeName)?.toLowerCase();
  return kind !== undefined && Object.hasOwn(EDITOR_TYPES, kind) ? EDITOR_TYPES[kind] : undefined;
}

/** BibTeX prints a particle before the family name; BibLaTeX does so only with the option `useprefix`. */
export function usesPrefix({ fields, isBiblatex }: BibtexFieldTexts): boolean {
  const options = isBiblatex ? fields.value('options') : undefined;
  const option = options === undefined ? null : /useprefix(?:\s*=\s*(\w+))?/i.exec(options);
  if (option === null) return !isBiblatex;
  return option[1] === undefined || option[1].toLowerCase() === 'true';
}
