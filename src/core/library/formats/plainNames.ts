import { detached } from '../../text/detached';
import type { CslName } from '../types';

const MOST_REMEMBERED = 100_000;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|2nd|3rd)\.?$/i;
const INITIALS = /^\p{Lu}{1,4}$/u;
const INSTITUTION =
  /\b(?:group|consortium|committee|network|organi[sz]ation|society|association|institute|university|team|collaboration|investigators|initiative|agency|ministry|department|council|commission|foundation|center|centre|study|trial)\b/i;
const PARTICLE =
  /^((?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|af|av|al|el)\s+)+)(\p{Lu}.*)$/u;

/**
 * Reads a name as databases write it: `Family, Given, Suffix`; `Family AB` with initials; `Given Family`; a comma at the
 * end marks an institution, and so do words such as "Consortium".
 *
 * @returns undefined for a text without letters
 */
export function readPlainName(text: string): CslName | undefined {
  const value = text.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\d]/u.test(value)) return undefined;
  if (value.endsWith(',')) return { literal: value.replace(/[\s,]+$/, '') };
  const pieces = value.split(',').map(piece => piece.trim());
  if (pieces.length === 1) return withoutComma(value);
  const suffixAt = pieces.length > 2 && SUFFIX.test(pieces[1]!) ? 1 : pieces.length > 2 ? 2 : -1;
  const suffix = suffixAt < 0 ? undefined : pieces[suffixAt];
  const given = pieces
    .slice(1)
    .filter((_, index) => index + 1 !== suffixAt)
    .join(', ');
  if (suffix !== undefined && !SUFFIX.test(suffix) && INSTITUTION.test(value)) return { literal: value };
  return nameOf(pieces[0]!, given, suffix);
}

/** As {@link readPlainName}, for the names of one file: the same people write many of a library's works and are read once. */
export function rememberingNames(): (text: string) => CslName | undefined {
  const known = new Map<string, CslName | undefined>();
  return text => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const kept = detached(text);
    const name = readPlainName(kept);
    if (known.size < MOST_REMEMBERED) known.set(kept, name);
    return name;
  };
}

/** A name by its parts; empty parts are left out. */
export function nameOf(family: string, given: string, suffix?: string): CslName | undefined {
  if (family === '') return given === '' ? undefined : { literal: given };
  const particle = PARTICLE.exec(family);
  return {
    family: particle ? particle[2]! : family,
    ...(given === '' ? {} : { given }),
    ...(particle ? { 'non-dropping-particle': particle[1]!.trim() } : {}),
    ...(suffix ? { suffix } : {}),
  };
}

function withoutComma(value: string): CslName {
  const words = value.split(' ');
  if (words.length === 1) return { family: value };
  if (INSTITUTION.test(value)) return { literal: value };
  const last = words[words.length - 1]!;
  if (INITIALS.test(last)) return nameOf(words.slice(0, -1).join(' '), last)!;
  if (words.length > 2 && SUFFIX.test(last) && INITIALS.test(words[words.length - 2]!)) {
    return nameOf(words.slice(0, -2).join(' '), words[words.length - 2]!, last)!;
  }
  if (words.length > 4) return { literal: value };
  return nameOf(last, words.slice(0, -1).join(' '))!;
}
