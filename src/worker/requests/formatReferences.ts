import {
  type CitationStyle,
  type CslItem,
  type FormattedEntry,
  loadStyleEngine,
  type StyleDescription,
  type StyleEngine,
  StyleError,
} from '../../core';
import type { RequestHandler } from '../request';

/** What came of formatting; `unusable` is what the author has to hear of the style, and of a line of its file. */
export type FormattedReferences =
  | {
      readonly kind: 'formatted';
      readonly entries: readonly FormattedEntry[];
      readonly description: StyleDescription;
    }
  | { readonly kind: 'unusable'; readonly problem: string; readonly line: number | undefined };

/** One engine for all requests, because setting up a style may take a second. */
const engines: { engine: Promise<StyleEngine> | undefined } = { engine: undefined };

/**
 * Formats references as one list, and says what the style is. Without references only the latter. The style is set up
 * here, which may take a second and some hundred megabytes.
 */
export const formatReferences: RequestHandler<
  { readonly items: readonly CslItem[]; readonly style: CitationStyle; readonly locale: string },
  FormattedReferences
> = async ({ items, style, locale }) => {
  engines.engine ??= loadStyleEngine();
  const engine = await engines.engine;
  try {
    const description = engine.describeStyle(style);
    const entries = items.length === 0 ? [] : engine.formatEntries(items, style, locale);
    return { value: { kind: 'formatted', entries, description } };
  } catch (error) {
    if (!(error instanceof StyleError)) throw error;
    return { value: { kind: 'unusable', problem: error.problem, line: error.line } };
  }
};
