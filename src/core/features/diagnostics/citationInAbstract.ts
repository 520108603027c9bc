import { say } from '../../text/message';
import type { TextRange } from '../../text/textRange';
import { clusterText } from './clusters';
import type { CheckContext, Rule } from './types';

const ABSTRACT_TITLE =
  /^(?:\d+\.?\s*)?(?:abstract|summary|zusammenfassung|kurzfassung|résumé|resumen|sommario|riassunto|resumo|samenvatting|sammanfattning|streszczenie|аннотация)\b/i;

/** A citation in the abstract, which is read without the list. */
export const citationInAbstract: Rule = {
  code: 'citation-in-abstract',
  severity: 'off',
  description: 'The abstract has a citation, which most journals do not allow.',
  fixAll: false,
  check: context => {
    const abstracts = abstractsOf(context);
    if (abstracts.length === 0) return [];
    return context.manuscript.citations
      .filter(({ range }) => abstracts.some(part => part.start <= range.start && range.end <= part.end))
      .map(citation => ({
        range: citation.range,
        ...say('The citation {0} stands in the abstract.', clusterText(context, citation)),
      }));
  },
};

function abstractsOf({ manuscript, text }: CheckContext): readonly TextRange[] {
  const ranges: TextRange[] = [];
  manuscript.headings.forEach((heading, index) => {
    if (!ABSTRACT_TITLE.test(heading.title.trim())) return;
    const next = manuscript.headings.slice(index + 1).find(({ level }) => level <= heading.level);
    ranges.push({ start: heading.range.end, end: next?.range.start ?? text.length });
  });
  if (manuscript.language === 'latex') {
    const start = text.indexOf('\\begin{abstract}');
    const end = start < 0 ? -1 : text.indexOf('\\end{abstract}', start);
    if (end >= 0) ranges.push({ start, end });
  }
  return ranges;
}
