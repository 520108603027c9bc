/** Does work that pauses now and then in one go. */
export function inOneGo<Value>(work: Generator<undefined, Value>): Value {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
