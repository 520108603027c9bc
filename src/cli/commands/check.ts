import { parseArgs } from 'node:util';
import {
  checkManuscript,
  findHalfRenumbered,
  fingerprintOf,
  type NumberedManuscript,
  type TextRange,
} from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { CommandError } from '../io';
import { openManuscript, withProject } from '../manuscriptFile';
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
${ruleOptionsHelp}  --format FORMAT     text (default), json, github (annotations) or sarif (SARIF 2.1.0)
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        ...ruleOptions,
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        since: { type: 'string' },
      },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new CommandError("name a file, or '-' for standard input");
    const name = values.format ?? (values.json ? 'json' : 'text');
    const format = reportFormats[name];
    if (!format) throw new CommandError(`--format ${name}: use text, json, github or sarif`);
    const failOn = severities.indexOf((values['fail-on'] ?? 'hint') as Finding['severity']);
    if (failOn < 0) throw new CommandError(`--fail-on ${values['fail-on']}: use ${severities.join(', ')}`);
    const options = checkOptionsOf(values.severity);
    const { since } = values;
    if (since !== undefined && positionals.length > 1) throw new CommandError('--since: name a single file');
    const before = since === undefined ? undefined : await openManuscript(since, values, io);
    const findings: Finding[] = [];
    for (const path of positionals) {
      const { file, numbered, lines } = await withProject(await openManuscript(path, values, io), io);
      const half = before ? halfRenumberedDiagnostics(before.numbered, numbered) : [];
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
