const LONGEST_KEYWORD = 120;

/** The keywords of a field that lists them, by `;` where one occurs, else by `,` or line. */
export function splitKeywords(keywords: string): readonly string[] {
  const separator = keywords.includes(';') ? ';' : keywords.includes('\n') ? '\n' : ',';
  const words: string[] = [];
  for (let start = 0; start <= keywords.length; ) {
    const found = keywords.indexOf(separator, start);
    const end = found < 0 ? keywords.length : found;
    const word = end - start > LONGEST_KEYWORD ? '' : keywords.slice(start, end).trim();
    if (word !== '') words.push(word);
    start = end + 1;
  }
  return words;
}

/** Keywords as one text. Some hold commas; then all are parted by semicolons. */
export function joinKeywords(keywords: readonly string[]): string {
  if (keywords.every(isPlain)) return keywords.join(', ');
  const clean: string[] = [];
  let haveSeparators = false;
  for (const keyword of keywords) {
    const word = keyword.trim();
    if (word === '') continue;
    clean.push(word);
    haveSeparators ||= word.includes(',') || word.includes(';');
  }
  if (!haveSeparators) return clean.join(', ');
  return clean.length === 1 ? `${clean[0]};` : clean.join('; ');
}

/** Whether a keyword surely has no separators, and no white space at its ends. */
function isPlain(keyword: string): boolean {
  const { length } = keyword;
  if (length === 0 || length > LONGEST_KEYWORD) return false;
  for (let index = 0; index < length; index++) {
    const code = keyword.charCodeAt(index);
    if (code === 44 || code === 59 || code > 126) return false;
    if (code <= 32 && (code !== 32 || index === 0 || index === length - 1)) return false;
  }
  return true;
}
