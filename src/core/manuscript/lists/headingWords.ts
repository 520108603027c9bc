import type { StyleMark } from '../findings';

const REFERENCES =
  /^(?:(?:list of |cited |selected |key |main |primary |supplementa(?:l|ry) |additional |full |the )?references?(?: list| cited)?(?: and (?:notes|links|further reading|recommended reading))?|bibliograph(?:y|ies)|works? cited|(?:cited )?literature(?: cited)?|reference list|notes and references|citations|cited works|sources|literatur(?:verzeichnis|angaben|liste|nachweise?|hinweise)?|zitierte literatur|verwendete literatur|quellen(?:verzeichnis|angaben)?|literatur[- ]und quellenverzeichnis|quellen[- ]und literaturverzeichnis|referenzen|referenzliste|(?:ausgew[äa]hlte )?bibliogra(?:ph|f)ie|r[ée]f[ée]rences?(?: bibliographiques?| cit[ée]es)?|(?:œ|oe)uvres cit[ée]es|ouvrages cit[ée]s|liste des r[ée]f[ée]rences|sources cit[ée]es|referencias?(?: bibliogr[áa]ficas?| citadas)?|bibliograf[ií]a(?: citada)?|obras citadas|lista de referencias|literatura citada|fuentes|riferimenti(?: bibliografici)?|referenze(?: bibliografiche)?|opere citate|letteratura citata|fonti|refer[êe]ncias?(?: bibliogr[áa]ficas?| citadas)?|lista de refer[êe]ncias|obras citadas|referenties|literatuur(?:lijst)?|bronnen|k[äa]llor|referenser|litteratur(?:liste|f[öo]rteckning)?|referanser|kilder|參考文獻|参考文献|参考資料|引用文献|참고문헌|список литературы|литература|библиография|источники|список (?:використаної )?літератури|література|джерела|бібліографія|المراجع|قائمة المراجع|المصادر(?: والمراجع)?|منابع(?: و مآخذ)?|مراجع|מקורות|ביבליוגרפיה|רשימת מקורות|संदर्भ(?: सूची| ग्रंथ सूची)?|เอกสารอ้างอิง|บรรณานุกรม|tài liệu tham khảo|danh mục tài liệu tham khảo|daftar (?:pustaka|referensi)|referensi|kaynak(?:lar|ça)|literatura|seznam literatury|použitá literatura|zdroje|bibliografia|literatura cytowana|piśmiennictwo|bibliografie|referințe|βιβλιογραφία|αναφορές|lähteet|viitteet|kirjallisuus|lähdeluettelo|irodalom(?:jegyzék)?|hivatkozások|felhasznált irodalom|referències(?: bibliogràfiques)?|referencer|referansar|参考书目)$/i;
const PLAIN = /^[A-Za-z]+(?: [A-Za-z]+)*$/;
const SHORTEST = 4;
/** What no such title has. */
const SENTENCE = /[[\],;"=<>]/;
const NUMBERING = /^(?:(?:chapter|section|kapitel)?\s*(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])[.):]?\s+)/i;

/** Level of a title that the markup does not mark as a heading: it is one only where references follow. */
export const ONLY_OVER_A_LIST = 7;

/** Whether a heading's title is one of the usual words for the list of references, numbering and punctuation aside. */
export function isReferencesTitle(title: string): boolean {
  if (title.length > 80 || title.length < SHORTEST || SENTENCE.test(title)) return false;
  // Most headings are plain words and need no preparing.
  if (PLAIN.test(title)) return REFERENCES.test(title) || REFERENCES.test(title.replace(NUMBERING, ''));
  const plain = title
    .normalize('NFC')
    .replace(/[*_#`:：.]+$/g, '')
    .replace(/^[*_#`\s]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return REFERENCES.test(plain) || REFERENCES.test(plain.replace(NUMBERING, ''));
}

const STYLE_MARK =
  /^(?:<!--|%+|\/\/|\.\.|\/\*)\s*numbered-citations\s+style:\s*([\w./:-]+?)\s*(?:-->|\*\/|$)/;

/** The invisible mark that names the list's style, in the comment that begins at `at`; undefined without. */
export function readStyleMark(text: string, at: number, limit: number): StyleMark | undefined {
  const line = text.slice(at, Math.min(limit, at + 200));
  const match = STYLE_MARK.exec(line);
  if (match === null) return undefined;
  return { style: match[1]!, range: { start: at, end: at + match[0].trimEnd().length } };
}
