import { parseStyle } from '../parseStyle';
import type { CitationStyle } from '../types';
import { findStyle } from './bundledStyles';

/** What a CSL file gives: a style, or the id of the style that is missing to use it. */
export type StyleFile =
  | { readonly kind: 'style'; readonly style: CitationStyle }
  | { readonly kind: 'needsParent'; readonly title: string; readonly parent: string };

/**
 * The style of a CSL file. A dependent style (another name for one that is bundled or that `others` finds) keeps its own
 * id and title and formats as that one. What is wrong with the file is said by the engine when it is used, or by
 * {@link parseStyle}.
 *
 * @param name the file's name, which stands for an id or title that the file does not give
 * @param others finds a style by its id beside the bundled ones, such as those of the workspace
 */
export function styleFromFile(
  name: string,
  csl: string,
  others: (id: string) => CitationStyle | undefined = () => undefined,
): CitationStyle {
  const read = readStyleFile(name, csl, others);
  // A style without its parent is handed on as it is: the engine says which one is missing.
  return read.kind === 'style' ? read.style : { id: name, title: read.title, csl };
}

/** {@link styleFromFile} for callers that can get a parent which is missing. */
export function readStyleFile(
  name: string,
  csl: string,
  others: (id: string) => CitationStyle | undefined,
): StyleFile {
  const { id, title, parent, problems, defaultLocale } = parseStyle(csl);
  const own = { id: id || name, title: title || name, ...(defaultLocale ? { defaultLocale } : {}) };
  const unusable = problems.some(({ severity }) => severity === 'error');
  if (!unusable || parent === undefined) return { kind: 'style', style: { ...own, csl } };
  const stand = others(parent) ?? findStyle(parent);
  if (!stand) return { kind: 'needsParent', title: own.title, parent };
  const { file } = stand;
  const form =
    stand.csl === undefined
      ? { parent: stand.parent ?? stand.id }
      : { csl: stand.csl, ...(file === undefined ? {} : { file }) };
  return { kind: 'style', style: { ...own, ...form } };
}
