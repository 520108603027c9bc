import * as vscode from 'vscode';
import {
  applyEdits,
  type CitationStyle,
  composeEdits,
  type EditPlan,
  type EntryFormatter,
  fellowsOf,
  type NumberedManuscript,
  numberManuscript,
  parseAlike,
  planBibliographyInSteps,
  planCitationForm,
  planStyleChoice,
  type StyleDescription,
  type TextEdit,
} from '../core';
import { AuthorError, applyPlan, registerCommand, requireText } from './commands';
import { homeOf, notebookOf } from './notebookCells';
import { askForDownload, download, requireLocale, tellUnknownLanguage } from './requireStyle';
import { inSlices } from './slices';
import { wantedStyle } from './styleDownload';
import { pickStyle } from './stylePicker';
import type { Workspace } from './workspace';

/**
 * The command that writes the reference list in another style. The manuscript then names its style, in its front matter
 * or in invisible markup, and keeps it; no setting is written. Where the style cites in another form than the text does,
 * the author is asked whether the text is to follow; all of it is one undo step.
 */
export function registerChooseStyle(workspace: Workspace): vscode.Disposable {
  return registerCommand('chooseStyle', async (asked, form) => {
    const active = requireText(workspace);
    // A notebook keeps its list in one cell; the style is said there.
    const isCell = notebookOf(active.document) !== undefined;
    const document = isCell ? await workspace.listDocument(active.document) : active.document;
    const atFirst = workspace.numbered(document) ?? active.numbered;
    const present = (await workspace.styleOf(document)).style.id;
    const chosen =
      typeof asked === 'string'
        ? await styleByName(workspace, document, asked)
        : await chosenStyle(workspace, document, atFirst, present);
    const numbered = chosen && workspace.numbered(document);
    if (!numbered) return;
    const { style, name } = chosen;
    const locale = requireLocale(workspace, document);
    const description = await workspace.formatting.describe(style);
    // The form of citations in other cells is not this command's to change, and two forms in one text are none.
    const canFollow = fellowsOf(numbered).every(fellow => fellow.numbered.manuscript.citations.length === 0);
    const follow =
      canFollow && (form === 'text' || (form !== 'list' && (await wantsForm(numbered, style, description))));
    const engine = await workspace.prepareBibliography(document, numbered, style);
    const plan = await planStyle(numbered, style, name, engine, {
      locale,
      look: follow ? description.citationLook : undefined,
    });
    const isWritten = await applyPlan(document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The reference list has this style already.'),
      report: true,
    });
    if (isWritten) void tellUnknownLanguage(workspace, document);
  });
}

interface ChosenStyle {
  readonly style: CitationStyle;
  /** What the manuscript remembers it by. */
  readonly name: string;
}

async function chosenStyle(
  workspace: Workspace,
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  present: string,
): Promise<ChosenStyle | undefined> {
  const picked = await pickStyle(workspace, document, numbered, present);
  if (picked?.kind !== 'official') return picked;
  const { stylesRepository } = workspace.settings(document);
  const written = await vscode.window.showInputBox({
    title: vscode.l10n.t('Find an official style'),
    prompt: vscode.l10n.t(
      'Name of the journal or style (Journal of Immunology, plos), or the address of a .csl file',
    ),
    validateInput: value =>
      value.trim() === '' || wantedStyle(value, stylesRepository)
        ? undefined
        : vscode.l10n.t('This is neither a name nor an address.'),
  });
  if (!written?.trim()) return undefined;
  const known = await workspace.styles.find(written, homeOf(document));
  if (known) return { style: known, name: known.id };
  const wanted = wantedStyle(written, stylesRepository);
  if (!wanted) return undefined;
  const question = vscode.l10n.t('The style “{0}” is not on this machine.', wanted.id);
  if ((await askForDownload(wanted, question)) !== 'download') return undefined;
  return { style: await download(workspace, document, wanted), name: wanted.id };
}

async function styleByName(
  workspace: Workspace,
  document: vscode.TextDocument,
  name: string,
): Promise<ChosenStyle> {
  const style = await workspace.styles.find(name, homeOf(document));
  if (style) return { style, name };
  throw new AuthorError(vscode.l10n.t('The style “{0}” is not on this machine.', name));
}

/** Asks whether the text is to follow the style, where it would change. @throws CancellationError when the author leaves */
async function wantsForm(
  numbered: NumberedManuscript,
  style: CitationStyle,
  { citationLook }: StyleDescription,
): Promise<boolean> {
  const plan = citationLook && planCitationForm(numbered, citationLook);
  if (!plan || plan.kind === 'refused' || plan.edits.length === 0) return false;
  const forms = {
    brackets: vscode.l10n.t('in square brackets'),
    round: vscode.l10n.t('in round brackets'),
    superscript: vscode.l10n.t('as superscripts'),
  };
  const follow = {
    label: vscode.l10n.t('Bring the text in line: cite {0}', forms[citationLook.form]),
    detail: vscode.l10n.t(
      '{0} places of the text change, together with the list, in one undo step',
      plan.edits.length,
    ),
  };
  const leave = { label: vscode.l10n.t('Leave the citations of the text as they are') };
  const answer = await vscode.window.showQuickPick([follow, leave], {
    title: vscode.l10n.t('{0} cites {1}', style.title, forms[citationLook.form]),
  });
  if (!answer) throw new vscode.CancellationError();
  return answer === follow;
}

/** Writes the list in the style, the style's name, and where wanted the citations in its form: one undo step. */
async function planStyle(
  numbered: NumberedManuscript,
  style: CitationStyle,
  name: string,
  engine: EntryFormatter,
  options: { readonly locale: string; readonly look: StyleDescription['citationLook'] },
): Promise<EditPlan> {
  const { manuscript, libraries } = numbered;
  const { text } = manuscript;
  const list = await inSlices(planBibliographyInSteps(numbered, style, engine, options));
  if (!list) throw new vscode.CancellationError();
  if (list.kind === 'refused') return list;
  let edits: readonly TextEdit[] = list.edits;
  const choice = planStyleChoice(parseAlike(manuscript, applyEdits(text, edits)), name);
  if (choice.kind === 'refused') return choice;
  edits = composeEdits(text, edits, choice.edits);
  if (options.look) {
    const listed = numberManuscript(parseAlike(manuscript, applyEdits(text, edits)), libraries);
    const form = planCitationForm(listed, options.look);
    if (form.kind === 'refused') return form;
    edits = composeEdits(text, edits, form.edits);
  }
  return { kind: 'edits', edits, summary: choice.summary };
}
