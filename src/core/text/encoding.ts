/** How a file's characters were stored. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** A file's text with what is needed to store it the same way again. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Whether a byte order mark stood in front; it is not part of `text`. */
  readonly byteOrderMark: boolean;
}

/** The WHATWG Encoding Standard's decoder, which every host has. */
declare const TextDecoder: {
  new (
    label: string,
    options?: { fatal?: boolean; ignoreBOM?: boolean },
  ): { decode(bytes: Uint8Array): string };
};
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };

/**
 * Reads bytes as text: by byte order mark, else UTF-16 where every other byte is zero, else UTF-8, else Windows-1252
 * (the Encoding Standard's name for Latin-1).
 *
 * @returns undefined for a binary file (one with zero bytes that is no UTF-16)
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { text: decode(bytes.subarray(3), 'utf-8'), encoding: 'utf-8', byteOrderMark: true };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: decode(bytes.subarray(2), 'utf-16le'), encoding: 'utf-16le', byteOrderMark: true };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: decode(bytes.subarray(2), 'utf-16be'), encoding: 'utf-16be', byteOrderMark: true };
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const encoding = utf16WithoutMark(bytes);
    return encoding && { text: decode(bytes, encoding), encoding, byteOrderMark: false };
  }
  try {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: strict.decode(bytes), encoding: 'utf-8', byteOrderMark: false };
  } catch {
    // Not UTF-8: every byte means a character in Windows-1252, so this cannot fail.
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252', byteOrderMark: false };
  }
}

/**
 * The bytes of `text` in the encoding that a file had.
 *
 * @returns undefined when `text` has a character that the encoding cannot hold, because writing it would lose it
 */
export function encodeText(
  text: string,
  encoding: TextEncoding,
  byteOrderMark: boolean,
): Uint8Array | undefined {
  if (encoding === 'windows-1252') return encodeWindows1252(text);
  if (encoding === 'utf-8') return new TextEncoder().encode(byteOrderMark ? `\ufeff${text}` : text);
  const marked = byteOrderMark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let index = 0; index < marked.length; index++) {
    const unit = marked.charCodeAt(index);
    bytes[2 * index + low] = unit & 0xff;
    bytes[2 * index + 1 - low] = unit >> 8;
  }
  return bytes;
}

/** Encodings of which a part can be decoded without what stands before it. */
export type PieceEncoding = 'utf-8' | 'windows-1252';

/** So many bytes are checked at once. */
const CHECKED_AT_ONCE = 2 ** 20;

/**
 * As {@link decodeText} finds them, without the text: for a file that is decoded in parts, with {@link decodeInPieces}.
 *
 * @returns the encoding, and how many bytes its byte order mark has; undefined for UTF-16 and for a binary file
 */
export function pieceEncodingOf(
  bytes: Uint8Array,
): { readonly encoding: PieceEncoding; readonly mark: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return undefined;
  if (bytes.includes(0)) return undefined;
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', mark: 0 };
}

/** The text of a part of a file; characters that are cut at its ends become U+FFFD. */
export function decodeInPieces(bytes: Uint8Array, encoding: PieceEncoding): string {
  return encoding === 'utf-8' ? decode(bytes, encoding) : decodeWindows1252(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for (let from = 0; from < bytes.length; ) {
      let to = Math.min(from + CHECKED_AT_ONCE, bytes.length);
      // A character has up to three bytes behind its first.
      for (let back = 0; back < 3 && to < bytes.length && (bytes[to]! & 0xc0) === 0x80; back++) to--;
      strict.decode(bytes.subarray(from, to));
      from = to;
    }
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, encoding: Exclude<TextEncoding, 'windows-1252'>): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

/** Plain text in UTF-16 has a zero in nearly every pair, always on the same side; binary files have them on both. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even++;
    if (bytes[index + 1] === 0) odd++;
  }
  const most = length * 0.3;
  if (odd > most && even === 0) return 'utf-16le';
  if (even > most && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * The Encoding Standard's index of windows-1252 for the bytes 0x80 to 0x9F; all others are their own code points.
 * By hand, because some Node versions decode this label as Latin-1.
 */
const WINDOWS_1252_80_TO_9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return pieces.join('').replace(/[\x80-\x9f]/g, byte => WINDOWS_1252_80_TO_9F[byte.charCodeAt(0) - 0x80]!);
}

function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const special = unit < 0x80 ? -1 : WINDOWS_1252_80_TO_9F.indexOf(text[index]!);
    const byte = special >= 0 ? 0x80 + special : unit;
    if (byte > 0xff || (special < 0 && byte >= 0x80 && byte < 0xa0)) return undefined;
    bytes[index] = byte;
  }
  return bytes;
}
