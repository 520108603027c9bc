import * as vscode from 'vscode';
import {
  type ListState,
  listStatesInSteps,
  type NumberedManuscript,
  planBibliographyInSteps,
  StyleError,
  styleChoice,
} from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import { toRange, toTextEdit } from './convert';
import { checkManuscripts, diagnosticsAt, fixesByCommand } from './manuscriptChecks';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { textCellsOf } from './notebookCells';
import { requireLocale, requireStyle } from './requireStyle';
import { PREFIX } from './settings';
import { inSlices } from './slices';
import type { Workspace } from './workspace';

/** Quiet time after a change before a list is compared with its records. */
const QUIET = 1_200;
const CODE = 'list-not-up-to-date';

/** So many numbers are named. */
const NAMED = 8;

interface KnownState {
  readonly numbered: NumberedManuscript;
  readonly states: readonly ListState[];
}

/**
 * Tells where a reference list is not what its records and its style make of it, brings it up to date on command, by quick
 * fix and (setting) on save, and shows which entries are kept as their author typed them.
 */
export function registerListState(workspace: Workspace): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('numberedCitationsList');
  const lensesChanged = new vscode.EventEmitter<void>();
  const known = new Map<string, KnownState>();

  const check = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    const numbered = document.isClosed ? undefined : workspace.numbered(document);
    const states = numbered ? await statesOf(workspace, document, numbered) : [];
    if (document.isClosed || !numbered || workspace.numbered(document) !== numbered) return;
    const had = (known.get(key)?.states.length ?? 0) > 0;
    known.set(key, { numbered, states });
    collection.set(
      document.uri,
      workspace.settings(document).diagnostics ? diagnosticsOf(document, states) : [],
    );
    if (had || states.length > 0) lensesChanged.fire();
  };

  return vscode.Disposable.from(
    collection,
    lensesChanged,
    checkManuscripts(workspace, {
      quiet: QUIET,
      causes: [workspace.onDidChangeLibraries, workspace.styles.onDidChange],
      check,
      forget: ({ uri }) => {
        known.delete(uri.toString());
        collection.delete(uri);
      },
    }),
    vscode.languages.registerCodeActionsProvider(
      MANUSCRIPTS,
      {
        provideCodeActions: (document, range) => [
          ...updates(collection.get(document.uri) ?? [], range),
          ...replacements(document, known.get(document.uri.toString()), workspace, range),
        ],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.languages.registerCodeLensProvider(MANUSCRIPTS, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: document => keptLenses(document, known.get(document.uri.toString()), workspace),
    }),
    registerCommand('updateBibliographyReplacing', number => updateReplacing(workspace, number)),
    vscode.workspace.onWillSaveTextDocument(event => {
      if (!workspace.isManuscript(event.document)) return;
      if (!workspace.settings(event.document).updateOnSave) return;
      event.waitUntil(editsOnSave(workspace, event.document));
    }),
    vscode.workspace.onWillSaveNotebookDocument(event => {
      const cells = textCellsOf(event.notebook).map(({ document }) => document);
      if (!cells[0] || !workspace.settings(cells[0]).updateOnSave) return;
      event.waitUntil(cellEditsOnSave(workspace, cells));
    }),
  );
}

/** Empty where the list is up to date, there is none, or its style cannot be used. */
async function statesOf(
  workspace: Workspace,
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
): Promise<readonly ListState[]> {
  if (!numbered.manuscript.referenceLists.some(({ entries }) => entries.length > 0)) return [];
  const { style, missing } = await workspace.styleOf(document);
  if (missing !== undefined) return [];
  try {
    const engine = await workspace.prepareBibliography(document, numbered, style);
    const ours = styleChoice(numbered.manuscript) !== undefined;
    const options = { locale: workspace.localeOf(document) };
    const isWanted = (): boolean => !document.isClosed && workspace.numbered(document) === numbered;
    return (await inSlices(listStatesInSteps(numbered, style, engine, options, ours), isWanted)) ?? [];
  } catch (error) {
    if (error instanceof StyleError) return [];
    throw error;
  }
}

