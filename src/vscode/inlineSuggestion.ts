import * as vscode from 'vscode';
import { clearSuggestion } from '../core';
import { toRange } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** Offers the citation that clearly belongs at the cursor as ghost text, where the author has switched that on. */
export function registerInlineSuggestion(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerInlineCompletionItemProvider(MANUSCRIPTS, {
    provideInlineCompletionItems: (document, position, context) => {
      // The list of suggestions is open: it says more than a ghost beside it.
      if (context.selectedCompletionInfo || !workspace.settings(document).inlineSuggestions) return undefined;
      const numbered = workspace.numbered(document);
      const clear =
        numbered && clearSuggestion(numbered, workspace.searchIndex(), document.offsetAt(position));
      return (
        clear && [new vscode.InlineCompletionItem(clear.edit.newText, toRange(document, clear.edit.range))]
      );
    },
  });
}
