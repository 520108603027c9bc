import * as vscode from 'vscode';
import { CHECK_CITATIONS, callCitationTool, READ_REFERENCE, SEARCH_REFERENCES } from '../core';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** Tools that assistants in the editor may call, so that they cite only what the author's libraries have. */
export function registerLanguageModelTools(workspace: Workspace): vscode.Disposable {
  // Editors that are built on VS Code may lack language models altogether.
  if (typeof vscode.lm?.registerTool !== 'function') return new vscode.Disposable(() => {});
  const messages: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => string>> = {
    [SEARCH_REFERENCES.name]: ({ query, sentence }) =>
      vscode.l10n.t('Searching your references for “{0}”', shown(query ?? sentence)),
    [READ_REFERENCE.name]: ({ key, number }) =>
      vscode.l10n.t('Reading the reference {0}', typeof number === 'number' ? `[${number}]` : shown(key)),
    [CHECK_CITATIONS.name]: () => vscode.l10n.t('Checking the citations of a text'),
  };
  return vscode.Disposable.from(
    ...Object.entries(messages).map(([name, message]) =>
      vscode.lm.registerTool<object>(`${PREFIX}_${name}`, {
        prepareInvocation: ({ input }) => ({ invocationMessage: message({ ...input }) }),
        invoke: ({ input }) => {
          const { text } = callCitationTool(name, input, {
            libraries: workspace.libraries(),
            index: workspace.searchIndex(),
            manuscript: workspace.activeText()?.numbered,
          });
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}

/** What a model gave, short enough for one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