function diagnosticsOf(
  document: vscode.TextDocument,
  states: readonly ListState[],
): readonly vscode.Diagnostic[] {
  return states.flatMap(({ range, outdated, missing }) => {
    if (outdated.length + missing.length === 0) return [];
    const says = [
      ...(outdated.length > 0
        ? [vscode.l10n.t('not as the style writes their records now: {0}', listed(outdated))]
        : []),
      ...(missing.length > 0 ? [vscode.l10n.t('cited and without an entry: {0}', listed(missing))] : []),
    ];
    const diagnostic = new vscode.Diagnostic(
      toRange(document, range),
      vscode.l10n.t('The reference list is not up to date ({0}).', says.join('; ')),
      vscode.DiagnosticSeverity.Information,
    );
    diagnostic.source = vscode.l10n.t('Numbered Citations');
    diagnostic.code = CODE;
    return [diagnostic];
  });
}

function listed(numbers: readonly number[]): string {
  const named = numbers.slice(0, NAMED).join(', ');
  return numbers.length > NAMED ? `${named} …` : named;
}

function updates(diagnostics: readonly vscode.Diagnostic[], range: vscode.Range): vscode.CodeAction[] {
  const fixes = fixesByCommand(
    diagnosticsAt(diagnostics, range),
    vscode.l10n.t('Update the reference list'),
    'insertOrUpdateBibliography',
  );
  for (const fix of fixes) fix.isPreferred = true;
  return fixes;
}

function keptAt(
  document: vscode.TextDocument,
  state: KnownState | undefined,
  workspace: Workspace,
): ListState['kept'] {
  if (!state || workspace.numbered(document) !== state.numbered) return [];
  return state.states.flatMap(({ kept }) => kept);
}

function replacements(
  document: vscode.TextDocument,
  state: KnownState | undefined,
  workspace: Workspace,
  range: vscode.Range,
): vscode.CodeAction[] {
  return keptAt(document, state, workspace)
    .filter(({ entry }) => toRange(document, entry.range).intersection(range))
    .map(({ entry }) => {
      const title = vscode.l10n.t('Write entry {0} anew from its record', entry.number);
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command: `${PREFIX}.updateBibliographyReplacing`, arguments: [entry.number] };
      return action;
    });
}

function keptLenses(
  document: vscode.TextDocument,
  state: KnownState | undefined,
  workspace: Workspace,
): vscode.CodeLens[] {
  if (!workspace.settings(document).codeLens) return [];
  return keptAt(document, state, workspace).map(
    ({ entry, lost }) =>
      new vscode.CodeLens(toRange(document, entry.labelRange), {
        title: vscode.l10n.t('kept as typed: its record lacks “{0}”', lost.text),
        tooltip: vscode.l10n.t('Write entry {0} anew from its record', entry.number),
        command: `${PREFIX}.updateBibliographyReplacing`,
        arguments: [entry.number],
      }),
  );
}

/** Brings the list up to date and writes entries that are kept as typed anew too: all of them, or that of one number. */
async function updateReplacing(workspace: Workspace, number: unknown): Promise<void> {
  const { editor, numbered } = requireManuscript(workspace);
  const { document } = editor;
  const style = await requireStyle(workspace, document);
  const locale = requireLocale(workspace, document);
  const engine = await workspace.prepareBibliography(document, numbered, style);
  const keepHandMade = typeof number === 'number' ? (entry: number) => entry !== number : false;
  const plan = await inSlices(planBibliographyInSteps(numbered, style, engine, { locale, keepHandMade }));
  if (!plan) return;
  await applyPlan(document, numbered, plan, {
    nothingToDo: vscode.l10n.t('The reference list is up to date.'),
    report: true,
  });
}

/** The list as it should be, where there is one and nobody has to be asked anything. */
async function editsOnSave(workspace: Workspace, document: vscode.TextDocument): Promise<vscode.TextEdit[]> {
  const numbered = workspace.numbered(document);
  if (!numbered?.manuscript.referenceLists.some(({ entries }) => entries.length > 0)) return [];
  const { style, missing } = await workspace.styleOf(document);
  if (missing !== undefined) return [];
  try {
    const engine = await workspace.prepareBibliography(document, numbered, style);
    const options = { locale: workspace.localeOf(document) };
    const plan = await inSlices(planBibliographyInSteps(numbered, style, engine, options));
    if (!plan || plan.kind === 'refused' || workspace.numbered(document) !== numbered) return [];
    return plan.edits.map(edit => toTextEdit(document, edit));
  } catch (error) {
    if (error instanceof StyleError) return [];
    throw error;
  }
}

/** The same for the cells of a notebook, which are not saved one by one. */
async function cellEditsOnSave(
  workspace: Workspace,
  cells: readonly vscode.TextDocument[],
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const cell of cells) edit.set(cell.uri, await editsOnSave(workspace, cell));
  return edit;
}
