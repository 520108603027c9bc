/** An element of an XML document. Attribute values and texts have their entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  /** Where its start tag begins in the document. */
  readonly offset: number;
}

/** What reading a document gives: its root, or where and why it is not well-formed. */
export type XmlDocument =
  | { readonly kind: 'document'; readonly root: XmlElement }
  | { readonly kind: 'malformed'; readonly offset: number; readonly message: string };

/** Deeper nesting than any style has; what recurses over the tree is safe below it. */
const DEEPEST_NESTING = 100;

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/**
 * Reads an XML document: elements, attributes, texts, CDATA. Comments and processing instructions are left out.
 * A document type declaration is refused, because nothing of ours needs the entities that it could declare.
 * Linear in the length of `text`; never throws.
 */
export function parseXml(text: string): XmlDocument {
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const malformed = (offset: number, message: string): XmlDocument => ({
    kind: 'malformed',
    offset,
    message,
  });

  while (position < text.length) {
    const parent = open.at(-1);
    const tag = text.indexOf('<', position);
    const end = tag < 0 ? text.length : tag;
    if (end > position) {
      const written = text.slice(position, end);
      if (parent) parent.children.push(resolveEntities(written));
      else if (written.trim() !== '') return malformed(position, 'there is text outside the root element');
    }
    if (tag < 0) break;

    const special = specialMarkup(text, tag);
    if (special) {
      if (special.end < 0) return malformed(tag, `${special.what} is not closed`);
      if (special.what === 'a document type declaration') {
        return malformed(tag, 'a document type declaration is not allowed here');
      }
      if (special.text !== undefined) parent?.children.push(special.text);
      position = special.end;
      continue;
    }

    if (text.charCodeAt(tag + 1) === 0x2f) {
      const close = text.indexOf('>', tag);
      if (close < 0) return malformed(tag, 'an end tag is not closed');
      const name = text.slice(tag + 2, close).trim();
      if (!parent) return malformed(tag, `</${name}> closes nothing`);
      if (parent.name !== name)
        return malformed(tag, `</${name}> stands where </${parent.name}> is expected`);
      open.pop();
      position = close + 1;
      continue;
    }

    const start = startTag(text, tag);
    if (typeof start === 'string') return malformed(tag, start);
    if (parent) parent.children.push(start.element);
    else if (root) return malformed(tag, 'there is a second root element');
    else root = start.element;
    if (!start.empty) open.push(start.element);
    if (open.length > DEEPEST_NESTING) return malformed(tag, 'the elements are nested too deeply');
    position = start.end;
  }

  const unclosed = open.at(-1);
  if (unclosed) return malformed(unclosed.offset, `<${unclosed.name}> is not closed`);
  if (!root) return malformed(0, 'it has no root element');
  return { kind: 'document', root };
}

/** The elements among the children of `element`, all of them or those called `name`. */
export function childElements(element: XmlElement, name?: string): readonly XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The text directly in `element`, without white space around it. */
export function textOf(element: XmlElement): string {
  return element.children
    .filter(child => typeof child === 'string')
    .join('')
    .trim();
}

function specialMarkup(
  text: string,
  tag: number,
): { readonly what: string; readonly end: number; readonly text?: string } | undefined {
  const after = (what: string, close: string, from: number) => {
    const found = text.indexOf(close, from);
    return { what, end: found < 0 ? -1 : found + close.length };
  };
  if (text.startsWith('<!--', tag)) return after('a comment', '-->', tag + 4);
  if (text.startsWith('<?', tag)) return after('a processing instruction', '?>', tag + 2);
  if (text.startsWith('<![CDATA[', tag)) {
    const section = after('a CDATA section', ']]>', tag + 9);
    return { ...section, text: text.slice(tag + 9, section.end - 3) };
  }
  return text.startsWith('<!', tag) ? after('a document type declaration', '>', tag) : undefined;
}

const NAME = /[A-Za-z_:\u00c0-\uffff][\w.:\-\u00b7-\uffff]*/y;
const SPACE = /[ \t\r\n]*/y;

function startTag(
  text: string,
  tag: number,
): { readonly element: OpenElement; readonly empty: boolean; readonly end: number } | string {
  const name = matchAt(NAME, text, tag + 1);
  if (name === undefined) return '"<" begins no tag (write &lt; for the character)';
  const attributes = new Map<string, string>();
  let position = tag + 1 + name.length;
  for (;;) {
    const space = matchAt(SPACE, text, position)!;
    position += space.length;
    if (text.startsWith('/>', position) || text.startsWith('>', position)) {
      const empty = text.charCodeAt(position) === 0x2f;
      const element = { name, attributes, children: [], offset: tag };
      return { element, empty, end: position + (empty ? 2 : 1) };
    }
    const attribute = space === '' ? undefined : matchAt(NAME, text, position);
    if (attribute === undefined) return `the tag <${name}> is not closed`;
    if (attributes.has(attribute)) return `<${name}> has the attribute ${attribute} twice`;
    position += attribute.length;
    position += matchAt(SPACE, text, position)!.length;
    if (text[position] !== '=') return `the attribute ${attribute} of <${name}> has no value`;
    position += 1;
    position += matchAt(SPACE, text, position)!.length;
    const quote = text[position];
    const close = quote === '"' || quote === "'" ? text.indexOf(quote, position + 1) : -1;
    if (close < 0) return `the value of ${attribute} in <${name}> is not closed by a quotation mark`;
    attributes.set(attribute, resolveEntities(text.slice(position + 1, close)));
    position = close + 1;
  }
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/**
 * Line ends count as spaces, as the XML recommendation has it for attributes and citeproc for everything. Like citeproc
 * it reads what `&amp;` leaves once more: styles rely on `&amp;#160;` for a space that does not break.
 */
function resolveEntities(written: string): string {
  return written
    .replace(/\r\n|[\r\n]/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replace(/&#(\d{1,6});/g, (_whole, code) => String.fromCharCode(Number.parseInt(code, 10)))
    .replace(/&#x([\da-f]{1,6});/gi, (_whole, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
