import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('finds the extension and activates it', async () => {
    const extension = vscode.extensions.getExtension('numbered-citations.numbered-citations');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('opened the test workspace', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
