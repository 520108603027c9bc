import { childElements, type XmlElement } from './engine/xml';

/** How a numeric style writes its citations in the text. */
export interface CitationLook {
  readonly form: 'brackets' | 'round' | 'superscript';
  /** Between two numbers: `,` or `, `. Where each number has brackets of its own (IEEE), between those: `], [`. */
  readonly separator: string;
  /** The shortest run that the style writes as a range; 0 where it leaves runs as they are. */
  readonly collapseFrom: number;
}

/**
 * What the `<citation>` of a style says of citations in the text (CSL 1.0.2).
 *
 * @param root the style's `<style>`
 * @returns undefined for styles whose citations are no numbers, or numbers that nothing sets apart from the text
 */
export function citationLook(root: XmlElement): CitationLook | undefined {
  const citation = childElements(root, 'citation')[0];
  const layout = citation && childElements(citation, 'layout')[0];
  if (!citation || !layout) return undefined;
  const macros = new Map(childElements(root, 'macro').map(macro => [macro.attributes.get('name'), macro]));
  const trail = trailToNumber(layout, macros, new Set());
  if (!trail) return undefined;
  const attribute = (name: string) => trail.map(element => element.attributes.get(name) ?? '');
  const raised = attribute('vertical-align').includes('sup');
  const before = attribute('prefix').join('');
  const behind = attribute('suffix').join('');
  const collapses = citation.attributes.get('collapse') === 'citation-number';
  const delimiter = layout.attributes.get('delimiter') ?? ', ';
  const common = { collapseFrom: collapses ? 3 : 0 };
  if (raised)
    return /[[(]/.test(before) ? undefined : { ...common, form: 'superscript', separator: delimiter };
  if (before.includes('[') && behind.includes(']')) {
    const ownBrackets = !(layout.attributes.get('prefix') ?? '').includes('[');
    return { ...common, form: 'brackets', separator: ownBrackets ? `]${delimiter}[` : delimiter };
  }
  if (before.includes('(') && behind.includes(')')) return { ...common, form: 'round', separator: delimiter };
  return undefined;
}

/** The elements from the layout to the one that prints the number, both included. */
function trailToNumber(
  element: XmlElement,
  macros: ReadonlyMap<string | undefined, XmlElement>,
  seen: Set<XmlElement>,
): readonly XmlElement[] | undefined {
  // Macros may hold each other, and what has been looked through holds no number.
  if (seen.has(element)) return undefined;
  seen.add(element);
  const isNumber = element.attributes.get('variable') === 'citation-number';
  if (isNumber && (element.name === 'text' || element.name === 'number')) return [element];
  const macro = element.name === 'text' ? macros.get(element.attributes.get('macro')) : undefined;
  for (const child of macro ? [macro] : childElements(element)) {
    const trail = trailToNumber(child, macros, seen);
    if (trail) return [element, ...trail];
  }
  return undefined;
}
