/** The part of Node's threads that starts a worker; the types of Node itself are not loaded in this room. */
declare module 'node:worker_threads' {
  class Worker {
    constructor(file: string, options: { readonly execArgv: readonly string[]; readonly name: string });
    on(event: 'message', listener: (message: never) => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'exit', listener: (code: number) => void): void;
    postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
    terminate(): Promise<number>;
    unref(): void;
  }

  export { Worker };
}
