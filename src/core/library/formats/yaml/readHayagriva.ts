import { textOf } from '../../json/cslItem';
import { type JsonNode, memberOf } from '../../json/jsonTree';
import type { CslName } from '../../types';
import { readEdtfDate } from '../bibtex/bibtexDates';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder } from '../itemBuilder';
import { readPlainName } from '../plainNames';
import { alwaysKeys, type RecordReader } from '../recordReader';
import { parseYamlTree } from './yamlTree';

/** CSL types of Hayagriva's types. */
const TYPES: Readonly<Record<string, string>> = {
  article: 'article-journal',
  chapter: 'chapter',
  entry: 'entry-encyclopedia',
  anthos: 'chapter',
  report: 'report',
  thesis: 'thesis',
  web: 'webpage',
  scene: 'motion_picture',
  artwork: 'graphic',
  patent: 'patent',
  case: 'legal_case',
  newspaper: 'article-newspaper',
  legislation: 'legislation',
  manuscript: 'manuscript',
  original: 'document',
  post: 'post',
  misc: 'document',
  performance: 'performance',
  periodical: 'periodical',
  proceedings: 'book',
  book: 'book',
  blog: 'post-weblog',
  reference: 'book',
  conference: 'speech',
  anthology: 'book',
  repository: 'software',
  thread: 'post',
  video: 'motion_picture',
  audio: 'song',
  exhibition: 'event',
};

/** What an article is, by the type of the work that it stands in. */
const ARTICLE_IN: Readonly<Record<string, string>> = {
  proceedings: 'paper-conference',
  conference: 'paper-conference',
  newspaper: 'article-newspaper',
  blog: 'post-weblog',
  web: 'webpage',
  anthology: 'chapter',
  book: 'chapter',
  reference: 'entry-encyclopedia',
};

const ROLES: Readonly<Record<string, string>> = {
  translator: 'translator',
  director: 'director',
  illustrator: 'illustrator',
  compiler: 'compiler',
  organizer: 'organizer',
  producer: 'producer',
  'executive-producer': 'executive-producer',
  narrator: 'narrator',
  collaborator: 'contributor',
  composer: 'composer',
  writer: 'script-writer',
};

/**
 * Reads Hayagriva's YAML (the format of Typst's bibliographies): records by their keys, each with the works that it stands
 * in under `parent`.
 */
export const hayagrivaReader: RecordReader = {
  mayHaveKeys: alwaysKeys,
  read(text, sink) {
    const tree = parseYamlTree(text);
    for (const problem of tree.problems) sink.problem(problem);
    if (tree.root?.kind !== 'object') {
      sink.problem({
        range: tree.root?.range ?? { start: 0, end: text.length },
        severity: 'error',
        message: 'this file has no records; write each as a key with its fields below, such as “long2023:”',
      });
      return;
    }
    for (const { key, keyRange, value } of tree.root.members) {
      if (value.kind !== 'object') {
        sink.problem({
          range: keyRange,
          severity: 'error',
          message: `“${key.slice(0, 60)}” has no fields and was left out; write type and title below it`,
        });
      } else sink.record(readEntry(key, value).build(), keyRange.start, value.range.end);
    }
  },
};

