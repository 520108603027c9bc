/** An element of XML with what stands in it; text stands between elements as strings. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (XmlElement | string)[];
}

/** The elements of one record, and whether a tag is missing in it. */
export interface XmlRecord {
  readonly element: XmlElement;
  readonly start: number;
  readonly end: number;
  readonly isComplete: boolean;
}

const NAME = /[A-Za-z_][\w:.-]{0,100}/y;
const ATTRIBUTE =
  /\s{0,200}([A-Za-z_][\w:.-]{0,100})\s{0,20}=\s{0,20}(?:"([^"<]{0,4000})"|'([^'<]{0,4000})')/y;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{1,12}\d{0,2}));/g;
const DEEPEST_NESTING = 100;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  kappa: 'κ',
  mu: 'μ',
  micro: 'µ',
  deg: '°',
  plusmn: '±',
  times: '×',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  aacute: 'á',
  oacute: 'ó',
  iacute: 'í',
  uacute: 'ú',
  ntilde: 'ñ',
  ccedil: 'ç',
};

/**
 * The elements with one of the given names, each read on its own: a record without its end tag ends where the next one
 * begins. Document types and their entities are not read, so that a file cannot make itself larger. Linear in the text.
 */
export function* xmlRecords(text: string, names: readonly string[]): Generator<XmlRecord> {
  const open = new RegExp(`<(${names.join('|')})(?=[\\s>/])`, 'g');
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    const start = match.index;
    const next = open.exec(text);
    const limit = next?.index ?? text.length;
    const reader = new ElementReader(text, start, limit);
    const element = reader.read();
    if (element !== undefined) {
      yield { element, start, end: reader.end, isComplete: reader.isComplete };
    }
    open.lastIndex = limit;
  }
}

/** The first child with `name`, or on the way down the names of `path`. */
export function childOf(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) {
    found = found?.children.find(
      (child): child is XmlElement => typeof child !== 'string' && child.name === name,
    );
  }
  return found;
}

/** All children with `name`. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return (
    element?.children.filter(
      (child): child is XmlElement => typeof child !== 'string' && child.name === name,
    ) ?? []
  );
}

/** The text in an element with white space as single spaces; undefined where there is none. */
export function textIn(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const text = rawText(element, undefined).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** As {@link textIn}, with emphasis as CSL's rich text. @param tagOf gives the tag (`i`, `sup` …) of an element, or none */
export function richTextIn(
  element: XmlElement | undefined,
  tagOf: (element: XmlElement) => string | undefined,
): string | undefined {
  if (element === undefined) return undefined;
  const text = rawText(element, tagOf).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

function rawText(
  element: XmlElement,
  tagOf: ((element: XmlElement) => string | undefined) | undefined,
): string {
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') text += child;
    else {
      const inner = rawText(child, tagOf);
      const tag = tagOf?.(child);
      text += tag !== undefined && inner.trim() !== '' ? `<${tag}>${inner}</${tag}>` : inner;
    }
  }
  return text;
}

class ElementReader {
  isComplete = true;
  end: number;
  readonly #text: string;
  readonly #limit: number;
  #position: number;

  constructor(text: string, start: number, limit: number) {
    this.#text = text;
    this.#position = start;
    this.#limit = limit;
    this.end = limit;
  }

  read(): XmlElement | undefined {
    const root = this.#openTag();
    if (root === undefined) return undefined;
    if (root.isClosed) {
      this.end = this.#position;
      return root.element;
    }
    const stack = [root.element];
    let textStart = this.#position;
    while (stack.length > 0 && textStart < this.#limit) {
      const tag = this.#nextTag();
      this.#position = tag;
      const isTag = tag < this.#limit && this.#isTag(tag);
      if (tag < this.#limit && !isTag) {
        // It is text, however many of them follow each other.
        this.#position = tag + 1;
        continue;
      }
      this.#addText(stack[stack.length - 1]!, textStart, tag);
      if (!isTag) break;
      if (this.#text.startsWith('</', tag)) this.#closeTag(stack);
      else if (this.#text.startsWith('<!--', tag)) this.#skipPast('-->', tag + 4);
      else if (this.#text.startsWith('<![CDATA[', tag)) {
        const start = tag + 9;
        this.#skipPast(']]>', start);
        stack[stack.length - 1]!.children.push(this.#text.slice(start, Math.max(start, this.#position - 3)));
      } else if (this.#text.startsWith('<?', tag) || this.#text.startsWith('<!', tag))
        this.#skipPast('>', tag + 2);
      else {
        const child = this.#openTag()!;
        stack[stack.length - 1]!.children.push(child.element);
        if (!child.isClosed && stack.length < DEEPEST_NESTING) stack.push(child.element);
      }
      textStart = this.#position;
    }
    this.isComplete = this.isComplete && stack.length === 0;
    this.end = this.#position;
    return root.element;
  }

  #nextTag(): number {
    const tag = this.#text.indexOf('<', this.#position);
    return tag < 0 || tag > this.#limit ? this.#limit : tag;
  }

  #isTag(at: number): boolean {
    const next = this.#text.charCodeAt(at + 1);
    if (next === 47 || next === 33 || next === 63) return true;
    NAME.lastIndex = at + 1;
    return NAME.test(this.#text);
  }

  #addText(parent: XmlElement, start: number, end: number): void {
    if (end > start) parent.children.push(decodeEntities(this.#text.slice(start, end)));
  }

  #skipPast(mark: string, from: number): void {
    const at = this.#find(mark, from);
    if (at < 0) {
      this.isComplete = false;
      this.#position = this.#limit;
    } else this.#position = at + mark.length;
  }

  /** Within this record only: a search up to the file's end at each of its records would not be linear. */
  #find(mark: string, from: number): number {
    const at = this.#text.slice(from, this.#limit).indexOf(mark);
    return at < 0 ? -1 : from + at;
  }

  #openTag(): { readonly element: XmlElement; readonly isClosed: boolean } | undefined {
    NAME.lastIndex = this.#position + 1;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) return undefined;
    let position = this.#position + 1 + name.length;
    let attributes: Map<string, string> | undefined;
    for (;;) {
      ATTRIBUTE.lastIndex = position;
      const match = ATTRIBUTE.exec(this.#text);
      if (!match) break;
      attributes ??= new Map();
      attributes.set(match[1]!, decodeEntities(match[2] ?? match[3] ?? ''));
      position += match[0].length;
    }
    const close = this.#find('>', position);
    if (close < 0) {
      this.#position = this.#limit;
      this.isComplete = false;
    } else this.#position = close + 1;
    const isClosed = close > 0 && this.#text[close - 1] === '/';
    return { element: { name, attributes: attributes ?? NO_ATTRIBUTES, children: [] }, isClosed };
  }

  #closeTag(stack: XmlElement[]): void {
    NAME.lastIndex = this.#position + 2;
    const name = NAME.exec(this.#text)?.[0];
    this.#skipPast('>', this.#position + 2);
    let at = stack.length - 1;
    while (at >= 0 && stack[at]!.name !== name) at--;
    if (at < 0) {
      this.isComplete = false;
      return;
    }
    if (at < stack.length - 1) this.isComplete = false;
    stack.length = at;
  }
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    ENTITY,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole;
      const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
        ? String.fromCodePoint(point)
        : whole;
    },
  );
}
