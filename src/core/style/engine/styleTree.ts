import type { XmlElement } from './xml';

/** An element as citeproc's JSON form of a style has it. */
export interface CiteprocElement {
  readonly name: string;
  readonly attrs: { readonly [name: string]: string };
  readonly children: readonly (CiteprocElement | string)[];
}

/** Elements whose text counts; in all others white space is layout of the file. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['term', 'single', 'multiple']);

/** Puts the first field into a column of its own: without the number that would be the authors. */
const NUMBER_ALIGNMENT = 'second-field-align';

/** The style in the form that citeproc takes, as it stands. */
export function wholeStyle(style: XmlElement): CiteprocElement {
  return {
    name: style.name,
    attrs: Object.fromEntries(style.attributes),
    children: contentOf(style).map(child => (typeof child === 'string' ? child : wholeStyle(child))),
  };
}

/**
 * The style in the form that citeproc takes, without the citation number in entries. Numbers are ours to write,
 * because one entry must read the same wherever it stands in the list. The citation's own layout stays as it is.
 */
export function unnumberedStyle(style: XmlElement): CiteprocElement {
  return {
    ...wholeStyle(style),
    children: contentOf(style).map(child => {
      if (typeof child === 'string') return child;
      return child.name === 'macro' || child.name === 'bibliography'
        ? withoutNumber(child)
        : wholeStyle(child);
    }),
  };
}

function withoutNumber(element: XmlElement): CiteprocElement {
  const content = contentOf(element);
  const first = content[0];
  // What is printed before a number that comes first is part of its label: `[`.
  const beginsWithNumber = typeof first === 'object' && printsOnlyNumber(first);
  const attrs = [...element.attributes].filter(
    ([name]) => name !== NUMBER_ALIGNMENT && !(beginsWithNumber && name === 'prefix'),
  );
  const children = content
    .filter(child => typeof child === 'string' || !printsOnlyNumber(child))
    .map(child => (typeof child === 'string' ? child : withoutNumber(child)));
  return { name: element.name, attrs: Object.fromEntries(attrs), children };
}

function printsOnlyNumber(element: XmlElement): boolean {
  if (element.name === 'text' || element.name === 'number') {
    return element.attributes.get('variable') === 'citation-number';
  }
  const content = contentOf(element);
  return (
    element.name === 'group' &&
    content.length > 0 &&
    content.every(child => typeof child !== 'string' && printsOnlyNumber(child))
  );
}

function contentOf(element: XmlElement): readonly (XmlElement | string)[] {
  const content = element.children.filter(child => typeof child !== 'string' || /[^ \t]/.test(child));
  return content.length === 0 && TEXT_ELEMENTS.has(element.name) ? [''] : content;
}
