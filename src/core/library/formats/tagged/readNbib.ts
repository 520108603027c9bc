import type { CslName } from '../../types';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutFullStop } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import { noKeys, type RecordReader, type RecordSink } from '../recordReader';
import { type TaggedRecord, TaggedValues, type TagMatch, taggedRecords } from './taggedLines';

const TAG = /[A-Z][A-Z0-9]{1,3} {0,3}-(?: |\r?\n|$)/y;

const SYNTAX = {
  tagAt(text: string, start: number): TagMatch | undefined {
    const first = text.charCodeAt(start);
    if (!(first >= 65 && first <= 90)) return undefined;
    TAG.lastIndex = start;
    if (!TAG.test(text)) return undefined;
    const hyphen = text.indexOf('-', start);
    return { tag: text.slice(start, hyphen).trim(), valueStart: hyphen + 1 };
  },
  role(tag: string, current: TaggedRecord | undefined) {
    return tag === 'PMID' && current !== undefined ? ('begin' as const) : ('field' as const);
  },
  blankEnds: true,
};

/** CSL types of the publication types (`PT`) that tell more than that it is an article. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^preprint$/i, 'article'],
  [/^(?:books?|monograph)$/i, 'book'],
  [/^(?:book chapter|chapter)/i, 'chapter'],
  [/^(?:newspaper article|news)$/i, 'article-newspaper'],
  [/^(?:dataset)$/i, 'dataset'],
  [/^(?:technical report|government publication)s?$/i, 'report'],
  [/^(?:academic dissertation|thesis)/i, 'thesis'],
];

/**
 * Reads PubMed's MEDLINE format (`.nbib`; tags as in "MEDLINE/PubMed Data Element (Field) Descriptions" of the NLM).
 */
export const nbibReader: RecordReader = {
  mayHaveKeys: noKeys,
  read(text, sink) {
    for (const record of taggedRecords(text, SYNTAX, () => {})) readRecord(record, sink);
  },
};

function readRecord({ fields, start, end }: TaggedRecord, sink: RecordSink): void {
  const values = new TaggedValues(fields);
  const item = new ItemBuilder('', typeOf(values));
  item.text('title', withoutFullStop(values.first('TI', 'BTI', 'TT')));
  for (const name of namesOf(fields, 'FAU', 'AU')) item.name('author', name);
  for (const name of values.all('CN')) item.name('author', { literal: name.replace(/\s+/g, ' ') });
  for (const name of namesOf(fields, 'FED', 'ED')) item.name('editor', name);
  if (item.type === 'chapter') item.text('container-title', values.first('BTI', 'CTI'));
  item.text('container-title', values.first('JT', 'TA', 'CTI'));
  if (values.has('JT')) item.text('container-title-short', values.first('TA'));
  item.date(
    'issued',
    fullestDate([
      readLooseDate(values.first('DP') ?? ''),
      ...(values.has('DP') ? [] : [readLooseDate(values.first('DEP', 'PHST') ?? '')]),
    ]),
  );
  item.text('volume', values.first('VI'));
  item.text('issue', values.first('IP'));
  item.pages(values.first('PG')?.split(',')[0], undefined);
  item.text('edition', values.first('EN'));
  item.text('publisher', values.first('PB'));
  item.text('publisher-place', values.first('PL'));
  item.text('language', values.first('LA'));
  item.text('ISBN', values.first('ISBN')?.replace(/^ISBN:?\s*/i, ''));
  item.text('ISSN', issn(values.all('IS')));
  item.text('PMID', values.first('PMID'));
  item.text('PMCID', values.first('PMC', 'PMCR'));
  for (const identifier of values.all('LID', 'AID')) {
    const doi = /^(\S+)\s*\[doi\]/.exec(identifier)?.[1];
    if (doi !== undefined) item.text('DOI', plainDoi(doi));
  }
  for (const identifier of values.all('LID', 'AID')) {
    const pii = /^(\S+)\s*\[pii\]/.exec(identifier)?.[1];
    // Articles without pages are cited by their number.
    if (pii !== undefined && /^e?\d{1,8}$/i.test(pii)) item.text('page', pii);
  }
  item.text('abstract', values.first('AB', 'OAB'));
  const keywords = [...values.all('MH'), ...values.all('OT')].map(keyword => keyword.replace(/\*/g, ''));
  if (keywords.length > 0) item.text('keyword', joinKeywords([...new Set(keywords)]));
  for (const note of values.all('GN')) item.more('note', note, '; ');
  if (!item.isEmpty) sink.record(item.build(), start, end);
}

/** Full names, and the short form of those that have no full one: they stand in pairs, full name first. */
function namesOf(
  fields: TaggedRecord['fields'],
  full: string,
  short: string,
): readonly (CslName | undefined)[] {
  const names: (CslName | undefined)[] = [];
  let isPaired = false;
  for (const { tag, value } of fields) {
    if (tag === full) {
      names.push(readPlainName(value));
      isPaired = true;
    } else if (tag === short) {
      if (!isPaired) names.push(readPlainName(value));
      isPaired = false;
    }
  }
  return names;
}

function typeOf(values: TaggedValues): string {
  if (values.has('BTI'))
    return values.has('TI') && values.first('TI') !== values.first('BTI') ? 'chapter' : 'book';
  for (const publicationType of values.all('PT')) {
    const found = TYPES.find(([pattern]) => pattern.test(publicationType));
    if (found !== undefined) return found[1];
  }
  return 'article-journal';
}

function issn(values: readonly string[]): string | undefined {
  const electronic = values.find(value => /electronic/i.test(value));
  const chosen = values.find(value => /linking/i.test(value)) ?? electronic ?? values[0];
  return chosen?.replace(/\s*\(.*\)\s*$/, '');
}