function readEntry(key: string, node: JsonNode): ItemBuilder {
  const parents = parentsOf(node);
  const stated = text(node, 'type')?.toLowerCase() ?? '';
  const parent = parents[0];
  const parentType = text(parent, 'type')?.toLowerCase() ?? '';
  const isArticle = stated === 'article' || stated === '' || stated === 'anthos' || stated === 'chapter';
  const type =
    isArticle && Object.hasOwn(ARTICLE_IN, parentType)
      ? ARTICLE_IN[parentType]!
      : Object.hasOwn(TYPES, stated)
        ? TYPES[stated]!
        : 'document';
  const item = new ItemBuilder(key, type);
  item.text('title', text(node, 'title'));
  item.text('title-short', text(memberOf(node, 'title'), 'short'));
  const container = parents.find(candidate => text(candidate, 'title') !== undefined);
  item.text('container-title', text(container, 'title'));
  item.text('container-title-short', text(memberOf(container, 'title'), 'short'));
  const series = parents.flatMap(parentsOf).find(candidate => text(candidate, 'title') !== undefined);
  item.text('collection-title', text(series, 'title'));
  for (const name of names(memberOf(node, 'author'))) item.name('author', name);
  for (const owner of [node, ...parents]) {
    if (!item.has('editor')) for (const name of names(memberOf(owner, 'editor'))) item.name('editor', name);
  }
  readAffiliated(item, memberOf(node, 'affiliated'));
  const all = [node, ...parents];
  const inherited = (field: string) =>
    all.map(owner => text(owner, field)).find(value => value !== undefined);
  const date = inherited('date');
  if (date !== undefined) item.date('issued', readEdtfDate(date));
  for (const [field, variable] of [
    ['volume', 'volume'],
    ['issue', 'issue'],
    ['edition', 'edition'],
    ['volume-total', 'number-of-volumes'],
    ['language', 'language'],
    ['genre', 'genre'],
    ['archive', 'archive'],
    ['call-number', 'call-number'],
  ] as const) {
    item.text(variable, inherited(field));
  }
  item.text('chapter-number', text(node, 'chapter'));
  item.text('number-of-pages', text(node, 'page-total'));
  item.pages(text(node, 'page-range') ?? text(node, 'page'), undefined);
  for (const owner of all) {
    const publisher = memberOf(owner, 'publisher');
    item.text(
      'publisher',
      text(publisher, 'name') ?? text(owner, 'publisher') ?? text(owner, 'organization'),
    );
    item.text('publisher-place', text(publisher, 'location') ?? text(owner, 'location'));
    readSerialNumbers(item, memberOf(owner, 'serial-number'));
    item.text('DOI', text(owner, 'doi'));
  }
  const url = memberOf(node, 'url') ?? memberOf(parent, 'url');
  item.text('URL', textOf(url) ?? text(url, 'value'));
  const accessed = text(url, 'date');
  if (accessed !== undefined) item.date('accessed', readEdtfDate(accessed));
  item.text('abstract', text(node, 'abstract'));
  item.text('note', text(node, 'note'));
  item.text('annote', text(node, 'annote'));
  const keywords = memberOf(node, 'keywords');
  if (keywords?.kind === 'array')
    item.text('keyword', keywords.items.map(word => textOf(word) ?? '').join('; '));
  else item.text('keyword', textOf(keywords));
  return item;
}

function parentsOf(node: JsonNode): readonly JsonNode[] {
  const parent = memberOf(node, 'parent');
  if (parent?.kind === 'array') return parent.items.filter(item => item.kind === 'object');
  return parent?.kind === 'object' ? [parent] : [];
}

/** The text of a field, or of its `value` where it is written at length. */
function text(node: JsonNode | undefined, field: string): string | undefined {
  const value = memberOf(node, field);
  const found = textOf(value) ?? textOf(memberOf(value, 'value'));
  return found?.trim() === '' ? undefined : found;
}

function names(node: JsonNode | undefined): readonly (CslName | undefined)[] {
  if (node === undefined) return [];
  const list = node.kind === 'array' ? node.items : [node];
  return list.map(name => {
    const written = textOf(name);
    if (written !== undefined) return readPlainName(written);
    const family = text(name, 'name');
    if (family === undefined) return undefined;
    const given = text(name, 'given-name');
    const prefix = text(name, 'prefix');
    const suffix = text(name, 'suffix');
    if (given === undefined && prefix === undefined && /\s/.test(family)) return { literal: family };
    return {
      family,
      ...(given === undefined ? {} : { given }),
      ...(prefix === undefined ? {} : { 'non-dropping-particle': prefix }),
      ...(suffix === undefined ? {} : { suffix }),
    };
  });
}

function readAffiliated(item: ItemBuilder, node: JsonNode | undefined): void {
  if (node?.kind !== 'array') return;
  for (const group of node.items) {
    const role = text(group, 'role')?.toLowerCase() ?? '';
    if (!Object.hasOwn(ROLES, role)) continue;
    for (const name of names(memberOf(group, 'names'))) item.name(ROLES[role]!, name);
  }
}

function readSerialNumbers(item: ItemBuilder, node: JsonNode | undefined): void {
  const doi = text(node, 'doi');
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  item.text('ISBN', text(node, 'isbn'));
  item.text('ISSN', text(node, 'issn'));
  item.text('PMID', text(node, 'pmid'));
  item.text('PMCID', text(node, 'pmcid'));
  const arxiv = text(node, 'arxiv');
  if (arxiv !== undefined) item.text('number', `arXiv:${arxiv.replace(/^arxiv:/i, '')}`);
  item.text('number', textOf(node) ?? text(node, 'serial'));
}
