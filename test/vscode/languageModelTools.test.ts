import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText } from '../support/editors';

describe('tools for assistants', () => {
  before(extensionApi);
  afterEach(closeEverything);

  const ask = async (name: string, input: object): Promise<string> => {
    const { content } = await vscode.lm.invokeTool(`numberedCitations_${name}`, {
      input,
      toolInvocationToken: undefined,
    });
    return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  };

  it('find what fits a sentence, with its number, and read it', async () => {
    await openText('Nothing is cited here yet.');
    const found = await ask('search_references', {
      sentence: 'One of the hurdles is exhaustion, by which NK cells lose their function over time',
    });
    assert.match(found.split('\n')[0]!, /^\[4\] key .*Daher.*2023/);
    assert.match(await ask('read_reference', { number: 4 }), /^\[4\] key [^\n]*Targeting NK Cell Exhaustion/);
  });

  it('tell of a citation that does not exist', async () => {
    await openText('Nothing is cited here yet.');
    const told = await ask('check_citations', { text: 'NK cells tire [4]. They fly [12].' });
    assert.match(told, /^2 citations, 1 with problems/);
    assert.match(told, /\[12\].*does not exist/);
  });

  it('answer what cannot be answered in words, and hostile text as text', async () => {
    await openText('Nothing is cited here yet.');
    assert.match(await ask('read_reference', { key: '../../no/such/file' }), /does not exist: no library/);
    assert.match(await ask('read_reference', { number: 99 }), /does not exist/);
    const hostile = '[](command:workbench.action.quit) <img src=x onerror=alert(1)> [[[['.repeat(2000);
    assert.match(await ask('check_citations', { text: hostile }), /citation/);
    assert.match(await ask('search_references', { query: hostile }), /./);
    assert.match(await ask('search_references', {}), /Give words/);
  });
});
