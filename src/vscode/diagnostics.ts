import * as vscode from 'vscode';
import {
  type CheckOptions,
  checkManuscript,
  type Diagnostic,
  type NumberedManuscript,
  planFixAll,
  planMergeReferences,
  type Remedy,
  referenceById,
  resolve,
  suppressRule,
} from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import { toLocation, toRange, toWorkspaceEdit } from './convert';
import { citeAt } from './insertCitation';
import { localized } from './localized';
import { checkManuscripts } from './manuscriptChecks';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Preview } from './preview';
import { SentenceReadings } from './sentenceReadings';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** Quiet time after a keystroke before a manuscript is checked again. */
const QUIET = 300;

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('numberedCitations');

/** A diagnostic of the editor with the core's, which has the fix. */
class NumberedDiagnostic extends vscode.Diagnostic {
  readonly finding: Diagnostic;
  readonly version: number;

  constructor(document: vscode.TextDocument, finding: Diagnostic) {
    super(toRange(document, finding.range), localized(finding), SEVERITIES[finding.severity]);
    this.finding = finding;
    this.version = document.version;
    this.source = vscode.l10n.t('Numbered Citations');
    this.code = finding.code;
    this.relatedInformation = (finding.related ?? []).map(
      related =>
        new vscode.DiagnosticRelatedInformation(toLocation(document, related.range), localized(related)),
    );
  }
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** Checks open manuscripts while they are written, and offers the fixes. */
export function registerDiagnostics(workspace: Workspace, previews: Preview): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('numberedCitations');
  const known = new Map<string, readonly NumberedDiagnostic[]>();
  const sentences = new SentenceReadings(workspace);

  const publish = (document: vscode.TextDocument): void => {
    if (document.isClosed) return;
    const numbered = workspace.settings(document).diagnostics ? workspace.numbered(document) : undefined;
    const found =
      numbered && hasNumbers(numbered)
        ? checkManuscript(numbered, checkOptions(workspace, document, sentences))
        : [];
    const diagnostics = found.map(finding => new NumberedDiagnostic(document, finding));
    known.set(document.uri.toString(), diagnostics);
    collection.set(document.uri, diagnostics);
  };
  const check = (document: vscode.TextDocument): void => {
    publish(document);
    const { diagnostics, severities } = workspace.settings(document);
    if (diagnostics && !document.isClosed) sentences.read(document, severities, () => publish(document));
  };

