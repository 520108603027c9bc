/** A number from 0 to 2³²−1 for a text, well spread: FNV-1a over its UTF-16 code units, then the finish of MurmurHash3. */
export function textHash(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A hash of what a text says, white space aside, as up to seven characters of `0-9a-z`. */
export function wordsHash(text: string): string {
  return textHash(text.replace(/\s+/g, ' ').trim()).toString(36);
}

/** As {@link textHash} with 53 bits: two texts of a million have the same one once in ten thousand libraries. */
export function longTextHash(text: string): number {
  return textHash(text) * 0x200000 + (textHash(text, 0x9e3779b9) >>> 11);
}
