import { parseArgs } from 'node:util';
import { applyEdits, planFixAll, sortedEdits } from '../../core';
import {
  allFilesHelp,
  allFilesOption,
  type Command,
  manuscriptOptions,
  manuscriptOptionsHelp,
} from '../command';
import { CommandError, rememberingReads } from '../io';
import { deliverText, openManuscript, placeOf } from '../manuscriptFile';
import { allFilesOf } from '../manuscriptProject';
import { checkOptionsOf, requireRule, ruleOptions, ruleOptionsHelp } from '../ruleOptions';

export const fix: Command = {
  name: 'fix',
  summary: 'applies the safe fixes of the linter',
  help: `usage: numcite fix FILE… [OPTION…]

Mends what 'numcite check' finds and can be mended without changing what any citation stands for.

  --code CODE         only findings with this code; may be repeated
${ruleOptionsHelp}${allFilesHelp}  --write             stores the result; without it, the result is printed and nothing on disk changes
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        ...ruleOptions,
        ...allFilesOption,
        code: { type: 'string', multiple: true },
        write: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const paths = await allFilesOf(positionals, values, io);
    if (paths.length === 0) throw new CommandError("name a file, or '-' for standard input");
    for (const code of values.code ?? []) requireRule(code, `--code ${code}`);
    const options = { ...checkOptionsOf(values.severity), ...(values.code ? { codes: values.code } : {}) };
    const changed = [];
    const reading = rememberingReads(io);
    for (const path of paths) {
      const opened = await openManuscript(path, values, reading);
      changed.push({ ...opened, plan: planFixAll(opened.numbered, options) });
    }
    let refused = false;
    const printed: unknown[] = [];
    for (const { file, lines, plan } of changed) {
      if (plan.kind === 'refused') {
        refused = true;
        for (const { range, message } of plan.reasons)
          io.warn(`${placeOf(file, lines, range.start)}: ${message}\n`);
        continue;
      }
      for (const { range, newText } of sortedEdits(plan.edits)) {
        printed.push({ file: file.name, start: range.start, end: range.end, newText });
      }
      const text = applyEdits(file.text, plan.edits);
      if (values.write) await deliverText(file, text, true, io);
      else if (!values.json) await deliverText(file, text, false, io);
    }
    if (values.json) io.write(`${JSON.stringify(printed, null, 2)}\n`);
    return refused ? 1 : 0;
  },
};
