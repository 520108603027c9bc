const PRIMES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const;

/**
 * A name of 32 hexadecimal digits for bytes: 128 bits mixed as XXH32 mixes its four lanes, all of which are kept. Tells
 * whether a file has changed, and is no protection against somebody who wants two files to have one name.
 */
export function contentHash(bytes: Uint8Array): string {
  const offset = bytes.byteOffset % 4 === 0 ? 0 : -1;
  const aligned = offset === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let a = (PRIMES[0] + PRIMES[1]) | 0;
  let b = PRIMES[1] | 0;
  let c = bytes.length | 0;
  let d = -PRIMES[0] | 0;
  const whole = words.length & ~3;
  for (let index = 0; index < whole; index += 4) {
    a = mixed(a, words[index] as number);
    b = mixed(b, words[index + 1] as number);
    c = mixed(c, words[index + 2] as number);
    d = mixed(d, words[index + 3] as number);
  }
  for (let index = 4 * whole; index < aligned.length; index++) a = mixed(a, (aligned[index] as number) + 1);
  // Each lane has seen a quarter of the bytes: each of the digits depends on all.
  for (let round = 0; round < 2; round++) {
    a = mixed(a, d);
    b = mixed(b, a);
    c = mixed(c, b);
    d = mixed(d, c);
  }
  return [a, b, c, d].map(lane => finished(lane).toString(16).padStart(8, '0')).join('');
}

function mixed(lane: number, word: number): number {
  const sum = (lane + Math.imul(word, PRIMES[1])) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), PRIMES[0]);
}

function finished(lane: number): number {
  let hash = Math.imul(lane ^ (lane >>> 15), PRIMES[1]);
  hash = Math.imul(hash ^ (hash >>> 13), PRIMES[2]);
  return (hash ^ (hash >>> 16)) >>> 0;
}
