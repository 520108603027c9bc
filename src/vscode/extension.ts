import type * as vscode from 'vscode';
import type { MarkdownIt } from '../preview';
import { registerAddToLibrary } from './addToLibrary';
import { registerBibDiagnostics } from './bibDiagnostics';
import { BibDocuments } from './bibDocuments';
import { registerBibLanguage } from './bibLanguage';
import { registerBibliography } from './bibliography';
import { registerBibReferences } from './bibReferences';
import { registerChooseStyle } from './chooseStyle';
import { registerCitationTree } from './citationTree';
import { registerCodeLens } from './codeLens';
import { registerCompletion } from './completion';
import { registerConvertCitations } from './convertCitations';
import { registerCopyReference } from './copyReference';
import { registerDiagnostics } from './diagnostics';
import { registerDropReference } from './dropReference';
import { registerEditReferences } from './editReferences';
import { registerExportReferences } from './exportReferences';
import { registerGoToReference } from './goToReference';
import { registerHalfRenumbered } from './halfRenumbered';
import { registerHover } from './hover';
import { registerInlayHints } from './inlayHints';
import { registerInlineSuggestion } from './inlineSuggestion';
import { registerInsertCitation } from './insertCitation';
import { registerLanguageModelTools } from './languageModelTools';
import { registerLibraryProgress } from './libraryProgress';
import { registerLibraryText } from './libraryText';
import { registerLibraryTree } from './libraryTree';
import { registerLinkDefinitions } from './linkDefinitions';
import { registerListState } from './listState';
import { extendMarkdownPreview } from './markdownPreview';
import { registerNavigation } from './navigation';
import { registerNotebookRenderer } from './notebookRenderer';
import { registerPasteCitations } from './pasteCitations';
import { Preview } from './preview';
import { registerRefreshZotero } from './refreshZotero';
import { registerRefusals } from './refusals';
import { registerRename } from './rename';
import { registerRenameKey } from './renameKey';
import { registerRenumber } from './renumber';
import { registerRenumberFiles } from './renumberFiles';
import { registerSampleManuscript } from './sampleManuscript';
import { registerStyleDiagnostics } from './styleDiagnostics';
import { registerSuggestAfterPaste } from './suggestAfterPaste';
import { registerSuggestedHere } from './suggestedHere';
import { registerTopicTree } from './topicTree';
import { Workspace } from './workspace';

/** What other extensions, and our own tests, can read: the trees as the side bar shows them, and who reads libraries. */
export interface ExtensionApi {
  readonly topics: vscode.TreeDataProvider<unknown>;
  readonly citations: vscode.TreeDataProvider<unknown>;
  readonly libraries: vscode.TreeDataProvider<unknown>;
  /** Called by VS Code's Markdown preview with its renderer. */
  extendMarkdownIt(markdown: MarkdownIt): MarkdownIt;
  /** Whether libraries are read by a worker; false before the first one is. */
  readsInWorker(): Promise<boolean>;
  readonly suggested: vscode.TreeDataProvider<unknown>;
}

/** Called by the editor when a manuscript is opened, or a view or a command of this extension is used. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const workspace = new Workspace(context);
  const previews = new Preview();
  const bibs = new BibDocuments();
  const topics = registerTopicTree(workspace);
  const citations = registerCitationTree(workspace);
  const libraries = registerLibraryTree(workspace);
  const suggested = registerSuggestedHere(workspace);
  context.subscriptions.push(
    workspace,
    previews,
    bibs,
    topics,
    citations,
    libraries,
    suggested,
    registerLibraryText(workspace),
    registerLibraryProgress(workspace),
    registerCompletion(workspace),
    registerInlineSuggestion(workspace),
    registerSuggestAfterPaste(workspace),
    registerLanguageModelTools(workspace),
    registerHover(workspace),
    registerNavigation(workspace),
    registerNotebookRenderer(workspace),
    registerCodeLens(workspace),
    registerInlayHints(workspace),
    registerRefusals(),
    registerLinkDefinitions(workspace, context.globalState),
    registerDiagnostics(workspace, previews),
    registerHalfRenumbered(workspace),
    registerDropReference(workspace),
    registerInsertCitation(workspace),
    registerAddToLibrary(workspace, context.extensionUri),
    registerExportReferences(workspace),
    registerBibDiagnostics(workspace, bibs),
    registerBibLanguage(workspace, bibs),
    registerBibReferences(workspace, bibs),
    registerBibliography(workspace),
    registerListState(workspace),
    registerStyleDiagnostics(workspace),
    registerRenumber(workspace, previews),
    registerRenumberFiles(workspace, previews),
    registerRefreshZotero(workspace),
    registerConvertCitations(workspace, previews),
    registerRename(workspace),
    registerRenameKey(workspace, bibs),
    registerPasteCitations(workspace),
    registerEditReferences(workspace),
    registerChooseStyle(workspace),
    registerCopyReference(workspace),
    registerGoToReference(workspace),
    registerSampleManuscript(context.extensionUri),
  );
  return {
    extendMarkdownIt: markdown => extendMarkdownPreview(markdown, workspace),
    topics: topics.provider,
    citations: citations.provider,
    libraries: libraries.provider,
    suggested: suggested.provider,
    readsInWorker: () => workspace.readsInWorker(),
  };
}
