// What editing a large .bib text costs: reading and checking it in slices, a keystroke, the check after it, completion and
// hover; the longest time that one piece of work holds the thread.
// usage: node scripts/bench.mjs bib-editing      RECORDS=14000 (about 14 MB)
import { completeBibtex } from '../src/core/features/bibCompletion';
import { checkBibtexInSteps } from '../src/core/features/bibDiagnostics';
import { bibReferenceAt } from '../src/core/features/bibNavigation';
import {
  type BibtexDocument,
  readBibtexDocumentInSteps,
  updateBibtexDocument,
} from '../src/core/library/formats/bibtex/bibtexDocument';
import { generatedRecords, toBibtex } from '../test/support/libraries';
import { busyMilliseconds } from '../test/support/stalls';

const count = Number(process.env['RECORDS'] ?? 14_000);
const text = toBibtex(generatedRecords(count));
console.log(`${count} records, ${(text.length / 1e6).toFixed(1)} MB`);

/** Runs work that pauses by itself; prints how long it took, and its longest piece. */
function inPieces<Value>(name: string, work: Generator<undefined, Value>): Value {
  let total = 0;
  let longest = 0;
  let busiest = 0;
  for (;;) {
    const before = performance.now();
    const busyBefore = busyMilliseconds() ?? before;
    const step = work.next();
    const took = performance.now() - before;
    total += took;
    longest = Math.max(longest, took);
    busiest = Math.max(busiest, (busyMilliseconds() ?? performance.now()) - busyBefore);
    if (step.done) {
      console.log(
        `${name}: ${total.toFixed(0)} ms in all, longest piece ${busiest.toFixed(1)} ms of its own work, ${longest.toFixed(1)} ms by the clock`,
      );
      return step.value;
    }
  }
}

/** Prints the median and the longest of `times` runs. */
function many(name: string, times: number, run: (time: number) => void): void {
  const took: number[] = [];
  for (let time = 0; time < times; time++) {
    const before = performance.now();
    run(time);
    took.push(performance.now() - before);
  }
  took.sort((a, b) => a - b);
  console.log(`${name}: median ${took[times >> 1]!.toFixed(2)} ms, longest ${took.at(-1)!.toFixed(1)} ms`);
}

let document: BibtexDocument = inPieces('reading', readBibtexDocumentInSteps(text, 200_000));
inPieces('first check', checkBibtexInSteps(document, {}, 60));
inPieces('second check', checkBibtexInSteps(document, {}, 60));
const middle = document.starts[count >> 1]! + 60;
many('keystroke', 200, time => {
  const start = middle + time;
  document = updateBibtexDocument(document, { range: { start, end: start }, newText: 'x' });
  if (document.text.charCodeAt(start) !== 120) throw new Error('not typed');
});
inPieces('check after a keystroke', checkBibtexInSteps(document, {}, 60));
const journal = document.text.indexOf('journal = {', middle) + 'journal = {'.length;
many('completion of a journal', 20, () => completeBibtex(document, journal, { libraries: [] }));
many('completion of a field', 20, () =>
  completeBibtex(document, document.text.indexOf(',', middle) + 3, { libraries: [] }),
);
many('hover', 20, () => bibReferenceAt(document, middle, 'library'));
