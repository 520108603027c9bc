import { DIAGNOSTIC_RULES } from '../core';

/** A finding of the linter at a place of a file; lines and columns from 1. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Whether `numcite fix` mends it. */
  readonly fix: boolean;
}

/** Findings to the whole output of a format, by the format's name. */
export const reportFormats: Readonly<Record<string, (findings: readonly Finding[]) => string>> = {
  text: findings =>
    findings.map(f => `${f.file}:${f.line}:${f.column}: ${f.severity}: ${f.message} (${f.code})\n`).join(''),
  json: findings => `${JSON.stringify(findings, null, 2)}\n`,
  github: findings => findings.map(githubAnnotation).join(''),
  sarif: findings => `${JSON.stringify(sarifLog(findings), null, 2)}\n`,
};

/** A workflow command of GitHub Actions; its properties and message escape differently. */
function githubAnnotation(finding: Finding): string {
  const level = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' }[
    finding.severity
  ];
  const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const place = [
    `file=${property(finding.file)}`,
    `line=${finding.line}`,
    `endLine=${finding.endLine}`,
    `col=${finding.column}`,
    `endColumn=${finding.endColumn}`,
    `title=${property(finding.code)}`,
  ].join(',');
  return `::${level} ${place}::${data(finding.message)}\n`;
}

/** SARIF 2.1.0 (OASIS): columns in UTF-16 code units, the end column exclusive. */
function sarifLog(findings: readonly Finding[]): unknown {
  const level = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;
  const found = new Set(findings.map(({ code }) => code));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'numcite',
            rules: [...found].sort().map(id => {
              const rule = DIAGNOSTIC_RULES.find(({ code }) => code === id);
              return { id, ...(rule ? { shortDescription: { text: rule.description } } : {}) };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => ({
          ruleId: finding.code,
          level: level[finding.severity],
          message: { text: finding.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(finding.file) },
                region: {
                  startLine: finding.line,
                  startColumn: finding.column,
                  endLine: finding.endLine,
                  endColumn: finding.endColumn,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

/** The path as a URI reference (RFC 3986); a path with a drive letter is absolute. */
function uriOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/');
  const drive = /^[A-Za-z]:$/.test(parts[0]!) ? parts.shift()! : undefined;
  const encoded = parts.map(encodeURIComponent).join('/');
  return drive === undefined ? encoded : `file:///${drive}/${encoded}`;
}
