/** What readers of a language call the references of a paper, by the language's subtag (RFC 5646). */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['ar', 'المراجع'],
  ['ca', 'Referències'],
  ['cs', 'Literatura'],
  ['da', 'Referencer'],
  ['de', 'Literatur'],
  ['el', 'Βιβλιογραφία'],
  ['en', 'References'],
  ['es', 'Referencias'],
  ['fa', 'منابع'],
  ['fi', 'Lähteet'],
  ['fr', 'Références'],
  ['he', 'מקורות'],
  ['hi', 'संदर्भ'],
  ['hu', 'Irodalomjegyzék'],
  ['id', 'Daftar pustaka'],
  ['it', 'Riferimenti bibliografici'],
  ['ja', '参考文献'],
  ['ko', '참고문헌'],
  ['nb', 'Referanser'],
  ['nl', 'Literatuur'],
  ['nn', 'Referansar'],
  ['no', 'Referanser'],
  ['pl', 'Bibliografia'],
  ['pt', 'Referências'],
  ['ro', 'Bibliografie'],
  ['ru', 'Список литературы'],
  ['sv', 'Referenser'],
  ['th', 'เอกสารอ้างอิง'],
  ['tr', 'Kaynaklar'],
  ['uk', 'Список літератури'],
  ['vi', 'Tài liệu tham khảo'],
  ['zh', '参考文献'],
]);

/**
 * The title of a new reference list in a language; English where it is not known. The grammar takes each of them for the
 * title of a reference list.
 *
 * @param language RFC 5646 tag
 */
export function referencesTitle(language: string): string {
  const tag = language.replaceAll('_', '-').toLowerCase();
  if (/^zh-(?:hant|tw|hk|mo)/.test(tag)) return '參考文獻';
  return TITLES.get(tag.split('-')[0]!) ?? 'References';
}
