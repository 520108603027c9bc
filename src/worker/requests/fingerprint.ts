import { contentHash } from '../../core';
import type { RequestHandler } from '../request';

/** A name for what a file holds. The bytes come back with it, because they were handed over. */
export const fingerprint: RequestHandler<
  { readonly bytes: Uint8Array<ArrayBuffer> },
  { readonly fingerprint: string; readonly bytes: Uint8Array<ArrayBuffer> }
> = ({ bytes }) => ({ value: { fingerprint: contentHash(bytes), bytes }, transfer: [bytes.buffer] });
