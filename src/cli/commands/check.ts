import { parseArgs } from 'node:util';
import {
  checkManuscript,
  findHalfRenumbered,
  fingerprintOf,
  joinAgain,
  type NumberedManuscript,
  numberManuscript,
  parseAlike,
  type TextRange,
} from '../../core';
import {
  allFilesHelp,
  allFilesOption,
  type Command,
  manuscriptOptions,
  manuscriptOptionsHelp,
} from '../command';
import { CommandError, type Io, rememberingReads } from '../io';
import { openManuscript, readManuscriptFile } from '../manuscriptFile';
import { allFilesOf } from '../manuscriptProject';
import { type Finding, reportFormats } from '../report';
import { checkOptionsOf, ruleOptions, ruleOptionsHelp } from '../ruleOptions';

const severities: readonly Finding['severity'][] = ['error', 'warning', 'information', 'hint'];

export const check: Command = {
  name: 'check',
  summary: 'the linter for numbered citations',
  help: `usage: numcite check FILE… [OPTION…]

Prints what is wrong with the citations and the reference list; exit code 1 when there is anything.

  --since OLDFILE     also says where only the list or only the text got other numbers since this earlier version of FILE
                      (half-renumbered), as after a merge; needs a single FILE
  --fail-on SEVERITY  error, warning, information or hint (default): findings below it are printed, but give exit code 0
${ruleOptionsHelp}${allFilesHelp}  --format FORMAT     text (default), json, github (annotations) or sarif (SARIF 2.1.0)
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        ...ruleOptions,
        ...allFilesOption,
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        since: { type: 'string' },
      },
      allowPositionals: true,
    });
    const paths = await allFilesOf(positionals, values, io);
    if (paths.length === 0) throw new CommandError("name a file, or '-' for standard input");
    const name = values.format ?? (values.json ? 'json' : 'text');
    const format = reportFormats[name];
    if (!format) throw new CommandError(`--format ${name}: use text, json, github or sarif`);
    const failOn = severities.indexOf((values['fail-on'] ?? 'hint') as Finding['severity']);
    if (failOn < 0) throw new CommandError(`--fail-on ${values['fail-on']}: use ${severities.join(', ')}`);
    const options = checkOptionsOf(values.severity);
    const { since } = values;
    if (since !== undefined && paths.length > 1) throw new CommandError('--since: name a single file');
    const findings: Finding[] = [];
    const reading = rememberingReads(io);
    for (const path of paths) {
      const { file, numbered, lines } = await openManuscript(path, values, reading);
      const half =
        since === undefined
          ? []
          : halfRenumberedDiagnostics(
              await earlierVersion(numbered, since, values.language ?? file.language, io),
              numbered,
            );
      for (const diagnostic of [...half, ...checkManuscript(numbered, options)]) {
        const start = lines.positionAt(diagnostic.range.start);
        const end = lines.positionAt(diagnostic.range.end);
        findings.push({
          file: file.name,
          line: start.line + 1,
          column: start.column + 1,
          endLine: end.line + 1,
          endColumn: end.column + 1,
          code: diagnostic.code,
          severity: diagnostic.severity,
          message: diagnostic.message,
          fix: 'fix' in diagnostic && diagnostic.fix !== undefined,
        });
      }
    }
    io.write(format(findings));
    return findings.some(finding => severities.indexOf(finding.severity) <= failOn) ? 1 : 0;
  },
};

/** An earlier version of a manuscript, at its place among the other files. */
async function earlierVersion(
  now: NumberedManuscript,
  path: string,
  language: string,
  io: Io,
): Promise<NumberedManuscript> {
  const { text } = await readManuscriptFile(path, language, io);
  return joinAgain(now, numberManuscript(parseAlike(now.manuscript, text), now.libraries));
}

/** A finding at each citation that points elsewhere than in the earlier version. */
function halfRenumberedDiagnostics(
  before: NumberedManuscript,
  now: NumberedManuscript,
): readonly {
  readonly range: TextRange;
  readonly message: string;
  readonly code: string;
  readonly severity: Finding['severity'];
}[] {
  return findHalfRenumbered(fingerprintOf(before), now).flatMap(({ citations, message }) =>
    citations.map(({ range, changes }) => {
      const works = changes.map(
        ({ number, numberNow }) => `what was ${number} is ${numberNow} in the list now`,
      );
      const said = `${message} Here ${works.join(', ')}.`;
      return { range, message: said, code: 'half-renumbered', severity: 'warning' };
    }),
  );
}
