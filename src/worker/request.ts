/** What the work for a request may ask of the thread that it runs on. */
export interface RequestContext<Progress = never> {
  /** Tells the asking side how far the work is. Buffers in `transfer` are handed over, and gone from here. */
  readonly report: (progress: Progress, transfer?: readonly ArrayBuffer[]) => void;
  /**
   * Where the work shares its thread with others: a promise to wait for when it has held the thread long enough. Call it
   * every few hundred steps: `const wait = pause(); if (wait) await wait;`
   */
  readonly pause: () => Promise<void> | undefined;
}

/** What a request is answered with. */
export interface Answer<Value> {
  /** Anything that can be cloned. */
  readonly value: Value;
  /** Buffers in it that are handed over and not copied. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** The work for one kind of request. What it throws reaches the asking side as an error with the same message. */
export type RequestHandler<Input, Value, Progress = never> = (
  input: Input,
  context: RequestContext<Progress>,
) => Answer<Value> | Promise<Answer<Value>>;

/** One question on its way to a worker. */
export interface RequestMessage {
  readonly id: number;
  readonly kind: string;
  readonly input: unknown;
}

/** What comes back: any number of times progress, then a value or an error. */
export type ResponseMessage =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
