import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, placeOf } from '../support/editors';

async function hoverAt(document: vscode.TextDocument, position: vscode.Position) {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers.map(hover => ({
    range: hover.range && document.getText(hover.range),
    text: hover.contents.map(content => (typeof content === 'string' ? content : content.value)).join('\n'),
    contents: hover.contents,
  }));
}

describe('hover', () => {
  afterEach(closeEverything);

  it('shows the card of the citation, on exactly the citation', async () => {
    const { document } = await openText('NK cells tire [4] and more.');
    const [card] = await hoverAt(document, placeOf(document, '[4]', 1));
    assert.equal(card?.range, '[4]');
    assert.match(card!.text, /Targeting NK Cell Exhaustion for Cancer Immunotherapy/);
    assert.match(card!.text, /exhaustion/i);
    assert.match(card!.text, /not been independently verified|not independently verified/);
    assert.deepEqual(await hoverAt(document, placeOf(document, 'tire')), []);
    assert.deepEqual(await hoverAt(document, placeOf(document, 'more')), []);
  });

  it('shows every reference of a cluster, those hidden in a range too, the one under the mouse first', async () => {
    const { document } = await openText('So it is [2, 4–6] indeed.');
    const [card] = await hoverAt(document, placeOf(document, '4–6', 3));
    assert.equal(card?.range, '[2, 4–6]');
    const titles = [
      'solid tumors',
      'Exhaustion for',
      'ex vivo expansion of',
      'iPSC-derived NK cell therapy for cancer',
    ];
    for (const title of titles) assert.match(card!.text, new RegExp(title), title);
    assert.ok(
      card!.text.indexOf('iPSC-derived NK cell therapy for cancer') < card!.text.indexOf('Exhaustion for'),
    );
  });

  it('has actions, and trusts only its own commands', async () => {
    const { document } = await openText('NK cells tire [4].');
    const [card] = await hoverAt(document, placeOf(document, '[4]', 1));
    for (const command of ['openReference', 'copyReferenceEntry', 'copyReferenceKey', 'findAllCitations']) {
      assert.match(card!.text, new RegExp(`command:numberedCitations\\.${command}`), command);
    }
    const [content] = card!.contents;
    assert.ok(content instanceof vscode.MarkdownString);
    assert.notEqual(content.isTrusted, true);
  });

  it('says of a number that no reference has that it is missing', async () => {
    const { document } = await openText('This is nowhere [99].');
    const [card] = await hoverAt(document, placeOf(document, '[99]', 1));
    assert.match(card!.text, /99/);
  });

  it('shows a typed entry that no library knows as it was typed', async () => {
    const { document } = await openText(
      'As shown [1].\n\n# References\n\n1. Doe J. Of *things*. J Things. 2001;1:1-2.\n',
    );
    const [card] = await hoverAt(document, placeOf(document, '[1]', 1));
    assert.match(card!.text, /Doe J/);
  });
});
