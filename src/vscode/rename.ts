import * as vscode from 'vscode';
import { numberToRename, planRenameNumber } from '../core';
import { addOtherFiles, toRange, toWorkspaceEdit } from './convert';
import { localized } from './localized';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { markRefusal } from './refusals';
import type { Workspace } from './workspace';

/** F2 on a number gives the reference another number, in text and list; every citation keeps its work. */
export function registerRename(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerRenameProvider(MANUSCRIPTS, {
    prepareRename: (document, position) => {
      const numbered = workspace.numbered(document);
      const found = numbered && numberToRename(numbered, document.offsetAt(position));
      if (!found) {
        throw new Error(
          vscode.l10n.t(
            'Put the cursor on a number that the reference list has, in a citation or in the list.',
          ),
        );
      }
      return { range: toRange(document, found.range), placeholder: String(found.number) };
    },
    provideRenameEdits: async (document, position, newName) => {
      const numbered = workspace.numbered(document);
      const found = numbered && numberToRename(numbered, document.offsetAt(position));
      if (!found) return undefined;
      const newNumber = /^\s*\[?(\d{1,6})[\].)]?\s*$/.exec(newName)?.[1];
      if (newNumber === undefined || Number(newNumber) === 0) {
        throw new Error(vscode.l10n.t('Type a number from 1 on, such as 7.'));
      }
      const plan = planRenameNumber(numbered, found.number, Number(newNumber), {
        ...workspace.settings(document).rewrite,
        list: found.list,
      });
      if (plan.kind === 'refused') {
        const [first] = plan.reasons;
        markRefusal(plan.reasons.map(reason => ({ ...reason, document })));
        const line = document.positionAt(first?.range.start ?? 0).line + 1;
        throw new Error(vscode.l10n.t('Line {0}: {1}', line, first ? localized(first) : ''));
      }
      const edit = toWorkspaceEdit(document, plan.edits);
      if (await addOtherFiles(edit, numbered, plan.others)) return edit;
      throw new Error(
        vscode.l10n.t('The manuscript changed in the meantime, so nothing was done. Run the command again.'),
      );
    },
  });
}
