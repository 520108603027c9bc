import * as vscode from 'vscode';
import type { StyleError } from '../core';
import { reveal } from './refusals';

/** What is wrong with a style, with its file and the line of it where those are known. */
export function styleProblem({ style, problem, line }: StyleError): string {
  const name =
    style.file === undefined
      ? vscode.l10n.t('The style “{0}”', style.title || style.id)
      : vscode.workspace.asRelativePath(vscode.Uri.parse(style.file));
  const where = line === undefined ? name : vscode.l10n.t('{0}, line {1}', name, line);
  return `${where}: ${problem}`;
}

/** The line of the style's file that is wrong, or its first; undefined for a style that has no file. */
export function placeOfStyleProblem({ style, line }: StyleError): vscode.Location | undefined {
  if (style.file === undefined) return undefined;
  const at = Math.max(0, (line ?? 1) - 1);
  return new vscode.Location(vscode.Uri.parse(style.file), new vscode.Range(at, 0, at, 0));
}

/** Tells why a command could not use a style, and takes the author to the place, or to another style. */
export async function showStyleProblem(error: StyleError): Promise<void> {
  const place = placeOfStyleProblem(error);
  const show = vscode.l10n.t('Show the Place');
  const choose = vscode.l10n.t('Choose Another Style…');
  const answer = await vscode.window.showErrorMessage(
    vscode.l10n.t('Nothing was changed. {0}', styleProblem(error)),
    ...(place ? [show] : []),
    choose,
  );
  if (answer === show && place) await reveal(place.uri, place.range);
  if (answer === choose) await vscode.commands.executeCommand('numberedCitations.chooseStyle');
}
