import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, placeOf, waitFor } from '../support/editors';

const text = `# Cells

They tire [1], they travel [1–3] and end [3].

## References

1. Doe J. Tiring. J Cells. 2001;1:1-2.
2. Roe J. Travelling. J Cells. 2002;2:2-3.
3. Poe E. Ending. J Cells. 2003;3:3-4.
`;

async function lines(
  command: string,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<string[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    command,
    document.uri,
    position,
  );
  return found.map(location => {
    const range = 'targetRange' in location ? location.targetRange : location.range;
    return `${range.start.line + 1}: ${document.getText(range)}`;
  });
}

describe('navigation', () => {
  before(extensionApi);
  afterEach(closeEverything);

  it('goes from a number to its entry in the list', async () => {
    const { document } = await openText(text);
    const found = await lines('vscode.executeDefinitionProvider', document, placeOf(document, '[1–3]', 3));
    assert.equal(found.filter(line => line.startsWith('9: ')).length, 1, found.join('\n'));
  });

  it('goes to the record in the library where the manuscript has no list', async () => {
    const { document } = await openText('They tire [4].');
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, '[4]', 1),
    );
    const places = found.map(location =>
      'targetUri' in location
        ? { uri: location.targetUri, range: location.targetRange }
        : { uri: location.uri, range: location.range },
    );
    // The editor's own Markdown support may add what it takes for a link.
    const ours = places.filter(place => place.uri.scheme === 'numbered-citations');
    assert.equal(ours.length, 1, places.map(place => place.uri.toString()).join('\n'));
    const { uri, range } = ours[0]!;
    const library = await vscode.workspace.openTextDocument(uri);
    assert.match(library.lineAt(range.start.line).text, /Daher 2023/);
    // A text for each library, so that a large one beside it costs nothing.
    assert.equal(library.getText().match(/^# /gm)?.length, 1);
    assert.match(library.lineAt(range.start.line).text, /^## \[4\] /);
  });

  it('finds all citations of a work, from the text and from the list', async () => {
    const { document } = await openText(text);
    const fromText = await lines('vscode.executeReferenceProvider', document, placeOf(document, '[3]', 1));
    assert.equal(fromText.filter(line => line === '3: 3').length, 2, fromText.join('\n'));
    const fromList = await lines(
      'vscode.executeReferenceProvider',
      document,
      placeOf(document, 'Travelling'),
    );
    assert.deepEqual(
      fromList.filter(line => line.startsWith('3: ')),
      ['3: 1–3'],
    );
  });

  it('highlights every citation of the work under the cursor', async () => {
    const { document } = await openText(text);
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      placeOf(document, '[1]', 1),
    );
    const texts = found.map(highlight => document.getText(highlight.range));
    assert.ok(
      texts.length >= 2 && texts.some(found => found.includes('1–3') || found === '1'),
      texts.join(' | '),
    );
  });

  it('links citations to their entries', async () => {
    const { document } = await openText(text);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const ours = links.filter(link => /^L?\d+/.test(link.target?.fragment ?? ''));
    assert.ok(ours.length >= 3, links.map(link => String(link.target)).join('\n'));
    assert.match(ours[0]!.target!.fragment, /^L7/);
  });

  it('says above each entry how often it is cited', async () => {
    const { document } = await openText(text);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      20,
    );
    assert.deepEqual(
      lenses.map(lens => `${lens.range.start.line + 1}: ${lens.command?.title}`),
      ['7: cited 2×', '8: cited 1×', '9: cited 2×'],
    );
    const configuration = vscode.workspace.getConfiguration('numberedCitations', document);
    await configuration.update('codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await waitFor('no more lenses', async () => {
        const after = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          20,
        );
        return after.length === 0;
      });
    } finally {
      await configuration.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('shows short labels behind citations when that is switched on', async () => {
    const { document } = await openText('They tire [4]. They travel [1].');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        all,
      );
    assert.deepEqual(await hints(), []);
    const configuration = vscode.workspace.getConfiguration('numberedCitations', document);
    await configuration.update('inlayHints.enabled', true, vscode.ConfigurationTarget.Global);
    try {
      const found = await waitFor('the hints', async () => {
        const now = await hints();
        return now.length > 0 && now;
      });
      const labels = found.map(({ label }) =>
        typeof label === 'string' ? label : label.map(part => part.value).join(''),
      );
      assert.deepEqual(
        labels.map(label => label.trim()),
        ['Daher 2023', 'Long 2023'],
      );
    } finally {
      await configuration.update('inlayHints.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
