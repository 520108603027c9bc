import { normalize } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkManuscript,
  findHalfRenumbered,
  fingerprintOf,
  joinAgain,
  LineIndex,
  missingLibraryFindings,
  type NumberedManuscript,
  numberManuscript,
  parseAlike,
  type RuleSetting,
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
import { type MissingLibrary, openManuscript, readManuscriptFile } from '../manuscriptFile';
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
    const saidIn = new Set(paths.map(path => normalize(path)));
    for (const path of paths) {
      const opened = await openManuscript(path, { ...values, reportsMissing: true }, reading);
      const { file, numbered, lines, missingLibraries: missing } = opened;
      const half =
        since === undefined
          ? []
          : halfRenumberedDiagnostics(
              await earlierVersion(numbered, since, values.language ?? file.language, io),
              numbered,
            );
      const own = { ...options, missingLibraries: missing.filter(({ namedIn }) => namedIn === undefined) };
      for (const diagnostic of [...half, ...checkManuscript(numbered, own)])
        findings.push(findingAt(file.name, lines, diagnostic));
      // The other files of a manuscript, and those of a project, have their libraries named in one place.
      const others = missing.filter(({ namedIn }) => namedIn && !saidIn.has(normalize(namedIn.name)));
      for (const { namedIn } of others) saidIn.add(normalize(namedIn!.name));
      findings.push(...missingElsewhere(others, options.severities?.['missing-library']));
    }
    io.write(format(findings));
    return findings.some(finding => severities.indexOf(finding.severity) <= failOn) ? 1 : 0;
  },
};

interface Found {
  readonly range: TextRange;
  readonly message: string;
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly fix?: unknown;
}

function findingAt(file: string, lines: LineIndex, { range, code, severity, message, fix }: Found): Finding {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return {
    file,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    code,
    severity,
    message,
    fix: fix !== undefined,
  };
}

/** Libraries that are not there, in the files that name them. */
function missingElsewhere(
  missing: readonly MissingLibrary[],
  severity: RuleSetting = 'error',
): readonly Finding[] {
  if (severity === 'off') return [];
  return missing.flatMap(library => {
    const { name, text } = library.namedIn!;
    const lines = new LineIndex(text);
    return missingLibraryFindings([library]).map(found =>
      findingAt(name, lines, { ...found, code: 'missing-library', severity }),
    );
  });
}

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
function halfRenumberedDiagnostics(before: NumberedManuscript, now: NumberedManuscript): readonly Found[] {
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
