import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { serve } from '../../src/cli/mcp/server';
import { type MemoryIo, memoryIo } from '../support/memoryIo';

const FILES = {
  'thesis.md':
    '---\nbibliography: refs.bib\n---\n\nBees are clever [1].\n\n## References\n\n1. Bee A. Honey bees learn colours. 2001.\n',
  'other.md': 'Terns fly [1].\n\n## References\n\n1. Tern T. Migration of terns. 2002.\n',
  'refs.bib': '@article{bee2001, author={Bee, A}, title={Honey bees learn colours}, year=2001}\n',
};

/** A client of the protocol, joined with our server in memory. */
async function connected(
  files: { readonly manuscripts: readonly string[]; readonly library: readonly string[] },
  io: MemoryIo = memoryIo(FILES),
): Promise<{ readonly client: Client; readonly io: MemoryIo }> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await serve(files, io, ours);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(theirs);
  return { client, io };
}

async function call(client: Client, name: string, input: Record<string, unknown>): Promise<string> {
  const { content } = (await client.callTool({ name, arguments: input })) as {
    readonly content: readonly { readonly text: string }[];
  };
  return content.map(({ text }) => text).join('\n');
}

describe('numcite mcp', () => {
  it('tells of itself and of its tools', async () => {
    const { client } = await connected({ manuscripts: ['thesis.md'], library: [] });
    assert.equal(client.getServerVersion()?.name, 'numcite');
    assert.match(client.getInstructions() ?? '', /cite only what is found/);
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['search_references', 'read_reference', 'check_citations', 'list_libraries'],
    );
    for (const { inputSchema, annotations } of tools) {
      assert.equal(annotations?.readOnlyHint, true);
      assert.ok(!('manuscript' in (inputSchema.properties ?? {})));
    }
    await client.close();
  });

  it('answers from the libraries that the manuscript names, and from those that are given', async () => {
    const named = await connected({ manuscripts: ['thesis.md'], library: [] });
    assert.match(await call(named.client, 'search_references', { query: 'bees' }), /^\[1\] key bee2001/);
    assert.match(await call(named.client, 'check_citations', { text: 'Bees [2].' }), /\[2\] does not exist/);
    const given = await connected({ manuscripts: [], library: ['refs.bib'] });
    assert.match(await call(given.client, 'list_libraries', {}), /^refs\.bib: 1 references/);
    assert.match(await call(given.client, 'read_reference', { key: 'bee2001' }), /Honey bees/);
    const alone = await connected({ manuscripts: [], library: [] });
    assert.match(await call(alone.client, 'search_references', { query: 'exhaustion' }), /Daher/);
  });

  it('reads files again when they have changed', async () => {
    const { client, io } = await connected({ manuscripts: ['thesis.md'], library: [] });
    assert.match(await call(client, 'search_references', { query: 'lichens' }), /none was found/);
    io.files.set('refs.bib', Buffer.from('@article{lichen, title={Lichens on rock}, year=2003}\n'));
    assert.match(await call(client, 'search_references', { query: 'lichens' }), /key lichen/);
  });

  it('knows which of several manuscripts is meant, and reads no other file', async () => {
    const { client } = await connected({ manuscripts: ['thesis.md', 'other.md'], library: ['refs.bib'] });
    const { tools } = await client.listTools();
    assert.deepEqual((tools[0]!.inputSchema.properties!['manuscript'] as { enum: unknown }).enum, [
      'thesis.md',
      'other.md',
    ]);
    assert.match(
      await call(client, 'read_reference', { number: 1, manuscript: 'other.md' }),
      /Migration of terns/,
    );
    assert.match(
      await call(client, 'read_reference', { number: 1, manuscript: 'refs.bib' }),
      /not a manuscript of this server/,
    );
  });

  it('says in the answer what is wrong, and stays', async () => {
    const { client } = await connected({ manuscripts: ['missing.md'], library: [] });
    const answer = await client.callTool({ name: 'list_libraries', arguments: {} });
    assert.equal(answer.isError, true);
    assert.match(JSON.stringify(answer.content), /missing\.md: no such file/);
    assert.equal((await client.callTool({ name: 'nonsense', arguments: {} })).isError, true);
  });
});
