import * as vscode from 'vscode';
import {
  type BibCompletion,
  type BibtexDocument,
  type BibWords,
  bibKeyAt,
  bibReferenceAt,
  bibSymbols,
  bibWords,
  completeBibtex,
  type Library,
  recordsWithKey,
  referenceById,
} from '../core';
import { BIB_TEXTS, type BibDocuments } from './bibDocuments';
import { cardText, toMarkdown } from './card';
import { toRange } from './convert';
import type { Workspace } from './workspace';

const KINDS = {
  type: vscode.CompletionItemKind.Struct,
  field: vscode.CompletionItemKind.Field,
  month: vscode.CompletionItemKind.Constant,
  key: vscode.CompletionItemKind.Reference,
  value: vscode.CompletionItemKind.Value,
} as const;

/** Completion, cards, definitions, outline and folding in `.bib` texts. */
export function registerBibLanguage(workspace: Workspace, bibs: BibDocuments): vscode.Disposable {
  /** What `make` gives for the present blocks; undefined where the text changed while they were read. */
  const withBlocks = async <Value>(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
    make: (blocks: BibtexDocument) => Value,
  ): Promise<Value | undefined> => {
    const { version } = document;
    const blocks = await bibs.blocksOf(document);
    return blocks && document.version === version && !token.isCancellationRequested
      ? make(blocks)
      : undefined;
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      BIB_TEXTS,
      {
        provideCompletionItems: (document, position, token) =>
          withBlocks(document, token, blocks => completions(workspace, document, position, blocks)),
      },
      '@',
      '{',
      '=',
      ' ',
    ),
    vscode.languages.registerHoverProvider(BIB_TEXTS, {
      provideHover: async (document, position, token) => {
        const blocks = await withBlocks(document, token, found => found);
        return blocks && hover(workspace, document, position, blocks);
      },
    }),
    vscode.languages.registerDefinitionProvider(BIB_TEXTS, {
      provideDefinition: (document, position, token) =>
        withBlocks(document, token, blocks => {
          const key = bibKeyAt(blocks, document.offsetAt(position));
          if (!key) return [];
          return recordsWithKey(blocks, key.key).map(
            ({ range, selection }): vscode.LocationLink => ({
              originSelectionRange: toRange(document, key.range),
              targetUri: document.uri,
              targetRange: toRange(document, range),
              targetSelectionRange: toRange(document, selection),
            }),
          );
        }),
    }),
    vscode.languages.registerDocumentSymbolProvider(
      BIB_TEXTS,
      {
        provideDocumentSymbols: (document, token) =>
          withBlocks(document, token, blocks =>
            bibSymbols(blocks).map(({ kind, name, detail, range, selection }) => {
              const symbol = kind === 'string' ? vscode.SymbolKind.Constant : vscode.SymbolKind.Struct;
              return new vscode.DocumentSymbol(
                name,
                detail,
                symbol,
                toRange(document, range),
                toRange(document, selection),
              );
            }),
          ),
      },
      { label: vscode.l10n.t('Numbered Citations') },
    ),
    vscode.languages.registerFoldingRangeProvider(BIB_TEXTS, {
      provideFoldingRanges: (document, _context, token) =>
        withBlocks(document, token, blocks =>
          bibSymbols(blocks).flatMap(({ range }) => {
            const { start, end } = toRange(document, range);
            return end.line > start.line ? [new vscode.FoldingRange(start.line, end.line)] : [];
          }),
        ),
    }),
  );
}

/** Records up to this many are counted anew for each list; the words of larger texts are kept for a while. */
const FEW_RECORDS = 2000;
const KEPT_FOR = 10_000;
const counted = new WeakMap<vscode.TextDocument, { readonly at: number; readonly words: BibWords }>();

function wordsOf(
  document: vscode.TextDocument,
  blocks: BibtexDocument,
  libraries: readonly Library[],
): BibWords | undefined {
  if (blocks.blocks.length <= FEW_RECORDS) return undefined;
  const known = counted.get(document);
  if (known && Date.now() - known.at < KEPT_FOR) return known.words;
  const words = bibWords(blocks, libraries);
  counted.set(document, { at: Date.now(), words });
  return words;
}

function completions(
  workspace: Workspace,
  document: vscode.TextDocument,
  position: vscode.Position,
  blocks: BibtexDocument,
): vscode.CompletionList | undefined {
  const libraries = workspace.libraries();
  const words = wordsOf(document, blocks, libraries);
  const found = completeBibtex(blocks, document.offsetAt(position), {
    libraries,
    ...(words ? { words } : {}),
    ...(document.languageId === 'biblatex' ? { dialect: 'biblatex' as const } : {}),
  });
  if (!found) return undefined;
  const range = toRange(document, found.range);
  if (!range.isSingleLine) return undefined;
  // The editor compares what is typed with all that an offer replaces, a brace before it included.
  const brace = document.getText(range).startsWith('{') ? '{' : '';
  const items = found.items.map((item, index) => completionItem(item, index, range, brace));
  return new vscode.CompletionList(items, found.isIncomplete);
}

function completionItem(
  completion: BibCompletion,
  index: number,
  range: vscode.Range,
  brace: string,
): vscode.CompletionItem {
  const { kind, label, insertText, isSnippet, detail } = completion;
  const isRequired = kind === 'field' && detail !== '';
  const description = isRequired ? vscode.l10n.t('required') : detail;
  const item = new vscode.CompletionItem({ label, description }, KINDS[kind]);
  item.insertText = isSnippet ? new vscode.SnippetString(insertText) : insertText;
  item.range = range;
  item.filterText = `${brace}${label}`;
  item.sortText = String(index).padStart(5, '0');
  if (isRequired && index === 0) item.preselect = true;
  return item;
}

/** The card of the record at the cursor, as the text has it now, saved or not. */
async function hover(
  workspace: Workspace,
  document: vscode.TextDocument,
  position: vscode.Position,
  blocks: BibtexDocument,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const key = bibKeyAt(blocks, offset);
  const parent = key?.kind === 'named' ? recordsWithKey(blocks, key.key)[0] : undefined;
  // The name carries the version, because cards are kept by the name of the library and the key.
  const name = `${vscode.workspace.asRelativePath(document.uri)} ${document.version}`;
  const reference = bibReferenceAt(blocks, parent?.range.start ?? offset, name);
  if (!reference) return undefined;
  const known = referenceById(workspace.libraries(), reference.id) !== undefined;
  const work = {
    document: undefined,
    numberedManuscript: undefined,
    number: undefined,
    list: 0,
    numbered: undefined,
    reference,
  };
  const card = cardText(workspace, work, await workspace.formatter(document, [reference]), {
    links: known,
  });
  return new vscode.Hover(toMarkdown([card]), key && toRange(document, key.range));
}
