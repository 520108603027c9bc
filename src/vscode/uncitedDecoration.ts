import * as vscode from 'vscode';

const SCHEME = 'numbered-citations-reference';

/** The address that a row of a tree carries so that the editor can badge and dim it. */
export function decoratedUri(id: string, count: number): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(id)}`, query: String(count) });
}

/** Shows how often the manuscript cites the work of a row; rows of works that it does not cite are dimmed. */
export function registerUncitedDecoration(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: uri => {
      if (uri.scheme !== SCHEME) return undefined;
      const count = Number(uri.query);
      if (count === 0)
        return new vscode.FileDecoration(undefined, undefined, new vscode.ThemeColor('disabledForeground'));
      // A badge holds two characters.
      return new vscode.FileDecoration(count > 9 ? '9+' : `${count}×`);
    },
  });
}
