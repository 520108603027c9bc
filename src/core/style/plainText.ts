const RICH_TEXT_TAG = /<\/?(?:i|b|sub|sup|sc|span)(?: [^<>]{0,100})?>/g;

/** The words of a CSL text field: without the tags that CSL allows in it, on one line. */
export function plainText(text: string): string {
  return text
    .replace(RICH_TEXT_TAG, '')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, run => (/^[\u200c\u200d]$/.test(run) ? run : ' '))
    .trim();
}

/** `text` cut at a word, with an ellipsis, where it has more than `limit` code units. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.lastIndexOf(' ');
  const kept = (space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/[\s,;:.–—-]+$/, '')}…`;
}
