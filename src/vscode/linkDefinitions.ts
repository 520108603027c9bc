import * as vscode from 'vscode';
import { citationAt } from '../core';
import { registerCommand } from './commands';
import { fixesByCommand } from './manuscriptChecks';
import type { Workspace } from './workspace';

/** Code of VS Code's own “No link definition found: '1'”. */
const CODE = 'link.no-such-reference';
const SETTING = 'markdown.validate.referenceLinks.enabled';
const EXPLAINED = 'linkDefinitionsExplained';

/**
 * Explains VS Code's own “No link definition found: '1'” where it stands at a numbered citation: once by a message, and by
 * a quick fix at each. The setting that ends it is opened, never written.
 */
export function registerLinkDefinitions(workspace: Workspace, state: vscode.Memento): vscode.Disposable {
  let asked = state.get<boolean>(EXPLAINED) === true;
  const explain = async (): Promise<void> => {
    const open = vscode.l10n.t('Open the Setting');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'VS Code’s Markdown checker takes the citation [1] for a link and misses its definition. What the numbers stand for is checked by Numbered Citations. Set {0} to “ignore” to end these messages.',
        SETTING,
      ),
      open,
    );
    if (chosen === open)
      await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${SETTING}`);
  };
  const isAtCitation = (document: vscode.TextDocument, diagnostic: vscode.Diagnostic): boolean => {
    if (codeOf(diagnostic) !== CODE) return false;
    const numbered = workspace.numbered(document);
    return (
      numbered !== undefined &&
      citationAt(numbered.manuscript, document.offsetAt(diagnostic.range.start)) !== undefined
    );
  };
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (asked) return;
      const shown = vscode.window.visibleTextEditors.map(({ document }) => document);
      const document = shown.find(({ uri }) => uris.some(changed => changed.toString() === uri.toString()));
      if (!document || !workspace.isManuscript(document)) return;
      if (!vscode.languages.getDiagnostics(document.uri).some(one => isAtCitation(document, one))) return;
      asked = true;
      void state.update(EXPLAINED, true);
      void explain();
    }),
    registerCommand('explainLinkDefinitions', explain),
    vscode.languages.registerCodeActionsProvider(
      { language: 'markdown' },
      {
        provideCodeActions: (document, _range, { diagnostics }) => {
          const found = diagnostics.filter(diagnostic => isAtCitation(document, diagnostic));
          const title = vscode.l10n.t('Why does VS Code miss a link definition for a citation?');
          return fixesByCommand(found, title, 'explainLinkDefinitions');
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
