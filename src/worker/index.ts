/** The door of this room for the extension: what can be asked, and how it is answered without a worker. */
import type { RequestHandler } from './request';
import type { requests } from './requests';

export { answer, type Send } from './answer';
export type { RequestMessage, ResponseMessage } from './request';
export type { LibraryBytes, LibraryFileContent, LibraryProgress } from './requests/openLibrary';

type Handlers = typeof requests;

/** The kinds of requests. */
export type RequestKind = keyof Handlers;

/** What a request is asked with. */
export type RequestInput<Kind extends RequestKind> =
  Handlers[Kind] extends RequestHandler<infer Input, infer _Value, infer _Progress> ? Input : never;

/** What it is answered with. */
export type RequestValue<Kind extends RequestKind> =
  Handlers[Kind] extends RequestHandler<infer _Input, infer Value, infer _Progress> ? Value : never;

/** What it tells meanwhile. */
export type RequestProgress<Kind extends RequestKind> =
  Handlers[Kind] extends RequestHandler<infer _Input, infer _Value, infer Progress> ? Progress : never;
