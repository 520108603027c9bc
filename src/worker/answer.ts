import type { RequestContext, RequestHandler, RequestMessage, ResponseMessage } from './request';
import { requests } from './requests';

/** Sends one message to the asking side; buffers in `transfer` are handed over. */
export type Send = (message: ResponseMessage, transfer: readonly ArrayBuffer[]) => void;

/**
 * Does the work of one message and sends progress, then a value or an error. Never rejects: what goes wrong is sent.
 *
 * @param pause where the work shares its thread with others, see {@link RequestContext.pause}
 */
export async function answer(
  { id, kind, input }: RequestMessage,
  send: Send,
  pause: RequestContext['pause'] = () => undefined,
): Promise<void> {
  try {
    const handlers: Readonly<Record<string, RequestHandler<never, unknown, unknown>>> = requests;
    const handler = Object.hasOwn(handlers, kind) ? handlers[kind] : undefined;
    if (handler === undefined) throw new Error(`no such request: ${kind}`);
    const report = (progress: unknown, transfer: readonly ArrayBuffer[] = []): void =>
      send({ id, progress }, transfer);
    const { value, transfer } = await handler(input as never, { report, pause });
    send({ id, value }, transfer ?? []);
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) }, []);
  }
}
