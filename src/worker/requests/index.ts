import { fingerprint } from './fingerprint';

/** Every kind of request that a worker answers: one file and one line each. */
export const requests = {
  fingerprint,
};
