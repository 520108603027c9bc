/**
 * The only door of the core: what an editor, a command line or another program may use. All of it takes plain data
 * (texts, offsets in UTF-16 code units) and gives plain data; nothing of it reads a disk, a clock or the network.
 */
export * from './features/addToLibrary';
export * from './features/bibCompletion';
export * from './features/bibDiagnostics';
export * from './features/bibliography';
export * from './features/bibNavigation';
export * from './features/citationsInManuscript';
export * from './features/codeLens';
export * from './features/completion';
export * from './features/copyReference';
export * from './features/diagnostics';
export * from './features/exportReferences';
export * from './features/halfRenumbered';
export * from './features/hover';
export * from './features/inlayHints';
export * from './features/insertCitation';
export * from './features/insertReference';
export * from './features/libraryChoice';
export * from './features/libraryTree';
export * from './features/manuscriptFiles';
export * from './features/mergeReferences';
export * from './features/moveReference';
export * from './features/navigation';
export * from './features/pasteCitations';
export * from './features/removeReference';
export * from './features/renameKey';
export * from './features/renameNumber';
export * from './features/renumber';
export * from './features/styleChoice';
export * from './features/suggestHere';
export * from './features/swapReferences';
export * from './features/topicTree';
export type * from './features/types';
export * from './library';
export * from './manuscript';
export * from './numbering';
export * from './search';
export * from './style';
export { type ByteSections, joinSections, splitSections, type UnjoinedSections } from './text/byteSections';
export * from './text/composeEdits';
export * from './text/contentHash';
export * from './text/encoding';
export * from './text/glob';
export * from './text/lineIndex';
export * from './text/textEdit';
export * from './text/textRange';
