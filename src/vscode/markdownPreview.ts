import * as vscode from 'vscode';
import { numberManuscript, type PreviewMark, parseManuscript, previewMarks } from '../core';
import { extendWithMarks, type MarkdownIt, type MarkdownState } from '../preview';
import type { Workspace } from './workspace';

/** Adds links and cards to VS Code's Markdown preview. The grammar is ours, the rendering the preview's. */
export function extendMarkdownPreview(markdown: MarkdownIt, workspace: Workspace): MarkdownIt {
  return extendWithMarks(markdown, state => marksOf(state, workspace));
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
