import { parseStyle } from '../parseStyle';
import type { CitationStyle } from '../types';
import { findStyle } from './bundledStyles';

/**
 * The style of a CSL file. A dependent style (another name for a style that is bundled) keeps its own id and title and
 * formats as that one. What is wrong with the file is said by the engine when it is used, or by {@link parseStyle}.
 *
 * @param name the file's name, which stands for an id or title that the file does not give
 */
export function styleFromFile(name: string, csl: string): CitationStyle {
  const { id, title, parent, problems } = parseStyle(csl);
  const unusable = problems.some(({ severity }) => severity === 'error');
  const stand = unusable && parent !== undefined ? findStyle(parent) : undefined;
  return { id: id || name, title: title || name, csl: stand?.csl ?? csl };
}
