import type Mocha from 'mocha';

/** One line that an editor test run prints for scripts/lib/editorTests.mjs. */
export type ReportLine =
  | { readonly outcome: 'passed' | 'pending'; readonly title: string }
  | { readonly outcome: 'failed'; readonly title: string; readonly details: string }
  | { readonly outcome: 'measured'; readonly details: string }
  | { readonly outcome: 'ended' };

/** Prints one line of the report. */
export function reportLine(line: ReportLine): void {
  console.log(`##editor-test ${JSON.stringify(line)}`);
}

/**
 * Sets up mocha's `describe` and `it` for test files that are imported next.
 * In: what `import 'mocha'` gave (mocha's browser build defines a global instead); `pattern` selects tests by name.
 */
export function createHostMocha(
  imported: typeof Mocha,
  settings: { readonly pattern: string; readonly timeout: number },
): Mocha {
  const MochaHere = (globalThis as { Mocha?: typeof Mocha }).Mocha ?? imported;
  const mocha = new MochaHere({
    ui: 'bdd',
    timeout: settings.timeout,
    reporter: SilentReporter as unknown as Mocha.ReporterConstructor,
    ...(settings.pattern ? { grep: settings.pattern } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  return mocha;
}

/** Mocha's own reporters write to a terminal that an extension host does not have. */
class SilentReporter {}
