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
