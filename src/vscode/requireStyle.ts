import * as vscode from 'vscode';
import {
  type CitationStyle,
  knownLocale,
  LOCALE_TAGS,
  manuscriptLanguage,
  manuscriptLanguageRange,
  textIn,
} from '../core';
import { AuthorError } from './commands';
import { toRange } from './convert';
import { reveal } from './refusals';
import { PREFIX } from './settings';
import { downloadStyle, hostOf, type WantedStyle, wantedStyle } from './styleDownload';
import type { Workspace } from './workspace';

/**
 * The style that the list of `document` is to be written in. Where the manuscript names one that is not on this machine,
 * the author is asked whether to download it.
 *
 * @throws CancellationError where the author does not want that
 */
export async function requireStyle(
  workspace: Workspace,
  document: vscode.TextDocument,
): Promise<CitationStyle> {
  const { style, missing } = await workspace.styleOf(document);
  if (missing === undefined) return style;
  const wanted = wantedStyle(missing, workspace.settings(document).stylesRepository);
  if (!wanted) return style;
  const choose = vscode.l10n.t('Choose Another Style…');
  const answer = await askForDownload(
    wanted,
    vscode.l10n.t('The manuscript asks for the citation style “{0}”, which is not on this machine.', missing),
    [choose],
  );
  if (answer === choose) void vscode.commands.executeCommand('numberedCitations.chooseStyle');
  if (answer !== 'download') throw new vscode.CancellationError();
  return download(workspace, document, wanted);
}

/**
 * The language that the list of `document` is to be written in; empty for the style's own.
 *
 * @throws AuthorError where the author's setting names a language that styles have no words in
 */
export function requireLocale(workspace: Workspace, document: vscode.TextDocument): string {
  const locale = workspace.localeOf(document);
  const manuscript = workspace.numbered(document)?.manuscript;
  const own = manuscript && manuscriptLanguage(manuscript);
  if (locale === '' || knownLocale(locale) !== undefined || own === locale) {
    return locale;
  }
  const setting = `${PREFIX}.locale`;
  throw new AuthorError(
    vscode.l10n.t(
      'Nothing was changed. The setting {0} asks for the language “{1}”, in which styles have no words. They have them for {2}.',
      setting,
      locale,
      LOCALE_TAGS.join(', '),
    ),
    {
      title: vscode.l10n.t('Open the Setting'),
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', setting),
    },
  );
}

/** Tells, where a list was written, that it could not be in the language that its manuscript names. */
export async function tellUnknownLanguage(
  workspace: Workspace,
  document: vscode.TextDocument,
): Promise<void> {
  const manuscript = workspace.numbered(document)?.manuscript;
  const range = manuscript && manuscriptLanguageRange(manuscript);
  if (!range) return;
  const language = textIn(manuscript.text, range);
  if (knownLocale(language) !== undefined) return;
  const show = vscode.l10n.t('Show the Place');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Styles have no words in the language “{0}” that this manuscript names: words such as “and” and “edited by” are in the language of the style.',
      language,
    ),
    show,
  );
  if (answer === show && !document.isClosed) await reveal(document.uri, toRange(document, range));
}

/** Asks by name of the host whether a style may be fetched; `download`, one of `others`, or undefined. */
export async function askForDownload(
  wanted: WantedStyle,
  message: string,
  others: readonly string[] = [],
): Promise<string | undefined> {
  const yes = vscode.l10n.t('Download');
  const detail = vscode.l10n.t(
    'Download “{0}” from {1}? Nothing of the manuscript is sent. The style is kept on this machine and needs no network from then on.',
    wanted.id,
    hostOf(wanted.addresses[0]!),
  );
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, yes, ...others);
  return answer === yes ? 'download' : answer;
}

/** Fetches a style that the author has agreed to. @throws AuthorError where it cannot be had */
export function download(
  workspace: Workspace,
  document: vscode.TextDocument,
  wanted: WantedStyle,
): Promise<CitationStyle> {
  const { stylesRepository } = workspace.settings(document);
  return Promise.resolve(
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Downloading the style “{0}”', wanted.id),
      },
      () => downloadStyle(wanted, stylesRepository, workspace.styles),
    ),
  );
}
