import type { CslName } from '../../types';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutFullStop } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import { noKeys, type RecordReader, type RecordSink } from '../recordReader';
import { TaggedFieldReader, tagMeanings } from './taggedFields';
import { type LineRole, readTaggedRecords, type TaggedSyntax } from './taggedLines';
import type { TaggedRecord } from './taggedRecord';

/** Files that were edited by hand have no space before the number of a work. */
const TAG = /(?:[A-Z][A-Z0-9]{1,3} {0,3}-(?: |\r?\n|$)|PM(?:ID|CR?) {0,3}-\d)/y;

class NbibSyntax implements TaggedSyntax {
  tag = '';
  valueStart = 0;
  readonly blankEnds = true;

  find(text: string, lineStart: number): boolean {
    const first = text.charCodeAt(lineStart);
    if (!(first >= 65 && first <= 90)) return false;
    TAG.lastIndex = lineStart;
    if (!TAG.test(text)) return false;
    const hyphen = text.indexOf('-', lineStart);
    this.tag = text.slice(lineStart, hyphen).trim();
    this.valueStart = hyphen + 1;
    return true;
  }

  role(tag: string, current: TaggedRecord): LineRole {
    return tag === 'PMID' && current.size > 0 ? 'begin' : 'field';
  }
}

/** What concerns the database and not the work: its dates and owner, addresses, grants, substances, counts. */
const UNREAD =
  'OWN STAT DCOM LR CRDT EDAT MHDA DA DRDT CTDT PUBM JID SB PST OTO OABL AUID AD IR FIR IRAD GR RN NM RF SO SI MID OID ROF CI COIS';

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
    const fields = new TaggedFieldReader(MEANINGS, readPlainName, false);
    readTaggedRecords(text, new NbibSyntax(), record => readRecord(record, fields, sink));
  },
};

const MEANINGS = tagMeanings({
  texts: {
    volume: 'VI',
    issue: 'IP',
    edition: 'EN',
    publisher: 'PB',
    'publisher-place': 'PL',
    language: 'LA',
    PMID: 'PMID',
    PMCID: 'PMC PMCR',
    abstract: 'AB OAB',
  },
  names: {},
  keywords: '',
  notes: 'GN',
  special: `TI BTI TT FAU AU CN FED ED CTI JT TA DP DEP PHST PG ISBN IS LID AID MH OT PT ${UNREAD}`,
});

function readRecord(values: TaggedRecord, fields: TaggedFieldReader, sink: RecordSink): void {
  const item = new ItemBuilder('', typeOf(values));
  fields.read(item, values);
  item.text('title', withoutFullStop(values.first('TI', 'BTI', 'TT')));
  for (const name of namesOf(values, 'FAU', 'AU')) item.name('author', name);
  for (const name of values.all('CN')) item.name('author', { literal: name.replace(/\s+/g, ' ') });
  for (const name of namesOf(values, 'FED', 'ED')) item.name('editor', name);
  if (item.type === 'chapter') item.text('container-title', values.first('BTI', 'CTI'));
  item.text('container-title', values.first('JT', 'TA', 'CTI'));
  if (values.has('JT')) item.text('container-title-short', values.first('TA'));
  item.date('issued', readLooseDate(values.first('DP') ?? values.first('DEP', 'PHST') ?? ''));
  item.pages(values.first('PG')?.split(',')[0], undefined);
  item.text('ISBN', values.first('ISBN')?.replace(/^ISBN:?\s*/i, ''));
  item.text('ISSN', issn(values.all('IS')));
  for (const identifier of values.all('LID', 'AID')) {
    const doi = /^(\S+)\s*\[doi\]/.exec(identifier)?.[1];
    if (doi !== undefined) item.text('DOI', plainDoi(doi));
  }
  for (const identifier of values.all('LID', 'AID')) {
    const pii = /^(\S+)\s*\[pii\]/.exec(identifier)?.[1];
    // Articles without pages are cited by their number.
    if (pii !== undefined && /^e?\d{1,8}$/i.test(pii)) item.text('page', pii);
  }
  const keywords = [...values.all('MH'), ...values.all('OT')].map(keyword => keyword.replace(/\*/g, ''));
  item.text('keyword', joinKeywords([...new Set(keywords)]));
  if (!item.isEmpty) sink.record(item.build(), values.start, values.end);
}

/** Full names, and the short form of those that have no full one: they stand in pairs, full name first. */
function namesOf(
  { tags, values, size }: TaggedRecord,
  full: string,
  short: string,
): readonly (CslName | undefined)[] {
  const names: (CslName | undefined)[] = [];
  let isPaired = false;
  for (let index = 0; index < size; index++) {
    const tag = tags[index]!;
    if (tag === full) {
      names.push(readPlainName(values[index]!));
      isPaired = true;
    } else if (tag === short) {
      if (!isPaired) names.push(readPlainName(values[index]!));
      isPaired = false;
    }
  }
  return names;
}

function typeOf(values: TaggedRecord): string {
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
