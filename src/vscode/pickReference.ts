import * as vscode from 'vscode';
import {
  type Library,
  type NumberedManuscript,
  type Reference,
  referencesOnce,
  type SearchHit,
  shortLabel,
} from '../core';
import type { Workspace } from './workspace';

/** How many references a list to pick from shows at most. */
const LIMIT = 100;

interface ReferenceItem extends vscode.QuickPickItem {
  readonly reference: Reference;
}

/** What a list to pick from is for. */
export interface PickOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly many: boolean;
  /** Shown first while nothing is typed: what the sentence at the cursor speaks of, best first. */
  readonly suggested?: readonly SearchHit[];
}

/**
 * Lets the author find references by any word of title, authors, year, journal, topics or summary: the same search as
 * the completion list, in the same order.
 *
 * @returns the picked references in the order of picking; empty when the author changed their mind
 */
export function pickReferences(
  workspace: Workspace,
  numbered: NumberedManuscript | undefined,
  options: PickOptions,
): Promise<readonly Reference[]> {
  const picker = vscode.window.createQuickPick<ReferenceItem>();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.canSelectMany = options.many;
  picker.ignoreFocusOut = false;
  const initial = firstReferences(workspace.libraries(), options.suggested ?? []);
  let picked: readonly ReferenceItem[] = [];

  const show = (): void => {
    const query = picker.value.trim();
    const found = query === '' ? initial : workspace.searchIndex().search(query, LIMIT);
    const chosen = new Set(picked.map(item => item.reference));
    picker.items = [
      ...found
        .filter(({ reference }) => !chosen.has(reference))
        .map(({ reference, reasons }) => itemOf(reference, numbered, query === '' ? reasons : [])),
      ...picked,
    ];
    if (options.many) picker.selectedItems = picked;
  };

  return new Promise(resolve => {
    const listeners = [
      picker.onDidChangeValue(show),
      picker.onDidChangeSelection(selection => {
        if (!options.many) return;
        // Kept in the order of picking: the list itself reports them in its own order.
        picked = [
          ...picked.filter(item => selection.includes(item)),
          ...selection.filter(item => !picked.includes(item)),
        ];
      }),
      picker.onDidAccept(() => {
        const highlighted =
          picker.activeItems[0] ?? (picker.value.trim() === '' ? undefined : picker.items[0]);
        const items = picked.length > 0 ? picked : highlighted ? [highlighted] : [];
        resolve(items.map(item => item.reference));
        picker.hide();
      }),
      picker.onDidHide(() => {
        resolve([]);
        for (const listener of listeners) listener.dispose();
        picker.dispose();
      }),
    ];
    show();
    picker.show();
  });
}

/** What is shown while nothing is typed: `suggested`, then the libraries from their beginning. */
function firstReferences(
  libraries: readonly Library[],
  suggested: readonly SearchHit[],
): readonly Pick<SearchHit, 'reference' | 'reasons'>[] {
  const first = new Map<Reference, Pick<SearchHit, 'reference' | 'reasons'>>();
  for (const hit of suggested) first.set(hit.reference, hit);
  for (const reference of referencesOnce(libraries)) {
    if (first.size >= LIMIT) break;
    if (!first.has(reference)) first.set(reference, { reference, reasons: [] });
  }
  return [...first.values()];
}

/** One reference as a line to pick: number and short label, why it is offered or its journal, title. */
export function itemOf(
  reference: Reference,
  numbered: NumberedManuscript | undefined,
  reasons: readonly string[] = [],
): ReferenceItem {
  const number = numbered?.numberings.map(numbering => numbering.numberOf.get(reference.id)).find(Boolean);
  const container = reference.csl['container-title-short'] ?? reference.csl['container-title'];
  const description = reasons.length > 0 ? reasons.join(' · ') : container;
  return {
    label: number === undefined ? shortLabel(reference) : `[${number}]  ${shortLabel(reference)}`,
    ...(description === undefined ? {} : { description }),
    detail: reference.csl.title ?? '',
    alwaysShow: true,
    reference,
  };
}
