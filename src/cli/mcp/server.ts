import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import {
  CHECK_CITATIONS,
  type CitationTool,
  callCitationTool,
  LIST_LIBRARIES,
  READ_REFERENCE,
  SEARCH_REFERENCES,
} from '../../core';
import { CommandError, type Io } from '../io';
import { VERSION } from '../version';
import { type DeskFiles, FileDesk } from './fileDesk';

const TOOLS = [SEARCH_REFERENCES, READ_REFERENCE, CHECK_CITATIONS, LIST_LIBRARIES];

const INSTRUCTIONS =
  "References of the author's own libraries. Search before you cite, cite only what is found, by its number where it has one, and check a text with its citations before you propose it.";

/** Serves until the other side closes standard input. */
export async function serveOnStandardStreams(files: DeskFiles, io: Io): Promise<void> {
  const server = await serve(files, io, new StdioServerTransport());
  await new Promise<void>(done => {
    server.onclose = done;
    process.stdin.once('end', () => void server.close());
  });
}

/** Serves on a transport (Model Context Protocol). @returns the running server */
export async function serve(files: DeskFiles, io: Io, transport: Transport): Promise<Server> {
  const desk = new FileDesk(files, io);
  const server = new Server(
    { name: 'numcite', version: VERSION },
    {
      capabilities: { tools: {} },
      instructions: INSTRUCTIONS,
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(tool => asProtocolTool(tool, desk.manuscripts)),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const { manuscript, ...input } = params.arguments ?? {};
    try {
      const opened = await desk.open(typeof manuscript === 'string' ? manuscript : undefined);
      const { text, data, isError } = callCitationTool(params.name, input, opened);
      return { content: [{ type: 'text', text }], structuredContent: { ...data }, isError };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { content: [{ type: 'text', text: error.message }], isError: true };
    }
  });
  await server.connect(transport);
  return server;
}

/** A tool as the protocol describes it; where there are several manuscripts, it may be told which one is meant. */
function asProtocolTool(tool: CitationTool, manuscripts: readonly string[]): Tool {
  const { name, title, description, inputSchema } = tool;
  const which = {
    manuscript: {
      type: 'string',
      enum: [...manuscripts],
      description: `Which manuscript is meant; ${manuscripts[0]} by default.`,
    },
  };
  return {
    name,
    title,
    description,
    inputSchema: {
      ...inputSchema,
      properties: { ...inputSchema.properties, ...(manuscripts.length > 1 ? which : {}) },
      required: [...(inputSchema.required ?? [])],
    },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  };
}
