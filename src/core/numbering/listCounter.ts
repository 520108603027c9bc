/** What sets the number of the next entry: `\\setcounter{enumi}{4}` (one less), `[start=5]`. */
const COUNTER = /(\\setcounter\{enum[iv]+\}\{|\bstart\s*=\s*"?)(\d{1,6})/g;

/** A gap between entries with its counter set to the number of the entry behind it, where it was set to the old one. */
export function withCounter(gap: string, old: number, number: number): string {
  return gap.replace(COUNTER, (whole, before: string, digits: string) => {
    const less = before.startsWith('\\') ? 1 : 0;
    return Number(digits) + less === old ? before + (number - less) : whole;
  });
}