  return vscode.Disposable.from(
    collection,
    sentences,
    checkManuscripts(workspace, {
      quiet: QUIET,
      causes: [workspace.onDidChangeLibraries],
      check,
      forget: ({ uri }) => {
        known.delete(uri.toString());
        collection.delete(uri);
      },
    }),
    vscode.languages.registerCodeActionsProvider(
      MANUSCRIPTS,
      {
        provideCodeActions: (document, range, context) => {
          const diagnostics = known.get(document.uri.toString()) ?? [];
          return [
            ...fixesAt(document, diagnostics, range),
            ...(context.only?.contains(FIX_ALL) ? fixAll(workspace, document, sentences) : []),
            ...suppressionsAt(workspace, document, diagnostics, range),
          ];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
    ),
    registerCommand('citeGivenReference', (...values) => citeGiven(workspace, values)),
    registerCommand('mergeGivenReferences', (...values) => mergeGiven(workspace, previews, values)),
    registerCommand('fixAll', async () => {
      const { editor, numbered } = requireManuscript(workspace);
      await applyPlan(
        editor.document,
        numbered,
        planFixAll(numbered, checkOptions(workspace, editor.document, sentences)),
        {
          nothingToDo: vscode.l10n.t('There is nothing that can be fixed safely.'),
          report: true,
        },
      );
    }),
  );
}

/**
 * Whether the text uses numbers for references at all: any log is plain text, and may be full of `[17]`. Markups are
 * written by authors.
 */
function hasNumbers(numbered: NumberedManuscript): boolean {
  const { manuscript, numberings } = numbered;
  if (manuscript.language !== 'plaintext' || numberings.some(({ source }) => source === 'list')) return true;
  return manuscript.citations.some(citation =>
    resolve(numbered, citation).some(({ kind }) => kind === 'numbered'),
  );
}

/** The quick fixes of the diagnostics in `range`, as far as they were made for the present text. */
function fixesAt(
  document: vscode.TextDocument,
  diagnostics: readonly NumberedDiagnostic[],
  range: vscode.Range,
): vscode.CodeAction[] {
  return diagnostics.flatMap(diagnostic => {
    const { fix, choices = [], remedy } = diagnostic.finding;
    if (diagnostic.version !== document.version || !diagnostic.range.intersection(range)) return [];
    const actions: vscode.CodeAction[] = [];
    if (fix) {
      const action = new vscode.CodeAction(localized(fix), vscode.CodeActionKind.QuickFix);
      action.edit = toWorkspaceEdit(document, fix.edits);
      action.isPreferred = true;
      actions.push(action);
    }
    if (remedy) {
      const action = new vscode.CodeAction(localized(remedy), vscode.CodeActionKind.QuickFix);
      action.command = commandOf(document, remedy);
      actions.push(action);
    }
    for (const choice of choices) {
      const action = new vscode.CodeAction(localized(choice), vscode.CodeActionKind.QuickFix);
      action.edit = toWorkspaceEdit(document, choice.edits);
      actions.push(action);
    }
    for (const action of actions) action.diagnostics = [diagnostic];
    return actions;
  });
}

/** Comments that switch off the rules of the diagnostics in `range`, behind the fixes. */
function suppressionsAt(
  workspace: Workspace,
  document: vscode.TextDocument,
  diagnostics: readonly NumberedDiagnostic[],
  range: vscode.Range,
): vscode.CodeAction[] {
  const manuscript = workspace.numbered(document)?.manuscript;
  if (!manuscript) return [];
  const here = diagnostics.filter(
    diagnostic => diagnostic.version === document.version && diagnostic.range.intersection(range),
  );
  return here.flatMap(diagnostic => {
    const { code, range: place } = diagnostic.finding;
    const choices = [
      [vscode.l10n.t('Switch off {0} for this line', code), { line: place.start }],
      [vscode.l10n.t('Switch off {0} in this file', code), 'file'],
    ] as const;
    return choices.flatMap(([title, where]) => {
      const edit = suppressRule(manuscript, code, where);
      if (!edit) return [];
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = toWorkspaceEdit(document, [edit]);
      action.diagnostics = [diagnostic];
      return [action];
    });
  });
}

/** Remedies reach further than the place of the finding, so that the author sees a preview. */
function commandOf(document: vscode.TextDocument, remedy: Remedy): vscode.Command {
  if (remedy.kind === 'renumber') {
    const command = remedy.allFiles ? 'renumberFiles' : 'renumberWithPreview';
    return { title: localized(remedy), command: `${PREFIX}.${command}` };
  }
  if (remedy.kind === 'cite') {
    return {
      title: localized(remedy),
      command: `${PREFIX}.citeGivenReference`,
      arguments: [document.uri.toString(), remedy.offset, remedy.id],
    };
  }
  const { kept, given, list } = remedy;
  return {
    title: localized(remedy),
    command: `${PREFIX}.mergeGivenReferences`,
    arguments: [document.uri.toString(), kept, given, list],
  };
}

/** Cites a work at a place that a finding named. */
async function citeGiven(workspace: Workspace, values: readonly unknown[]): Promise<void> {
  const [uri, offset, id] = values;
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
  if (!document || typeof offset !== 'number' || typeof id !== 'string') return;
  const reference = referenceById(workspace.libraries(), id);
  if (reference) await citeAt(workspace, document, offset, [reference]);
}

/** Merges two entries that a finding named, with a preview. */
async function mergeGiven(
  workspace: Workspace,
  previews: Preview,
  values: readonly unknown[],
): Promise<void> {
  const [uri, kept, given, list] = values;
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
  const numbered = document && workspace.numbered(document);
  if (!numbered || typeof kept !== 'number' || typeof given !== 'number') return;
  const plan = planMergeReferences(numbered, kept, given, {
    ...workspace.settings(document).rewrite,
    ...(typeof list === 'number' ? { list } : {}),
  });
  await applyPlan(document, numbered, plan, {
    nothingToDo: vscode.l10n.t('Nothing to change.'),
    preview: { by: previews, title: vscode.l10n.t('Merge references {0} and {1}', kept, given) },
  });
}

function checkOptions(
  workspace: Workspace,
  document: vscode.TextDocument,
  sentences: SentenceReadings,
): CheckOptions {
  const { citations, claims } = sentences.of(document);
  const { severities, rewrite } = workspace.settings(document);
  return {
    severities,
    currentYear: new Date().getFullYear(),
    readings: citations,
    claims,
    missingLibraries: workspace.missingLibraries(document),
    ...rewrite,
  };
}

/** Every safe fix in one action, for “fix all” on save. */
function fixAll(
  workspace: Workspace,
  document: vscode.TextDocument,
  sentences: SentenceReadings,
): vscode.CodeAction[] {
  const numbered = workspace.numbered(document);
  const plan = numbered && planFixAll(numbered, checkOptions(workspace, document, sentences));
  if (plan?.kind !== 'edits' || plan.edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all numbered citations'), FIX_ALL);
  action.edit = toWorkspaceEdit(document, plan.edits);
  return [action];
}
