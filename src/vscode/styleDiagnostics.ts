import * as vscode from 'vscode';
import { type CitationStyle, parseStyle, StyleError, styleChoice } from '../core';
import { toRange } from './convert';
import { checkManuscripts, diagnosticsAt, fixesByCommand } from './manuscriptChecks';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { placeOfStyleProblem, styleProblem } from './styleProblem';
import type { Workspace } from './workspace';

/** Quiet time after a change before it is asked whether the style that the manuscript names can be used. */
const QUIET = 1_200;
const CODE = 'style-cannot-be-used';

/**
 * Warns where a manuscript names a style file that cannot be used: which line of it is wrong and why. The list of such a
 * manuscript is not written until the file is corrected or another style is chosen, which a quick fix leads to.
 */
export function registerStyleDiagnostics(workspace: Workspace): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('numberedCitationsStyle');
  const problems = new WeakMap<CitationStyle, StyleError | 'none'>();

  const problemOf = (style: CitationStyle): StyleError | undefined => {
    const known = problems.get(style) ?? firstProblem(style) ?? 'none';
    problems.set(style, known);
    return known === 'none' ? undefined : known;
  };
  const check = async (document: vscode.TextDocument): Promise<void> => {
    const choice = document.isClosed ? undefined : namedStyle(workspace, document);
    const { version } = document;
    const style = choice && (await workspace.styles.find(choice.written, document.uri));
    const problem = style && problemOf(style);
    if (document.isClosed || document.version !== version) return;
    const shown = problem && workspace.settings(document).diagnostics;
    collection.set(document.uri, shown ? [diagnosticOf(toRange(document, choice.range), problem)] : []);
  };

  return vscode.Disposable.from(
    collection,
    checkManuscripts(workspace, {
      quiet: QUIET,
      causes: [workspace.styles.onDidChange],
      check,
      forget: ({ uri }) => collection.delete(uri),
    }),
    vscode.languages.registerCodeActionsProvider(
      MANUSCRIPTS,
      { provideCodeActions: (document, range) => otherStyle(collection.get(document.uri) ?? [], range) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function namedStyle(workspace: Workspace, document: vscode.TextDocument) {
  const manuscript = workspace.numbered(document)?.manuscript;
  return manuscript && styleChoice(manuscript);
}

/** Bundled styles have none. */
function firstProblem(style: CitationStyle): StyleError | undefined {
  const found = style.csl === undefined ? [] : parseStyle(style.csl).problems;
  const error = found.find(({ severity }) => severity === 'error');
  return error && new StyleError(style, error.message, error.line);
}

function diagnosticOf(range: vscode.Range, problem: StyleError): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, styleProblem(problem), vscode.DiagnosticSeverity.Warning);
  const place = placeOfStyleProblem(problem);
  if (place)
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, problem.problem)];
  diagnostic.source = vscode.l10n.t('Numbered Citations');
  diagnostic.code = CODE;
  return diagnostic;
}

function otherStyle(diagnostics: readonly vscode.Diagnostic[], range: vscode.Range): vscode.CodeAction[] {
  return fixesByCommand(
    diagnosticsAt(diagnostics, range),
    vscode.l10n.t('Choose Another Style…'),
    'chooseStyle',
  );
}
