/** Longest DOI that is looked for; the standard sets no limit, the longest in Crossref has fewer than 300 characters. */
const DOI_LIMIT = 400;

/** A DOI as it is compared: lower case, without resolver and scheme; undefined where the text has none. DOI names ignore case (ISO 26324). */
export function normaliseDoi(text: string): string | undefined {
  const found = /10\.\d{4,9}\/\S+/.exec(text.slice(0, DOI_LIMIT * 2));
  return found === null ? undefined : trimEnd(decode(found[0]).toLowerCase());
}

/**
 * What may be DOIs in a text of any markup. A DOI may hold nearly every sign, so that its end is known only by comparing.
 *
 * @returns one list a place, the longest reading first, each as {@link normaliseDoi} writes it
 */
export function doiReadings(text: string): readonly (readonly string[])[] {
  const places: (readonly string[])[] = [];
  const start = /10\.\d{4,9}(?:\/|%2[fF])/g;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const before = text.charCodeAt(found.index - 1);
    if ((before >= 48 && before <= 57) || before === 46) continue;
    const run = nonSpaceRun(text, found.index);
    const readings: string[] = [];
    const add = (reading: string) => {
      const trimmed = trimEnd(decode(reading).toLowerCase());
      if (trimmed.length > 8 && !readings.includes(trimmed)) readings.push(trimmed);
    };
    add(run);
    // Signs that are rare in a DOI and usual in the markup behind one.
    for (let position = run.length - 1; position > 8; position--) {
      if ('<>[]{}()"`|\\,;*#?&“”'.includes(run[position]!)) add(run.slice(0, position));
    }
    places.push(readings);
    start.lastIndex = found.index + found[0].length;
  }
  return places;
}

/** Numbers of PubMed (`PMID: 31233491`, links to PubMed) and PubMed Central (as `pmc6611653`) that a text names. */
export function pubmedIdentifiers(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/\bPMID[^\p{L}\d\n]{0,8}(\d{4,9})\b/giu)) found.push(match[1]!);
  for (const match of text.matchAll(/\bpubmed(?:\.ncbi\.nlm\.nih\.gov)?\/(\d{4,9})\b/gi))
    found.push(match[1]!);
  for (const match of text.matchAll(/\bPMC(\d{4,9})\b/gi)) found.push(`pmc${match[1]!}`);
  return [...new Set(found)];
}

/** The text with web addresses and DOIs blanked, so that their digits are not taken for years, volumes or pages. */
export function withoutAddresses(text: string): string {
  return text.replace(
    /(?:https?:\/\/|www\.|\b10\.\d{4,9}\/|\bdoi:\s?|\b(?:arXiv|PMID|PMCID):\s?)[^\s}\]["]*/gi,
    ' . ',
  );
}

function nonSpaceRun(text: string, start: number): string {
  let end = start;
  const limit = Math.min(text.length, start + DOI_LIMIT);
  while (end < limit && text.charCodeAt(end) > 32 && text.charCodeAt(end) !== 160) end++;
  return text.slice(start, end);
}

/** Undoes what addresses and markups do to a DOI: `%28`, `\_`, `&lt;`. */
function decode(doi: string): string {
  return doi
    .replace(/%([0-7][0-9a-fA-F])/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(?=[_%#&{}$~^<>[\]()*.-])/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function trimEnd(doi: string): string {
  let end = doi.length;
  while (end > 0) {
    const last = doi[end - 1]!;
    if ('.,;:*_`\'"“”’\\|!?'.includes(last)) end--;
    else if (last === ')' && count(doi, '(', end) < count(doi, ')', end)) end--;
    else if (last === ']' && count(doi, '[', end) < count(doi, ']', end)) end--;
    else if (last === '>' && count(doi, '<', end) < count(doi, '>', end)) end--;
    else if (last === '}' && count(doi, '{', end) < count(doi, '}', end)) end--;
    else break;
  }
  return doi.slice(0, end);
}

function count(text: string, sign: string, end: number): number {
  let found = 0;
  for (let position = 0; position < end; position++) if (text[position] === sign) found++;
  return found;
}
