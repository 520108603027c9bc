import { isLetter } from './characters';

/** Words that may stand before a number in a citation: `see`, `e.g.,`, `reviewed in`, `Refs.` … in six languages. */
const PREFIX =
  /(?:(?:see|also|but|and|or|cf\.?|e\.\s?g\.,?|i\.\s?e\.,?|eg,?|compare|contra|ref(?:erence)?s?\.?|nos?\.|in|by|reviewed|review(?:s)?|for|from|examples?|instance|recently|most|notably|especially|discussed|summari[sz]ed|reported|described|with|siehe|auch|vgl\.?|z\.\s?b\.?|u\.\s?a\.?|voir|aussi|p\.\s?ex\.?|véase|ver|también|vid\.?|p\.\s?ej\.?|vedi|anche|cfr\.?|confronta|veja|também)(?:[\s\u00a0~]+|(?<=[.,]))){1,6}(?=\d)/iy;

const SEPARATOR_WORD = /(?:and|und|et|y|e|&|&amp;|\\&)(?=[\s\u00a0~])/iy;

/** What a place inside a work is called: `p.`, `Fig.`, `Kap.` …, then the place itself. */
const LOCATOR =
  /(?:(?:(?:supp(?:l(?:ementary)?)?\.?|online|appendix)\s+)?(?:pp?|pages?|ch(?:ap)?(?:ter)?s?|sec(?:t(?:ion)?)?s?|fig(?:ure)?s?|tab(?:le|elle|ella|la)?s?|eqn?s?|equations?|vol(?:ume)?|notes?|app(?:endix)?|thm|theorems?|lem(?:ma)?|prop(?:osition)?|cor(?:ollary)?|def(?:inition)?|remark|example|alg(?:orithm)?|part|art(?:icle)?|para|lines?|col|fol|kap(?:itel)?|abb(?:ildung)?|abschn(?:itt)?|bd|gl|seiten?|p[áa]gs?|pagg?|cap|fl)(?:\.|(?![\p{L}]))|S\.|Nr\.|no\.|n\.|§§?|¶)[\s\u00a0~]*(?=\(|[a-z]{0,2}\.?\d|[ivxlc]+(?!\p{L})|[a-z](?!\p{L}))/iuy;
const PHRASE =
  /(?:(?:and|und|et|y|e)\s+)?(?:(?:other\s+)?ref(?:erence)?s?\.?\s+(?:cited\s+)?therein|the\s+references\s+therein|passim|this\s+(?:study|work|paper|article)|unpublished(?:\s+data)?|und\s+darin\s+zitierte\s+literatur|for\s+(?:a\s+)?reviews?|reviewed\s+therein|and\s+therein)/iy;
const LONGEST_PLACE = 60;
const LONGEST_WORD = 12;

/** Offset behind the words before a number at `at` (with the white space); -1 where there are none. */
export function readPrefix(text: string, at: number, limit: number): number {
  if (at >= limit || !endsWord(text, at, limit)) return -1;
  PREFIX.lastIndex = at;
  if (!PREFIX.test(text) || PREFIX.lastIndex > limit) return -1;
  let end = PREFIX.lastIndex;
  while (end > at && /[\s\u00a0~]/.test(text[end - 1]!)) end -= 1;
  return end;
}

/** Whether a word stands at `at` that is as short as those before numbers, and ends as they do. */
function endsWord(text: string, at: number, limit: number): boolean {
  const stop = Math.min(limit, at + LONGEST_WORD);
  let end = at;
  while (end < stop && isLetter(text.charCodeAt(end))) end += 1;
  if (end === at || end >= limit) return false;
  const code = text.charCodeAt(end);
  return code <= 0x20 || code === 0x2e || code === 0x2c || code === 0xa0 || code === 0x7e;
}

/** Offset behind “and” or its like between two numbers; -1 where there is none. */
export function readSeparatorWord(text: string, at: number, limit: number): number {
  const code = text.charCodeAt(at);
  if (code !== 0x26 && code !== 0x5c && !isLetter(code)) return -1;
  SEPARATOR_WORD.lastIndex = at;
  return SEPARATOR_WORD.test(text) && SEPARATOR_WORD.lastIndex < limit ? SEPARATOR_WORD.lastIndex : -1;
}

/**
 * Offset behind a locator such as `p. 45`, `Figs. 2 and 3a` or `and references therein`; -1 where there is none.
 * A comma ends it: what follows is read as the next member.
 */
export function readLocator(text: string, at: number, limit: number, close: string): number {
  const code = text.charCodeAt(at);
  if (code !== 0xa7 && code !== 0xb6 && !isLetter(code)) return -1;
  PHRASE.lastIndex = at;
  if (PHRASE.test(text) && PHRASE.lastIndex <= limit) return PHRASE.lastIndex;
  LOCATOR.lastIndex = at;
  if (!LOCATOR.test(text)) return -1;
  const end = Math.min(limit, LOCATOR.lastIndex + LONGEST_PLACE);
  let index = LOCATOR.lastIndex;
  while (index < end && !text.startsWith(close, index) && !',;[]\n'.includes(text[index]!)) index += 1;
  if (index >= end || index === LOCATOR.lastIndex) return -1;
  while (index > at && /[\s\u00a0]/.test(text[index - 1]!)) index -= 1;
  return index;
}
