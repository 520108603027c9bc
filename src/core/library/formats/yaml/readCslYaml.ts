import { textOf as jsonText, readCslItem } from '../../json/cslItem';
import { type JsonMember, type JsonNode, memberOf } from '../../json/jsonTree';
import type { LibraryProblem } from '../../types';
import { readEdtfDate } from '../bibtex/bibtexDates';
import { withExtra } from '../json/cslJson';
import { alwaysKeys, type RecordReader } from '../recordReader';
import { parseYamlTree } from './yamlTree';

/**
 * Reads CSL-YAML: the records of CSL-JSON under `references:` (as pandoc writes it) or as a list. Dates may also be
 * texts (EDTF) or lists of `year`, `month`, `day`.
 */
export const cslYamlReader: RecordReader = {
  mayHaveKeys: alwaysKeys,
  read(text, sink) {
    const tree = parseYamlTree(text);
    const report = (problem: LibraryProblem) => sink.problem(problem);
    tree.problems.forEach(report);
    const list = memberOf(tree.root, 'references') ?? memberOf(tree.root, 'bibliography') ?? tree.root;
    if (list?.kind !== 'array') {
      report({
        range: list?.range ?? { start: 0, end: text.length },
        severity: 'error',
        message: 'this file has no list of references; write records as “- id: …” under “references:”',
      });
      return;
    }
    for (const item of list.items) {
      const csl = readCslItem(withCslDates(item), report);
      if (csl !== undefined) sink.record(withExtra(csl), item.range.start, item.range.end);
    }
  },
};

const DATES: ReadonlySet<string> = new Set(
  'issued accessed event-date original-date submitted available-date'.split(' '),
);

function withCslDates(node: JsonNode): JsonNode {
  if (node.kind !== 'object') return node;
  return {
    ...node,
    members: node.members.map(member =>
      DATES.has(member.key) ? { ...member, value: cslDate(member.value) } : member,
    ),
  };
}

function cslDate(node: JsonNode): JsonNode {
  const { range } = node;
  const text = jsonText(node);
  if (text !== undefined) {
    const date = readEdtfDate(text);
    const parts = date?.['date-parts'];
    if (parts === undefined) return node;
    return objectOf(range, [
      ['date-parts', partsNode(range, parts)],
      ...extras(range, date?.season, date?.circa),
    ]);
  }
  const dates = node.kind === 'array' ? node.items : memberOf(node, 'year') === undefined ? [] : [node];
  const parts = dates.map(date =>
    ['year', 'month', 'day']
      .map(part => Number(jsonText(memberOf(date, part)) ?? Number.NaN))
      .filter(Number.isInteger),
  );
  if (parts.length === 0 || parts.some(date => date.length === 0)) return node;
  const season = Number(jsonText(memberOf(dates[0], 'season')) ?? Number.NaN);
  return objectOf(range, [
    ['date-parts', partsNode(range, parts)],
    ...extras(
      range,
      Number.isInteger(season) ? season : undefined,
      memberOf(dates[0], 'circa') !== undefined,
    ),
  ]);
}

type Member = readonly [string, JsonNode];

function extras(
  range: JsonNode['range'],
  season: number | string | undefined,
  circa: boolean | undefined,
): Member[] {
  const members: Member[] = [];
  if (typeof season === 'number') members.push(['season', { kind: 'number', range, value: season }]);
  if (circa) members.push(['circa', { kind: 'boolean', range, value: true }]);
  return members;
}

function objectOf(range: JsonNode['range'], members: readonly Member[]): JsonNode {
  return {
    kind: 'object',
    range,
    members: members.map(([key, value]): JsonMember => ({ key, keyRange: range, value })),
  };
}

function partsNode(range: JsonNode['range'], dates: readonly (readonly number[])[]): JsonNode {
  return {
    kind: 'array',
    range,
    items: dates.map(date => ({
      kind: 'array',
      range,
      items: date.map(value => ({ kind: 'number', range, value })),
    })),
  };
}
