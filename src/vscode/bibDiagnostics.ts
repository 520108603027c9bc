import * as vscode from 'vscode';
import { type BibDiagnostic, checkBibtexInSteps } from '../core';
import { BIB_TEXTS, type BibDocuments } from './bibDocuments';
import { toLocation, toRange, toWorkspaceEdit } from './convert';
import { Debounced } from './debounce';
import { localized } from './localized';
import { inSlices } from './slices';
import type { Workspace } from './workspace';

/** Quiet time after a keystroke before a text is checked again. */
const QUIET = 300;

/** Records that are checked before others may run. */
const STEP = 60;

/** The editor draws them all; of more, the worst are shown. */
const MOST_SHOWN = 1000;

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

interface Found {
  readonly version: number;
  readonly findings: readonly { readonly shown: vscode.Diagnostic; readonly finding: BibDiagnostic }[];
}

/** Checks open `.bib` texts while they are written, and offers the fixes. */
export function registerBibDiagnostics(workspace: Workspace, bibs: BibDocuments): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('numberedCitationsBib');
  const known = new Map<string, Found>();
  const checks = new Debounced(QUIET);

  const check = async (document: vscode.TextDocument): Promise<void> => {
    const settings = workspace.settings(document);
    const { version } = document;
    const isWanted = (): boolean => !document.isClosed && document.version === version;
    const blocks = settings.diagnostics ? await bibs.blocksOf(document) : undefined;
    const options = {
      severities: settings.severities,
      ...(document.languageId === 'biblatex' ? { dialect: 'biblatex' as const } : {}),
    };
    const findings = blocks && (await inSlices(checkBibtexInSteps(blocks, options, STEP), isWanted));
    if (!isWanted()) return;
    const shown = worst(findings ?? []).map(finding => ({ finding, shown: toDiagnostic(document, finding) }));
    known.set(document.uri.toString(), { version, findings: shown });
    collection.set(
      document.uri,
      shown.map(each => each.shown),
    );
  };
  const later = (document: vscode.TextDocument): void =>
    checks.schedule(document.uri.toString(), () => void check(document));
  const checkAll = (): void => bibs.all().forEach(later);
  checkAll();

  return vscode.Disposable.from(
    collection,
    checks,
    bibs.onDidChange(later),
    bibs.onDidClose(({ uri }) => {
      checks.cancel(uri.toString());
      known.delete(uri.toString());
      collection.delete(uri);
    }),
    workspace.onDidChangeSettings(checkAll),
    vscode.languages.registerCodeActionsProvider(
      BIB_TEXTS,
      {
        provideCodeActions: (document, range) => fixesAt(document, known.get(document.uri.toString()), range),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function worst(findings: readonly BibDiagnostic[]): readonly BibDiagnostic[] {
  if (findings.length <= MOST_SHOWN) return findings;
  return [...findings].sort((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity]).slice(0, MOST_SHOWN);
}

function toDiagnostic(document: vscode.TextDocument, finding: BibDiagnostic): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(document, finding.range),
    localized(finding),
    SEVERITIES[finding.severity],
  );
  diagnostic.source = vscode.l10n.t('Numbered Citations');
  diagnostic.code = finding.code;
  diagnostic.relatedInformation = (finding.related ?? []).map(
    related =>
      new vscode.DiagnosticRelatedInformation(toLocation(document, related.range), localized(related)),
  );
  return diagnostic;
}

/** The quick fixes of the findings in `range`, as far as they were made for the present text. */
function fixesAt(
  document: vscode.TextDocument,
  found: Found | undefined,
  range: vscode.Range,
): vscode.CodeAction[] {
  if (found?.version !== document.version) return [];
  return found.findings.flatMap(({ shown, finding: { fix } }) => {
    if (!fix || !shown.range.intersection(range)) return [];
    const action = new vscode.CodeAction(localized(fix), vscode.CodeActionKind.QuickFix);
    action.edit = toWorkspaceEdit(document, fix.edits);
    action.isPreferred = true;
    action.diagnostics = [shown];
    return [action];
  });
}
