/** The languages that entries can be written in, as the names of CSL's locale files: those of `locales.ts`. */
export const LOCALE_TAGS: readonly string[] = [
  ...['ar', 'ca-AD', 'cs-CZ', 'da-DK', 'de-DE', 'el-GR', 'en-GB', 'en-US', 'es-ES', 'fa-IR', 'fi-FI'],
  ...['fr-FR', 'he-IL', 'hi-IN', 'hu-HU', 'id-ID', 'it-IT', 'ja-JP', 'ko-KR', 'nb-NO', 'nl-NL', 'pl-PL'],
  ...['pt-BR', 'pt-PT', 'ro-RO', 'ru-RU', 'sv-SE', 'th-TH', 'tr-TR', 'uk-UA', 'vi-VN', 'zh-CN', 'zh-TW'],
];

/** Where a language has several locales and the tag names none of them. */
const USUAL_LOCALES: ReadonlyMap<string, string> = new Map([
  ['en', 'en-US'],
  ['no', 'nb-NO'],
  ['nn', 'nb-NO'],
  ['pt', 'pt-PT'],
  ['zh', 'zh-CN'],
]);

/**
 * The locale that a language tag (RFC 5646, also with `_`) is written in: itself, else the usual one of its language.
 * Chinese in the old characters (`zh-Hant`, `zh-HK`) is that of Taiwan. Undefined for a language without one.
 */
export function knownLocale(tag: string): string | undefined {
  const wanted = tag.trim().replaceAll('_', '-').toLowerCase();
  const language = wanted.split('-')[0]!;
  const exact = LOCALE_TAGS.find(locale => locale.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  if (/^zh-(?:hant|hk|mo)/.test(wanted)) return 'zh-TW';
  return (
    USUAL_LOCALES.get(language) ?? LOCALE_TAGS.find(locale => locale.toLowerCase().split('-')[0] === language)
  );
}
