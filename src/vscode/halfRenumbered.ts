import * as vscode from 'vscode';
import {
  findHalfRenumbered,
  fingerprintOf,
  type HalfRenumbered,
  type NumberedManuscript,
  type NumberingFingerprint,
  planFollowWorks,
  planKeepNumbers,
} from '../core';
import { applyPlan, registerCommand } from './commands';
import { toLocation, toRange } from './convert';
import { Debounced } from './debounce';
import { localized } from './localized';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** Somebody who renumbers by hand is not interrupted halfway. */
const QUIET = 1500;

/** So many of the citations that point elsewhere are named with a finding. */
const MOST_PLACES = 20;

const CODE = 'half-renumbered';

/** What is known of an open manuscript: what its numbers stood for when it was last whole, and what is wrong now. */
interface Watched {
  before: NumberingFingerprint;
  found: readonly HalfRenumbered[];
}

/**
 * Says when only the list or only the text of an open manuscript got other numbers: after a merge, by another tool, by
 * hand. What the numbers stood for is kept in memory, from when the manuscript was opened or was last saved whole;
 * nothing is stored.
 */
export function registerHalfRenumbered(workspace: Workspace): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('numberedCitationsHalfRenumbered');
  const watched = new WeakMap<vscode.TextDocument, Watched>();
  const checks = new Debounced(QUIET);

  const check = (document: vscode.TextDocument): void => {
    const numbered = listed(workspace, document);
    if (!numbered) return;
    const known = watched.get(document);
    if (!known) {
      watched.set(document, { before: fingerprintOf(numbered), found: [] });
      return;
    }
    known.found = workspace.settings(document).diagnostics ? findHalfRenumbered(known.before, numbered) : [];
    collection.set(
      document.uri,
      known.found.map(finding => diagnosticOf(document, finding)),
    );
  };
  const takeDown = (document: vscode.TextDocument): void => {
    const numbered = listed(workspace, document);
    if (numbered) watched.set(document, { before: fingerprintOf(numbered), found: [] });
    collection.delete(document.uri);
  };
  const later = (document: vscode.TextDocument): void =>
    checks.schedule(document.uri.toString(), () => check(document));
  // The first look is at once: what changes after it is to be noticed.
  const opened = (document: vscode.TextDocument): void =>
    watched.has(document) ? later(document) : check(document);
  for (const document of vscode.workspace.textDocuments) opened(document);

  const repair = async (uri: unknown, index: unknown, kind: unknown): Promise<void> => {
    const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
    const numbered = document && listed(workspace, document);
    const known = document && watched.get(document);
    if (!numbered || !known || typeof index !== 'number') return;
    const finding = findHalfRenumbered(known.before, numbered)[index];
    if (kind === 'meant' || !finding) return takeDown(document);
    const plan =
      kind === 'keep'
        ? planKeepNumbers(numbered, finding)
        : planFollowWorks(numbered, finding, workspace.settings(document).rewrite);
    const nothingToDo = vscode.l10n.t('Nothing to change.');
    if (await applyPlan(document, numbered, plan, { nothingToDo, report: true })) check(document);
  };

  return vscode.Disposable.from(
    collection,
    checks,
    workspace.onDidChangeManuscript(opened),
    workspace.onDidCloseManuscript(({ uri }) => {
      checks.cancel(uri.toString());
      collection.delete(uri);
    }),
    vscode.workspace.onDidSaveTextDocument(document => {
      const known = watched.get(document);
      if (!known) return;
      check(document);
      if (known.found.length === 0) takeDown(document);
    }),
    registerCommand('repairHalfRenumbered', repair),
    vscode.languages.registerCodeActionsProvider(
      MANUSCRIPTS,
      {
        provideCodeActions: (document, _range, context) => {
          const diagnostics = context.diagnostics.filter(({ code }) => code === CODE);
          if (diagnostics.length === 0) return [];
          const actions = (watched.get(document)?.found ?? []).flatMap((finding, index) =>
            actionsOf(document, finding, index),
          );
          for (const action of actions) action.diagnostics = diagnostics;
          return actions;
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** A manuscript with a reference list of its own: only there can list and text go apart. */
function listed(workspace: Workspace, document: vscode.TextDocument): NumberedManuscript | undefined {
  const numbered = document.isClosed ? undefined : workspace.numbered(document);
  return numbered?.numberings.some(({ source }) => source === 'list') ? numbered : undefined;
}

function diagnosticOf(document: vscode.TextDocument, finding: HalfRenumbered): vscode.Diagnostic {
  const [first, ...others] = finding.citations;
  const range = toRange(document, first?.range ?? { start: 0, end: 0 });
  const diagnostic = new vscode.Diagnostic(range, localized(finding), vscode.DiagnosticSeverity.Warning);
  diagnostic.source = vscode.l10n.t('Numbered Citations');
  diagnostic.code = CODE;
  diagnostic.relatedInformation = others
    .slice(0, MOST_PLACES)
    .map(
      place =>
        new vscode.DiagnosticRelatedInformation(
          toLocation(document, place.range),
          vscode.l10n.t('This citation points elsewhere, too.'),
        ),
    );
  return diagnostic;
}

function actionsOf(
  document: vscode.TextDocument,
  finding: HalfRenumbered,
  index: number,
): vscode.CodeAction[] {
  const action = (title: string, kind: 'follow' | 'keep' | 'meant'): vscode.CodeAction => {
    const codeAction = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    codeAction.command = {
      title,
      command: `${PREFIX}.repairHalfRenumbered`,
      arguments: [document.uri.toString(), index, kind],
    };
    return codeAction;
  };
  const follow =
    finding.changed === 'list'
      ? vscode.l10n.t('Let the citations follow their works in the list')
      : vscode.l10n.t('Give the citations the numbers of the list again');
  const first = action(follow, 'follow');
  // Before other fixes at the place: renumbering now would take what points elsewhere for what is meant.
  first.isPreferred = true;
  return [
    first,
    action(vscode.l10n.t('Keep the numbers in the text and bring the list under them'), 'keep'),
    action(vscode.l10n.t('It is meant as it stands'), 'meant'),
  ];
}
