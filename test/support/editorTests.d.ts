/** All test/vscode/*.test.ts, put together by scripts/lib/editorTests.mjs. */
declare module 'editor-tests' {}
