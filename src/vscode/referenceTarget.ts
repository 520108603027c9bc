import * as vscode from 'vscode';
import {
  type CitationMember,
  citationAt,
  citationsInFiles,
  entryAt,
  memberAt,
  type NumberedManuscript,
  type NumberedReference,
  type Reference,
  referenceById,
  shownName,
  textIn,
} from '../core';
import { AuthorError } from './commands';
import { toLocationIn } from './convert';
import type { Workspace } from './workspace';

/** A work as the command links of cards and the rows of trees name it: plain data that survives being written as JSON. */
export interface ReferenceTarget {
  /** The manuscript; undefined for a work that no open manuscript cites. */
  readonly uri?: string;
  /** Its number in that manuscript, and the index of the numbering (reference list) that gives the number. */
  readonly number?: number;
  readonly list?: number;
  /** Its citation key in the libraries. */
  readonly id?: string;
}

/** A target with all that is known of it now. */
export interface ReferenceInHand {
  readonly document: vscode.TextDocument | undefined;
  readonly numberedManuscript: NumberedManuscript | undefined;
  readonly number: number | undefined;
  /** Index of the numbering that counts. */
  readonly list: number;
  readonly numbered: NumberedReference | undefined;
  readonly reference: Reference | undefined;
}

/** Names a work for a command. */
export function targetOf(
  document: vscode.TextDocument | undefined,
  work: {
    readonly number?: number | undefined;
    readonly list?: number | undefined;
    readonly id?: string | undefined;
  },
): ReferenceTarget {
  return {
    ...(document ? { uri: document.uri.toString() } : {}),
    ...(work.number === undefined ? {} : { number: work.number }),
    ...(work.list === undefined ? {} : { list: work.list }),
    ...(work.id === undefined ? {} : { id: work.id }),
  };
}

/**
 * Reads what a command was given, a target or a row of a tree that has one; undefined when that names no work, because
 * commands can be called by anyone.
 */
export function asTarget(value: unknown): ReferenceTarget | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('target' in value) return asTarget(value.target);
  const { uri, number, list, id } = value as Record<string, unknown>;
  if (typeof number !== 'number' && typeof id !== 'string') return undefined;
  return {
    ...(typeof uri === 'string' ? { uri } : {}),
    ...(typeof number === 'number' ? { number } : {}),
    ...(typeof list === 'number' ? { list } : {}),
    ...(typeof id === 'string' ? { id } : {}),
  };
}

/**
 * Looks up what a target names.
 *
 * @throws AuthorError when the work is neither in the manuscript nor in a library any more
 */
export function takeInHand(workspace: Workspace, target: ReferenceTarget): ReferenceInHand {
  const document =
    target.uri === undefined
      ? undefined
      : vscode.workspace.textDocuments.find(open => open.uri.toString() === target.uri);
  const numberedManuscript = document && workspace.numbered(document);
  const list = target.list ?? listWith(numberedManuscript, target);
  const numbering = numberedManuscript?.numberings[list];
  const number = target.number ?? (target.id === undefined ? undefined : numbering?.numberOf.get(target.id));
  const numbered = number === undefined ? undefined : numbering?.byNumber.get(number);
  const reference =
    (target.id === undefined ? undefined : referenceById(workspace.libraries(), target.id)) ??
    numbered?.reference;
  if (!numbered && !reference) {
    throw new AuthorError(
      target.number === undefined
        ? vscode.l10n.t('This reference is in none of the active libraries any more.')
        : vscode.l10n.t('No reference has the number {0}.', target.number),
    );
  }
  return { document, numberedManuscript, number, list, numbered, reference };
}

/** The first numbering that has the work; 0 where none has. */
function listWith(numbered: NumberedManuscript | undefined, { number, id }: ReferenceTarget): number {
  if (number !== undefined || id === undefined) return 0;
  return Math.max(0, numbered?.numberings.findIndex(({ numberOf }) => numberOf.has(id)) ?? 0);
}

/** The work at the cursor, a number of a citation or an entry of the reference list; undefined where it is on neither. */
export function targetAt(
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  offset: number,
): ReferenceTarget | undefined {
  const { manuscript } = numbered;
  const found = entryAt(manuscript, offset);
  if (found)
    return targetOf(document, {
      number: found.entry.number,
      list: manuscript.referenceLists.indexOf(found.list),
    });
  const citation = citationAt(manuscript, offset);
  if (!citation) return undefined;
  const member = memberAt(citation, offset);
  const number = member ? numberIn(member, offset) : citation.numbers[0];
  return number === undefined ? undefined : targetOf(document, { number, list: citation.list });
}

function numberIn(member: CitationMember, offset: number): number {
  if (member.kind === 'number') return member.number.value;
  return offset >= member.last.range.start ? member.last.value : member.first.value;
}

/** How often something is cited, and on which lines (from 1); those of other files with their names. */
export interface CitedWhere {
  readonly count: number;
  readonly lines: readonly (number | string)[];
}

/** How often the manuscript cites a number. */
export function citedWhere(
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  number: number,
  list: number,
): CitedWhere {
  const citations = citationsInFiles(numbered, number, list);
  return {
    count: citations.length,
    lines: citations.map(({ file, citation: { range } }) => {
      if (file === undefined) return document.positionAt(range.start).line + 1;
      const { line } = toLocationIn(file.name, file.numbered.manuscript.text, range).range.start;
      return `${shownName(file)}:${line + 1}`;
    }),
  };
}

/** What the manuscript's own list says of a work, on one line. */
export function entryText(numbered: NumberedManuscript, reference: NumberedReference): string {
  if (reference.elsewhere) return reference.elsewhere.words;
  return reference.entry
    ? textIn(numbered.manuscript.text, reference.entry.textRange).replace(/\s+/g, ' ')
    : '';
}
