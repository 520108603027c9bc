// Counts what the stages of a test run found, and prints it.

/**
 * A report that stages add to.
 * `results` = { passed: number, failed: [{title, details?}], skipped: [{title, reason}] }, every part optional.
 */
export function createReport(write = text => process.stdout.write(text)) {
  const stages = [];
  return {
    /** Adds the results of a stage and prints them, failures with their details. */
    add(stage, { passed = 0, failed = [], skipped = [], took = 0 }) {
      stages.push({ stage, passed, failed, skipped });
      const parts = [`${passed} passed`];
      if (failed.length > 0) parts.push(`${failed.length} failed`);
      if (skipped.length > 0) parts.push(`${skipped.length} skipped`);
      write(
        `${failed.length > 0 ? '✗' : '✓'} ${stage}: ${parts.join(', ')} (${(took / 1000).toFixed(1)} s)\n`,
      );
      for (const { title, details } of failed)
        write(`  ✗ ${title}\n${details ? `${indent(details)}\n` : ''}`);
    },

    /** Prints the summary; its last line is the count. Gives whether nothing failed. */
    finish() {
      const sum = key => stages.reduce((total, stage) => total + (stage[key].length ?? stage[key]), 0);
      const failed = stages.flatMap(stage => stage.failed.map(({ title }) => `${stage.stage}: ${title}`));
      const skipped = stages.flatMap(stage =>
        stage.skipped.map(({ title, reason }) => `${stage.stage}: ${title} (${reason})`),
      );
      write('\n');
      for (const line of failed) write(`failed   ${line}\n`);
      for (const line of skipped) write(`skipped  ${line}\n`);
      const count = `${sum('passed')} passed, ${failed.length} failed`;
      write(`${skipped.length > 0 ? `${count}, ${skipped.length} skipped` : count}\n`);
      return failed.length === 0;
    },
  };
}

function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map(line => `      ${line}`)
    .join('\n');
}
