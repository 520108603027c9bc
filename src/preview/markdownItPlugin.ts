import type { PreviewMark } from '../core';
import { markedPieces, markedSource } from './marks';

/** The part of markdown-it that a plugin needs; VS Code's preview and its notebooks have one of their own. */
export interface MarkdownIt {
  readonly core: {
    readonly ruler: {
      before(name: string, own: string, rule: (state: MarkdownState) => void): void;
      push(own: string, rule: (state: MarkdownState) => void): void;
    };
  };
  readonly utils: { escapeHtml(text: string): string };
}

/** What VS Code says of the text that is rendered. */
export interface MarkdownEnvironment {
  readonly currentDocument?: { toString(): string };
  readonly outputItem?: { readonly id: string };
}

export interface MarkdownState {
  src: string;
  /** What the host says of the text: VS Code's preview its address, a notebook its cell. */
  readonly env?: MarkdownEnvironment | undefined;
  tokens: MarkdownToken[];
  readonly Token: new (type: string, tag: string, nesting: 0) => MarkdownToken;
}

interface MarkdownToken {
  readonly type: string;
  content: string;
  children: MarkdownToken[] | null;
}

/**
 * Lets a renderer of Markdown write marks: numbers of citations lead to their entries and tell what they stand for when the
 * pointer rests on them. All texts of marks are escaped here.
 *
 * @param marksOf the marks of a text that is being rendered
 */
export function extendWithMarks<Renderer extends MarkdownIt>(
  markdown: Renderer,
  marksOf: (state: MarkdownState) => readonly PreviewMark[],
): Renderer {
  const rendered = new WeakMap<object, readonly PreviewMark[]>();
  markdown.core.ruler.before('normalize', 'numbered-citations-mark', state => {
    const marks = marksOf(state);
    if (marks.length === 0) return;
    rendered.set(state, marks);
    state.src = markedSource(state.src, marks);
  });
  markdown.core.ruler.push('numbered-citations-link', state => {
    const marks = rendered.get(state);
    if (marks) writeMarks(state, marks, markdown.utils.escapeHtml);
  });
  return markdown;
}

function writeMarks(
  state: MarkdownState,
  marks: readonly PreviewMark[],
  escapeHtml: (text: string) => string,
): void {
  const html = (content: string): MarkdownToken => {
    const token = new state.Token('html_inline', '', 0);
    token.content = content;
    return token;
  };
  for (const token of state.tokens) {
    if (token.type !== 'inline') token.content = withoutMarks(token.content, marks);
    else if (token.children) token.children = token.children.flatMap(child => written(child));
  }

  function written(token: MarkdownToken): MarkdownToken[] {
    if (token.type !== 'text') {
      token.content = withoutMarks(token.content, marks);
      return [token];
    }
    const pieces = markedPieces(token.content, marks);
    if (!pieces) return [token];
    return pieces.map(piece => {
      if (piece.kind === 'end') return html('</a>');
      if (piece.kind === 'begin') return html(opening(piece.mark, escapeHtml));
      const words = new state.Token('text', '', 0);
      words.content = piece.text;
      return words;
    });
  }
}

function opening(mark: PreviewMark, escapeHtml: (text: string) => string): string {
  // Moved up, because it stands at the end of the entry and a page that goes there would show no more than the last line.
  if (mark.kind === 'entry')
    return `<span class="numbered-citations-entry" style="position:relative;top:-4em" id="${escapeHtml(mark.id)}"></span>`;
  const href = mark.target === undefined ? '' : ` href="#${escapeHtml(mark.target)}"`;
  return `<a class="numbered-citations-number"${href} title="${escapeHtml(mark.title)}">`;
}

/** Where marks came into something that is no text (an address, code), they are taken out again. */
function withoutMarks(content: string, marks: readonly PreviewMark[]): string {
  const pieces = markedPieces(content, marks);
  return pieces ? pieces.map(piece => (piece.kind === 'words' ? piece.text : '')).join('') : content;
}
