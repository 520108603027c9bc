import { parseArgs } from 'node:util';
import { citedReferences, decodeText, readLibrary, type WrittenFormat, writeReferences } from '../../core';
import { type Command, manuscriptOptionsHelp } from '../command';
import { CommandError, type Io } from '../io';
import { onlyFile, openManuscript, warnOfProblems } from '../manuscriptFile';
import { convertCitations } from './convertCitations';

const formats: readonly WrittenFormat[] = ['csl-json', 'bibtex', 'biblatex', 'ris'];

export const convert: Command = {
  name: 'convert',
  summary:
    'converts a library, or what a manuscript cites, to another format; or its citations to keys or numbers',
  help: `usage: numcite convert FILE --to csl-json|bibtex|biblatex|ris [--from ENDING]
       numcite convert MANUSCRIPT --cited --to csl-json|bibtex|biblatex|ris [--library FILE]… [--language NAME]
       numcite convert MANUSCRIPT --citations FORM [--bib FILE] [--write] [--library FILE]… [--language NAME]

Prints the library in another format; problems go to standard error as FILE:LINE: message. With --cited, prints the
library records of what a manuscript cites, in the order of its numbers; what no library has is warned of.

  --to FORMAT       csl-json, bibtex, biblatex or ris
  --from ENDING     read FILE as if its name ended so (bib, ris, nbib, json …); needed for standard input
  --cited           FILE is a manuscript

With --citations, prints the manuscript with its citations in another form. Every citation keeps standing for the same
work, and what was by number comes back from keys to the letter. Refuses (exit code 1) where that cannot be, and names
the places.

  --citations FORM  pandoc, latex, typst, restructuredtext or asciidoc (keyed: the one of the manuscript's markup);
                    numbered or superscript
  --bib FILE        the library of the cited works that is written for citations by key (default: references.bib
                    beside the manuscript); a file that holds something else is never replaced
  --write           stores the result; without it, nothing on disk changes
${manuscriptOptionsHelp}`,
  async run(args, io) {
    if (args.some(argument => /^--citations(?:=|$)/.test(argument))) return convertCitations(args, io);
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        cited: { type: 'boolean', default: false },
        library: { type: 'string', multiple: true, default: [] },
        language: { type: 'string' },
      },
      allowPositionals: true,
    });
    const path = onlyFile(positionals);
    const format = formats.find(name => name === values.to);
    if (!format) throw new CommandError(`--to ${values.to ?? '(missing)'}: use ${formats.join(', ')}`);
    if (values.cited) {
      return writeCited(path, format, { library: values.library, language: values.language }, io);
    }
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

/** Prints the records of what a manuscript cites. @returns 1 where a citation has none */
async function writeCited(
  path: string,
  format: WrittenFormat,
  options: { readonly library: readonly string[]; readonly language: string | undefined },
  io: Io,
): Promise<number> {
  const { file, numbered } = await openManuscript(path, options, io);
  const { references, unlinked, unknownKeys } = citedReferences(numbered);
  for (const number of unlinked) io.warn(`${file.name}: reference ${number} is in no library\n`);
  for (const key of unknownKeys) io.warn(`${file.name}: no library has the key “${key}”\n`);
  io.write(writeReferences(references, format));
  return unlinked.length + unknownKeys.length > 0 ? 1 : 0;
}
