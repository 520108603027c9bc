import { type CheckOptions, DIAGNOSTIC_RULES, type RuleSetting } from '../core';
import { CommandError } from './io';

/** The options of commands that run the linter, for `parseArgs` of node:util. */
export const ruleOptions = { severity: { type: 'string', multiple: true } } as const;

/** Their lines in `--help`. */
export const ruleOptionsHelp = `  --severity CODE=L   another severity for a rule: error, warning, information, hint or off; may be repeated
`;

const SETTINGS: readonly RuleSetting[] = ['error', 'warning', 'information', 'hint', 'off'];

/** What rules go by, from the command line and the clock. @throws {@link CommandError} for a rule or level that is not there */
export function checkOptionsOf(severity: readonly string[] | undefined): CheckOptions {
  const severities = (severity ?? []).map((option): readonly [string, RuleSetting] => {
    const [code = '', level] = option.split('=');
    requireRule(code, `--severity ${option}`);
    const setting = SETTINGS.find(known => known === level);
    if (!setting) throw new CommandError(`--severity ${option}: use CODE= and ${SETTINGS.join(', ')}`);
    return [code, setting];
  });
  return { severities: Object.fromEntries(severities), currentYear: new Date().getFullYear() };
}

/** @throws {@link CommandError} where no rule has the code */
export function requireRule(code: string, option: string): void {
  if (DIAGNOSTIC_RULES.some(rule => rule.code === code)) return;
  const known = DIAGNOSTIC_RULES.map(rule => rule.code).join(', ');
  throw new CommandError(`${option}: no rule has this code; there are ${known}`);
}
