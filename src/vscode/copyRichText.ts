import * as vscode from 'vscode';
import { escapeHtml, type RichText } from '../core';

// Both extension hosts have it; the types of neither Node nor the browser are loaded in this room.
declare const crypto: { randomUUID(): string };

/**
 * Puts formatted text on the clipboard. VS Code itself copies only words, so a panel shows what is to be copied, and its
 * button, which has the focus, copies it with its formatting. Where the panel may not, the words alone are copied, and the
 * author is told.
 */
export async function copyRichText(text: RichText): Promise<void> {
  const panel = vscode.window.createWebviewPanel(
    'numberedCitations.copyRichText',
    vscode.l10n.t('Copy as Rich Text'),
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
    { enableScripts: true, localResourceRoots: [] },
  );
  let answered = false;
  const subscription = panel.webview.onDidReceiveMessage(async (message: unknown) => {
    if (answered || (message !== 'copied' && message !== 'failed')) return;
    answered = true;
    panel.dispose();
    if (message === 'copied') {
      void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard'), 3000);
      return;
    }
    await vscode.env.clipboard.writeText(text.plain);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The formatting could not be copied here: the clipboard has the text alone.'),
    );
  });
  panel.onDidDispose(() => subscription.dispose());
  panel.webview.html = page(text, crypto.randomUUID());
}

function page({ html, plain }: RichText, nonce: string): string {
  const title = escapeHtml(vscode.l10n.t('Copy as Rich Text'));
  const help = escapeHtml(
    vscode.l10n.t(
      'Press Enter to copy this with its formatting, then paste it into a document or an e-mail.',
    ),
  );
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'">
<title>${title}</title>
<style nonce="${nonce}">
body { padding: 1em 2em; line-height: 1.5; }
button { font: inherit; color: var(--vscode-button-foreground); background: var(--vscode-button-background);
  border: 1px solid var(--vscode-button-border, transparent); padding: 0.4em 1.2em; cursor: pointer; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
main { border-top: 1px solid var(--vscode-panel-border); margin-top: 1em; }
main [style] { font-variant: small-caps; }
</style>
</head>
<body>
<p id="help">${help}</p>
<button id="copy" type="button" autofocus aria-describedby="help">${escapeHtml(vscode.l10n.t('Copy'))}</button>
<main id="rich">${html}</main>
<pre id="plain" hidden>${escapeHtml(plain)}</pre>
<script nonce="${nonce}">${COPY}</script>
</body>
</html>`;
}

/**
 * What runs in the panel. The event of copying needs no permission; where a browser does not send it, its clipboard is
 * asked. A selection that the author makes is copied by the browser as ever.
 */
const COPY = `
const editor = acquireVsCodeApi();
const html = document.getElementById('rich').innerHTML;
const plain = document.getElementById('plain').textContent;
const button = document.getElementById('copy');
const byEvent = () => {
  let done = false;
  const write = event => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData('text/html', html);
    event.clipboardData.setData('text/plain', plain);
    done = true;
  };
  document.addEventListener('copy', write, true);
  try {
    return document.execCommand('copy') && done;
  } finally {
    document.removeEventListener('copy', write, true);
  }
};
const byClipboard = async () => {
  const blob = (text, type) => new Blob([text], { type });
  const item = new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob(plain, 'text/plain') });
  await navigator.clipboard.write([item]);
};
button.addEventListener('click', async () => {
  try {
    if (!byEvent()) await byClipboard();
    editor.postMessage('copied');
  } catch {
    editor.postMessage('failed');
  }
});
window.addEventListener('focus', () => button.focus());
button.focus();
`;
