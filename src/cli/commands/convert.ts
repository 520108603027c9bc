import { parseArgs } from 'node:util';
import { decodeText, readLibrary, type WrittenFormat, writeReferences } from '../../core';
import type { Command } from '../command';
import { CommandError } from '../io';
import { onlyFile, warnOfProblems } from '../manuscriptFile';

const formats: readonly WrittenFormat[] = ['csl-json', 'bibtex', 'biblatex', 'ris'];

export const convert: Command = {
  name: 'convert',
  summary: 'converts a library to another format',
  help: `usage: numcite convert FILE --to csl-json|bibtex|biblatex|ris [--from ENDING]

Prints the library in another format; problems go to standard error as FILE:LINE: message.

  --to FORMAT     csl-json, bibtex, biblatex or ris
  --from ENDING   read FILE as if its name ended so (bib, ris, nbib, json …); needed for standard input
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: true,
    });
    const path = onlyFile(positionals);
    const format = formats.find(name => name === values.to);
    if (!format) throw new CommandError(`--to ${values.to ?? '(missing)'}: use ${formats.join(', ')}`);
    if (path === '-' && values.from === undefined) {
      throw new CommandError(
        'standard input has no ending; say with --from what it is (bib, ris, nbib, json …)',
      );
    }
    const decoded = decodeText(path === '-' ? await io.readStandardInput() : await io.readFile(path));
    const shown = path === '-' ? '<stdin>' : path;
    if (!decoded) throw new CommandError(`${shown}: a binary file, not a library; name a text file`);
    const name = values.from === undefined ? path : `library.${values.from.replace(/^\./, '')}`;
    const library = readLibrary(name, decoded.text);
    warnOfProblems(shown, decoded.text, library, io);
    io.write(writeReferences(library.references, format));
    return 0;
  },
};
