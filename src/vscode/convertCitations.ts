import * as vscode from 'vscode';
import {
  type CitationTarget,
  citationTargets,
  librariesNamedBy,
  type NewFile,
  planConvertCitations,
  referencesCitedByKey,
} from '../core';
import { AuthorError, changeTexts, registerCommand, requireManuscript } from './commands';
import { toWorkspaceEdit } from './convert';
import { notebookOf } from './notebookCells';
import type { Preview } from './preview';
import { showRefusal } from './refusals';
import type { Workspace } from './workspace';

/** What the library of the cited works is called, unless that name is taken. */
const LIBRARY = 'references.bib';

/** The command that turns citations by number into citations by key, and back, with a preview. */
export function registerConvertCitations(workspace: Workspace, previews: Preview): vscode.Disposable {
  return registerCommand('convertCitations', async (asked: unknown) => {
    const { editor, numbered: present } = requireManuscript(workspace);
    const { document } = editor;
    if (notebookOf(document)) {
      throw new AuthorError(
        vscode.l10n.t('Citations of a notebook are not converted: each cell is a text of its own.'),
      );
    }
    const targets = citationTargets(present.manuscript);
    const target =
      targets.find(name => name === asked) ??
      (await chooseTarget(targets, present.manuscript.citations.length > 0));
    if (target === undefined) return;
    const format = await workspace.listFormatter(document, referencesCitedByKey(present));
    const numbered = workspace.numbered(document);
    if (!numbered) return;
    const library = await freeName(document);
    const plan = planConvertCitations(numbered, target, {
      library,
      named: librariesNamedBy(numbered.manuscript).map(({ path }) => path),
      formatEntry: format,
    });
    if (plan.kind === 'refused') {
      showRefusal(plan.reasons.map(reason => ({ ...reason, document })));
      return;
    }
    if (plan.edits.length === 0) {
      void vscode.window.showInformationMessage(plan.summary);
      return;
    }
    const title = vscode.l10n.t('Convert citations: {0}', titleOf(target));
    if (!(await previews.confirm([{ document, edits: plan.edits }], title))) return;
    if (document.isClosed || document.getText() !== numbered.manuscript.text) {
      throw new AuthorError(
        vscode.l10n.t('The manuscript changed in the meantime, so nothing was done. Run the command again.'),
      );
    }
    const edit = toWorkspaceEdit(document, plan.edits);
    for (const file of plan.files) addFile(edit, document, file);
    await changeTexts(edit, plan.files.length > 0);
    const written = plan.files.map(({ name }) => vscode.l10n.t('The works are in {0}.', name));
    void vscode.window.showInformationMessage([plan.summary, ...written].join(' '));
  });
}

async function chooseTarget(
  targets: readonly CitationTarget[],
  byNumber: boolean,
): Promise<CitationTarget | undefined> {
  const items = targets.map(target => ({ label: titleOf(target), description: exampleOf(target), target }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Convert the citations of this manuscript'),
    placeHolder: byNumber
      ? vscode.l10n.t('Citations by number become …')
      : vscode.l10n.t('Citations by key become …'),
    matchOnDescription: true,
  });
  return chosen?.target;
}

function titleOf(target: CitationTarget): string {
  switch (target) {
    case 'pandoc':
      return vscode.l10n.t('Keys of Pandoc, Quarto and R Markdown');
    case 'latex':
      return vscode.l10n.t('Keys of LaTeX');
    case 'typst':
      return vscode.l10n.t('Keys of Typst');
    case 'restructuredtext':
      return vscode.l10n.t('Keys of reStructuredText');
    case 'asciidoc':
      return vscode.l10n.t('Keys of AsciiDoc');
    case 'numbered':
      return vscode.l10n.t('Numbers with a reference list');
    case 'superscript':
      return vscode.l10n.t('Superscript numbers with a reference list');
  }
}

const EXAMPLES: Readonly<Record<CitationTarget, string>> = {
  pandoc: '[@long2023; @miller2020, p. 4]',
  latex: '\\cite{long2023,miller2020}',
  typst: '@long2023 @miller2020[p. 4]',
  restructuredtext: ':cite:p:`long2023,miller2020`',
  asciidoc: 'cite:[long2023, miller2020(4)]',
  numbered: '[1, 2]',
  superscript: '¹,²',
};

function exampleOf(target: CitationTarget): string {
  return EXAMPLES[target];
}

/** A name beside the manuscript that no file has: what is there is never replaced. */
async function freeName(document: vscode.TextDocument): Promise<string> {
  const stem = LIBRARY.replace(/\.bib$/, '');
  for (let count = 1; count < 100; count += 1) {
    const name = count === 1 ? LIBRARY : `${stem}-${count}.bib`;
    if (document.isUntitled || !(await exists(beside(document, name)))) return name;
  }
  throw new AuthorError(vscode.l10n.t('There are too many libraries beside this manuscript.'));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function beside(document: vscode.TextDocument, name: string): vscode.Uri {
  return vscode.Uri.joinPath(document.uri, '..', name);
}

/** A manuscript without a folder gets its library as a new text. */
function addFile(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, { name, text }: NewFile): void {
  if (document.isUntitled) {
    void vscode.workspace
      .openTextDocument({ content: text, language: 'bibtex' })
      .then(opened => vscode.window.showTextDocument(opened, { preview: false, preserveFocus: true }));
    return;
  }
  edit.createFile(beside(document, name), {
    overwrite: false,
    ignoreIfExists: false,
    contents: new TextEncoder().encode(text),
  });
}

declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
