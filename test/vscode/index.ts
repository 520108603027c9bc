import Mocha from 'mocha';
import { createHostMocha, reportLine } from '../support/hostMocha';

declare const editorTestPattern: string;

/** Tests that take longer are named, in seconds: all of them run in every host. */
const SLOW = 3;

/**
 * The entry of the editor tests, called by VS Code inside its extension host: Node (desktop and server) or web worker.
 * Runs every test/vscode/*.test.ts; prints one line per outcome for scripts/lib/editorTests.mjs.
 * Rejects when a test failed.
 */
export async function run(): Promise<void> {
  const mocha = createHostMocha(Mocha, { pattern: editorTestPattern, timeout: 20_000 });
  await import('editor-tests');
  const failures = await new Promise<number>(done => {
    const runner = mocha.run(done);
    runner.on('pass', test => {
      reportLine({ outcome: 'passed', title: test.fullTitle() });
      const seconds = (test.duration ?? 0) / 1000;
      if (seconds > SLOW)
        reportLine({ outcome: 'measured', details: `${seconds.toFixed(1)} s: ${test.fullTitle()}` });
    });
    runner.on('pending', test => reportLine({ outcome: 'pending', title: test.fullTitle() }));
    runner.on('fail', (test, error) =>
      reportLine({ outcome: 'failed', title: test.fullTitle(), details: String(error?.stack ?? error) }),
    );
  });
  reportLine({ outcome: 'ended' });
  if (failures > 0) throw new Error(`${failures} editor tests failed`);
}
