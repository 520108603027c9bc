import * as vscode from 'vscode';
import { inEnglish, type Said } from '../core';

/**
 * What the core says, in the language of the editor. Its templates are keys of `l10n/bundle.l10n.json`, as those of
 * `vscode.l10n.t` are.
 */
export function localized({ said }: { readonly said: Said }): string {
  if (vscode.l10n.bundle === undefined) return inEnglish(said);
  const values = said.values.map(value => (typeof value === 'object' ? localized({ said: value }) : value));
  return vscode.l10n.t(said.template, ...values);
}
