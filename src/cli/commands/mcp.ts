import { parseArgs } from 'node:util';
import type { Command } from '../command';

export const mcp: Command = {
  name: 'mcp',
  summary: 'a server for assistants (Model Context Protocol, over standard input and output)',
  help: `usage: numcite mcp [MANUSCRIPT…] [OPTION…]

Serves the author's references to an assistant, so that it cites only what is there: tools to search references, to read
one, to check the citations of a text and to list the libraries. Reads only the files that are named here or that the
manuscripts name as their libraries, again whenever they have changed, and writes none.

  --language NAME     the markup of the manuscripts (default: by the ending of each)
  --library FILE      a library to read; may be repeated (default: those that the manuscript names, such as
                      bibliography: in its front matter, else the bundled review)

In an assistant's configuration: {"command": "numcite", "args": ["mcp", "thesis.md", "--library", "refs.bib"]}
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        language: { type: 'string' },
        library: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
    // Loaded here, so that the other commands start without it.
    const { serveOnStandardStreams } = await import('../mcp/server');
    await serveOnStandardStreams({ manuscripts: positionals, ...values }, io);
    return 0;
  },
};
