import * as vscode from 'vscode';
import {
  markedPieces,
  markedSource,
  numberManuscript,
  type PreviewMark,
  parseManuscript,
  previewMarks,
} from '../core';
import type { Workspace } from './workspace';

/** The part of markdown-it that a plugin needs; VS Code's preview has one of its own. */
export interface MarkdownIt {
  readonly core: {
    readonly ruler: {
      before(name: string, own: string, rule: (state: MarkdownState) => void): void;
      push(own: string, rule: (state: MarkdownState) => void): void;
    };
  };
  readonly utils: { escapeHtml(text: string): string };
}

interface MarkdownState {
  src: string;
  readonly env: { readonly currentDocument?: vscode.Uri };
  tokens: MarkdownToken[];
  readonly Token: new (type: string, tag: string, nesting: 0) => MarkdownToken;
}

interface MarkdownToken {
  readonly type: string;
  content: string;
  children: MarkdownToken[] | null;
}

/**
 * Adds to VS Code's Markdown preview: numbers of citations lead to their entries and tell what they stand for when the
 * pointer rests on them. The grammar is ours, the rendering the preview's.
 */
export function extendMarkdownPreview(markdown: MarkdownIt, workspace: Workspace): MarkdownIt {
  const rendered = new WeakMap<object, readonly PreviewMark[]>();
  markdown.core.ruler.before('normalize', 'numbered-citations-mark', state => {
    const marks = marksOf(state, workspace);
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

function marksOf(state: MarkdownState, workspace: Workspace): readonly PreviewMark[] {
  const { currentDocument } = state.env ?? {};
  const document = vscode.workspace.textDocuments.find(
    open => open.uri.toString() === currentDocument?.toString(),
  );
  const known = document && workspace.numbered(document);
  const numbered =
    known?.manuscript.text === state.src
      ? known
      : numberManuscript(parseManuscript(state.src, 'markdown'), workspace.libraries(document));
  return previewMarks(numbered);
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
  if (mark.kind === 'entry')
    return `<span class="numbered-citations-entry" id="${escapeHtml(mark.id)}"></span>`;
  const href = mark.target === undefined ? '' : ` href="#${escapeHtml(mark.target)}"`;
  return `<a class="numbered-citations-number"${href} title="${escapeHtml(mark.title)}">`;
}

/** Where marks came into something that is no text (an address, code), they are taken out again. */
function withoutMarks(content: string, marks: readonly PreviewMark[]): string {
  const pieces = markedPieces(content, marks);
  return pieces ? pieces.map(piece => (piece.kind === 'words' ? piece.text : '')).join('') : content;
}
