import * as vscode from 'vscode';
import { type CitationStyle, parseStyle, presentStyleName } from '../core';
import { AuthorError } from './commands';
import type { StyleFiles } from './styleFiles';

// Both extension hosts have them; the types of neither Node nor the browser are loaded in this room.
declare function fetch(
  address: string,
  options: { readonly signal: unknown; readonly redirect: 'follow' },
): Promise<{
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}>;
declare const AbortSignal: { timeout(milliseconds: number): unknown };

const LONGEST_WAIT = 20_000;
const LARGEST_STYLE = 2_000_000;

/** A style that can be asked for: by its name in the official repository, or by an address. */
export interface WantedStyle {
  readonly id: string;
  readonly addresses: readonly string[];
}

/**
 * What an author means by a name (`Journal of Immunology`, `plos`) or an address.
 *
 * @param repository where official styles are fetched from
 * @returns undefined for what can be neither
 */
export function wantedStyle(written: string, repository: string): WantedStyle | undefined {
  const text = written.trim();
  const id = presentStyleName(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s*&\s*/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (id === '' || id.length > 150) return undefined;
  // The address that styles have as their names is a page for readers; the files lie in the repository.
  if (/^https?:\/\//i.test(text) && !/^https?:\/\/(?:www\.)?zotero\.org\/styles\//i.test(text)) {
    return { id, addresses: [text] };
  }
  const name = presentStyleName(id);
  const base = repository.endsWith('/') ? repository : `${repository}/`;
  return { id: name, addresses: [`${base}${name}.csl`, `${base}dependent/${name}.csl`] };
}

/** The host of an address, as an author knows it. */
export function hostOf(address: string): string {
  return vscode.Uri.parse(address).authority;
}

/**
 * Fetches a style, and the style that it is only another name for, and keeps both: from then on they work without a
 * network. The author has been asked before.
 *
 * @throws AuthorError where there is no network, no such style, or something that is no style
 */
export async function downloadStyle(
  wanted: WantedStyle,
  repository: string,
  files: StyleFiles,
): Promise<CitationStyle> {
  const csl = await fetchStyle(wanted);
  const { parent, problems } = parseStyle(csl);
  if (parent !== undefined && problems.length > 0 && (await files.find(parent, undefined)) === undefined) {
    const needed = wantedStyle(parent, repository);
    if (needed) await files.keep(needed.id, await fetchStyle(needed));
  }
  await files.keep(wanted.id, csl);
  const style = await files.find(wanted.id, undefined);
  if (style) return style;
  throw new AuthorError(vscode.l10n.t('The style “{0}” was downloaded, but cannot be used.', wanted.id));
}

async function fetchStyle(wanted: WantedStyle): Promise<string> {
  for (const address of wanted.addresses) {
    const text = await fetchText(address);
    if (text === undefined) continue;
    const { problems, parent } = parseStyle(text);
    const [problem] = problems.filter(({ severity }) => severity === 'error');
    if (!problem || parent !== undefined) return text;
    throw new AuthorError(
      vscode.l10n.t('What {0} sent cannot be used as a style: {1}', hostOf(address), problem.message),
    );
  }
  throw new AuthorError(
    vscode.l10n.t(
      '{0} has no style with the name “{1}”. The names are those of the Zotero style repository, such as “plos”; an address of a .csl file works too.',
      hostOf(wanted.addresses[0]!),
      wanted.id,
    ),
  );
}

/** Undefined where the server has no such file. */
async function fetchText(address: string): Promise<string | undefined> {
  let response: Awaited<ReturnType<typeof fetch>>;
  let text: string;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(LONGEST_WAIT), redirect: 'follow' });
    text = await response.text();
  } catch {
    throw new AuthorError(
      vscode.l10n.t(
        '{0} cannot be reached. Without a network, a .csl file in the workspace works as a style too.',
        hostOf(address),
      ),
    );
  }
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok || text.length > LARGEST_STYLE) {
    throw new AuthorError(
      vscode.l10n.t('{0} did not give the style (status {1}).', hostOf(address), response.status),
    );
  }
  return text;
}
