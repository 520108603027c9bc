import type { CslDate, CslItem, CslName, LibraryProblem } from '../types';
import { type JsonMember, type JsonNode, memberOf, plainValue } from './jsonTree';

/** The types of work that CSL 1.0.2 knows. */
export const CSL_TYPES: readonly string[] =
  `article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
  document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
  manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
  personal_communication post post-weblog regulation report review review-book software song speech standard thesis
  treaty webpage`.split(/\s+/);

/** What is said of a record that nothing could cite. */
export const WITHOUT_ID = 'this reference has no "id"; give it a citation key of its own such as "long2023"';

/** The variables of CSL 1.0.2 that hold names. */
const NAME_FIELDS: ReadonlySet<string> = new Set(
  `author chair collection-editor compiler composer container-author contributor curator director editor
  editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
  performer producer recipient reviewed-author script-writer series-creator translator`.split(/\s+/),
);

/** The variables of CSL 1.0.2 that hold dates. */
const DATE_FIELDS: ReadonlySet<string> = new Set(
  'accessed available-date event-date issued original-date submitted'.split(' '),
);

/**
 * Reads one record of CSL-JSON (schema 1.0.2). Numbers where CSL wants text (`"volume": 14`) become text; a field that
 * cannot be read is reported and left out, the others stay. Fields that CSL does not know are kept as they are.
 *
 * @param report gets one problem per field that could not be read as written
 * @returns the record; undefined (and reported) when it is no object or has no id, because nothing could cite it then
 */
export function readCslItem(node: JsonNode, report: (problem: LibraryProblem) => void): CslItem | undefined {
  if (node.kind !== 'object') {
    report(problemAt(node, 'error', 'a reference is written between { and }; this one was left out'));
    return undefined;
  }
  const id = textOf(memberOf(node, 'id'))?.trim();
  if (!id) {
    report(problemAt(node, 'error', WITHOUT_ID));
    return undefined;
  }
  const fields: Record<string, unknown> = {};
  for (const member of node.members) {
    if (member.key === 'id' || member.key === 'type' || member.key === '__proto__') continue;
    const value = readField(member, report);
    if (value !== undefined) fields[member.key] = value;
  }
  return { id, type: readType(node, report), ...fields };
}

function readType(node: JsonNode, report: (problem: LibraryProblem) => void): string {
  const member = memberOf(node, 'type');
  const type = member?.kind === 'string' ? member.value : undefined;
  if (type !== undefined && CSL_TYPES.includes(type)) return type;
  const said = type === undefined ? 'this reference has no "type"' : `"${type}" is no type of CSL 1.0.2`;
  report(problemAt(member ?? node, 'warning', `${said}; write "article-journal", "book", "chapter" …`));
  return type ?? 'document';
}

function readField(member: JsonMember, report: (problem: LibraryProblem) => void): unknown {
  const { key, value } = member;
  if (value.kind === 'null') return undefined;
  if (NAME_FIELDS.has(key)) return readNames(key, value, report);
  if (DATE_FIELDS.has(key)) return readDate(key, value, report);
  const text = textOf(value);
  if (text !== undefined) return text;
  if (value.kind !== 'boolean' && key !== 'custom' && key !== 'categories') {
    report(
      problemAt(value, 'warning', `"${key}" is not written as text; put its value between double quotes`),
    );
  }
  return plainValue(value);
}

/**
 * Reads names as CSL-JSON writes them: a list of `{"family": …, "given": …}` or `{"literal": …}`; a plain text in the
 * list is taken as a literal name.
 *
 * @param key the field's name, for the problems
 */
export function readNames(
  key: string,
  node: JsonNode,
  report: (problem: LibraryProblem) => void,
): readonly CslName[] | undefined {
  const advice = `write {"family": "Long", "given": "Jianping"} or {"literal": "An institution"}`;
  if (node.kind !== 'array') {
    report(
      problemAt(
        node,
        'error',
        `"${key}" is no list of names; put them between [ and ], each as in: ${advice}`,
      ),
    );
    return undefined;
  }
  const names: CslName[] = [];
  for (const item of node.items) {
    const name = readName(item);
    if (name === undefined) report(problemAt(item, 'error', `this is no name; ${advice}`));
    else names.push(name);
  }
  return names;
}

function readName(node: JsonNode): CslName | undefined {
  if (node.kind === 'string') return node.value.trim() === '' ? undefined : { literal: node.value };
  if (node.kind !== 'object') return undefined;
  const parts: Record<string, string> = {};
  for (const { key, value } of node.members) {
    const text = textOf(value);
    if (text !== undefined && text.trim() !== '' && key !== '__proto__') parts[key] = text;
  }
  return parts['family'] || parts['literal'] || parts['given'] ? parts : undefined;
}

function readDate(
  key: string,
  node: JsonNode,
  report: (problem: LibraryProblem) => void,
): CslDate | undefined {
  if (node.kind === 'string') return { raw: node.value };
  if (node.kind === 'number') return { 'date-parts': [[node.value]] };
  const advice = 'write {"date-parts": [[2023, 5, 17]]} or {"date-parts": [[2023]]}';
  if (node.kind !== 'object') {
    report(problemAt(node, 'error', `"${key}" is no date; ${advice}`));
    return undefined;
  }
  const partsNode = memberOf(node, 'date-parts');
  const parts = partsNode === undefined ? undefined : readDateParts(partsNode);
  if (partsNode !== undefined && parts === undefined) {
    report(problemAt(partsNode, 'error', `these are no date parts; ${advice}`));
  }
  const rest = node.members
    .filter(member => member.key !== 'date-parts' && member.key !== '__proto__')
    .map(member => [member.key, plainValue(member.value)] as const);
  const date: CslDate = {
    ...(parts === undefined ? {} : { 'date-parts': parts }),
    ...Object.fromEntries(rest),
  };
  return Object.keys(date).length === 0 ? undefined : date;
}

function readDateParts(node: JsonNode): readonly (readonly number[])[] | undefined {
  if (node.kind !== 'array' || node.items.length === 0) return undefined;
  const dates = node.items.map(date =>
    date.kind === 'array' ? date.items.map(part => Number(textOf(part) || Number.NaN)) : [],
  );
  return dates.every(date => date.length > 0 && date.every(Number.isInteger)) ? dates : undefined;
}

/** A text, or a number as text; undefined for anything else. */
export function textOf(node: JsonNode | undefined): string | undefined {
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'number' ? String(node.value) : undefined;
}

/** A problem at the place of `node`. */
export function problemAt(
  node: JsonNode,
  severity: LibraryProblem['severity'],
  message: string,
): LibraryProblem {
  return { range: node.range, severity, message };
}
