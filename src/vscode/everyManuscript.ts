import * as vscode from 'vscode';
import {
  decodeText,
  LineIndex,
  type Manuscript,
  markupLanguageOfFileName,
  parseManuscript,
  type TextRange,
} from '../core';
import { toRange } from './convert';
import { findFiles } from './findFiles';
import type { Workspace } from './workspace';

/** Files that may be manuscripts, as far as their ending says so. */
const FILES = '**/*.{md,markdown,qmd,rmd,Rmd,Qmd,tex,typ,rst,adoc,asciidoc}';
const NOT_MINE = '**/{node_modules,.git,.venv,_book,_site,_output}/**';
const MOST_FILES = 1000;
/** Read at once. */
const BATCH = 16;

/** A manuscript of the workspace, open or not. */
export interface FoundManuscript {
  readonly uri: vscode.Uri;
  readonly manuscript: Manuscript;
  /** Undefined where it is not open. */
  readonly document: vscode.TextDocument | undefined;
  readonly toRange: (range: TextRange) => vscode.Range;
}

/**
 * The manuscripts of the workspace whose text has `words`: those that are open, as they are in the editor, and those on
 * disk. Files that cannot be read are passed over.
 */
export async function manuscriptsWith(
  workspace: Workspace,
  words: string,
  token?: vscode.CancellationToken,
): Promise<readonly FoundManuscript[]> {
  const found: FoundManuscript[] = [];
  const open = new Set<string>();
  for (const document of vscode.workspace.textDocuments) {
    const manuscript = workspace.numbered(document)?.manuscript;
    if (!manuscript) continue;
    open.add(document.uri.toString());
    if (!manuscript.text.includes(words)) continue;
    found.push({ uri: document.uri, manuscript, document, toRange: range => toRange(document, range) });
  }
  const files = await findFiles({ include: FILES, exclude: NOT_MINE, most: MOST_FILES, token });
  const closed = files.filter(uri => !open.has(uri.toString()));
  for (let at = 0; at < closed.length && !token?.isCancellationRequested; at += BATCH) {
    const read = await Promise.all(closed.slice(at, at + BATCH).map(uri => readManuscript(uri, words)));
    for (const manuscript of read) if (manuscript) found.push(manuscript);
  }
  return found;
}

async function readManuscript(uri: vscode.Uri, words: string): Promise<FoundManuscript | undefined> {
  const language = markupLanguageOfFileName(uri.path);
  if (language === undefined) return undefined;
  try {
    const text = decodeText(await vscode.workspace.fs.readFile(uri))?.text;
    if (!text?.includes(words)) return undefined;
    const manuscript = parseManuscript(text, language);
    const lines = new LineIndex(text);
    const at = (offset: number): vscode.Position => {
      const { line, column } = lines.positionAt(offset);
      return new vscode.Position(line, column);
    };
    return {
      uri,
      manuscript,
      document: undefined,
      toRange: ({ start, end }) => new vscode.Range(at(start), at(end)),
    };
  } catch {
    return undefined;
  }
}
