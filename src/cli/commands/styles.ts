import { parseArgs } from 'node:util';
import { searchStyles } from '../../core';
import type { Command } from '../command';

export const styles: Command = {
  name: 'styles',
  summary: 'styles that can be used, searched by name',
  help: `usage: numcite styles [WORDS…] [--json]

Lists the CSL styles that 'numcite bibliography --style ID' takes.
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const found = searchStyles(positionals.join(' ')).map(({ id, title }) => ({ id, title }));
    if (values.json) io.write(`${JSON.stringify(found, null, 2)}\n`);
    else for (const style of found) io.write(`${style.id}\t${style.title}\n`);
    if (found.length === 0 && !values.json) io.warn('numcite styles: no style has these words in its name\n');
    return 0;
  },
};
