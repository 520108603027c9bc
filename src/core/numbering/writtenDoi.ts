/** A DOI in a text: as it is compared, and where it stands. */
export interface WrittenDoi {
  /** Lower case, without resolver and closing punctuation. */
  readonly doi: string;
  readonly start: number;
  readonly end: number;
}

/** Longest DOI that is read; the standard sets no limit. */
const LONGEST_DOI = 300;

/**
 * The DOIs of a text in any markup (ISO 26324: prefix `10.` with a registrant, slash, any printable signs). Where markup
 * follows without white space, the DOI ends at the bracket that was not opened in it.
 */
export function doisIn(text: string): readonly WrittenDoi[] {
  const found: WrittenDoi[] = [];
  const start = /10\.\d{4,9}(?:\.\d+)*\//g;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const before = text.charCodeAt(match.index - 1);
    if ((before >= 48 && before <= 57) || before === 46) continue;
    const end = endOfDoi(text, match.index + match[0].length);
    if (end > match.index + match[0].length) {
      found.push({ doi: text.slice(match.index, end).toLowerCase(), start: match.index, end });
    }
    start.lastIndex = Math.max(end, start.lastIndex);
  }
  return found;
}

function endOfDoi(text: string, start: number): number {
  const open: string[] = [];
  let end = start;
  for (; end < text.length && end - start < LONGEST_DOI; end++) {
    const character = text[end]!;
    if (/[\s"“”|`{}\\]/.test(character)) break;
    if (character === '<' && /^<[a-z/!]/i.test(text.slice(end, end + 2))) break;
    // `https://doi.org/10.1000/x[10.1000/x]` in AsciiDoc; a bracket within a DOI holds a page: `054[0547:ANIGBT]2.0.CO;2`.
    if (character === '[' && /^\[(?:10\.|\D)/.test(text.slice(end, end + 4))) break;
    if ('(['.includes(character)) open.push(character === '(' ? ')' : ']');
    else if (')]'.includes(character) && open.pop() !== character) break;
    else if (character === '>' && !text.slice(start, end).includes('<')) break;
  }
  while (end > start && ".,;:!?'*_".includes(text[end - 1]!)) end--;
  return end;
}
