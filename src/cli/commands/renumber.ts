import { parseArgs } from 'node:util';
import { applyEdits, type CaptionOrder, planRenumberFiles } from '../../core';
import {
  allFilesHelp,
  allFilesOption,
  type Command,
  manuscriptOptions,
  manuscriptOptionsHelp,
} from '../command';
import { CommandError, rememberingReads } from '../io';
import { deliverText, openManuscript, placeOf } from '../manuscriptFile';
import { allFilesOf, filesLeftOut } from '../manuscriptProject';

const captionOrders: readonly CaptionOrder[] = ['auto', 'inPlace', 'atMention', 'afterText'];

export const renumber: Command = {
  name: 'renumber',
  summary: 'renumbers by order of appearance, list included',
  help: `usage: numcite renumber FILE… [OPTION…]

Numbers the references of a manuscript in the order in which the text first cites them, and its reference list with
them, so that every citation keeps standing for the same work. Several files are one manuscript, in the given order.
Refuses (exit code 1) where that cannot be done safely, and names the places.

${allFilesHelp}  --write             stores the result; without it, the result is printed and nothing on disk changes
  --collapse-from N   the shortest run that becomes a range in a changed citation: 3 makes [1–3]; 0: never
  --captions ORDER    when citations in captions of figures and tables count: inPlace; atMention (of the figure in
                      the text); afterText; auto (default): as the list shows that it was done
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        ...allFilesOption,
        write: { type: 'boolean', default: false },
        'collapse-from': { type: 'string' },
        captions: { type: 'string', default: 'auto' },
      },
      allowPositionals: true,
    });
    const paths = await allFilesOf(positionals, values, io);
    if (paths.length === 0) throw new CommandError("name a file, or '-' for standard input");
    const collapse = values['collapse-from'];
    if (collapse !== undefined && !/^\d+$/.test(collapse)) {
      throw new CommandError(`--collapse-from ${collapse}: give a number, such as 3, or 0 for never`);
    }
    const captions = captionOrders.find(order => order === values.captions);
    if (!captions) throw new CommandError(`--captions ${values.captions}: use ${captionOrders.join(', ')}`);
    const reading = rememberingReads(io);
    const opened = await Promise.all(paths.map(path => openManuscript(path, values, reading)));
    for (const { file, numbered, project } of opened) {
      const leftOut = filesLeftOut(numbered, paths);
      if (leftOut.length === 0) continue;
      io.warn(
        `${file.name}: shares its reference list with ${leftOut.join(', ')} (${project?.from}); add --all-files to renumber them together\n`,
      );
      io.warn('numcite renumber: refused, nothing was changed\n');
      return 1;
    }
    const plan = planRenumberFiles(
      opened.map(({ alone }, index) => ({ name: String(index), numbered: alone })),
      { captions, ...(collapse === undefined ? {} : { collapseFrom: Number(collapse) }) },
    );
    if (plan.kind === 'refused') {
      for (const reason of plan.reasons) {
        const { file, lines } = opened[Number(reason.name)]!;
        io.warn(`${placeOf(file, lines, reason.range.start)}: ${reason.message}\n`);
      }
      io.warn('numcite renumber: refused, nothing was changed\n');
      return 1;
    }
    const results = opened.map(({ file }, index) => {
      const edits = plan.files.find(edited => edited.name === String(index))?.edits ?? [];
      return { file, text: applyEdits(file.text, edits) };
    });
    if (values.json) {
      if (values.write) for (const { file, text } of results) await deliverText(file, text, true, io);
      io.write(`${JSON.stringify({ map: Object.fromEntries(plan.map) }, null, 2)}\n`);
      return 0;
    }
    for (const { file, text } of results) await deliverText(file, text, values.write, io);
    if (values.write) io.warn(`${plan.summary}\n`);
    return 0;
  },
};
