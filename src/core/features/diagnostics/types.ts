import type { ClusterStyle } from '../../manuscript';
import type { Citation, Manuscript, ReferenceListEntry } from '../../manuscript/types';
import type { CitationReadings } from '../../numbering';
import type { AppearanceOptions } from '../../numbering/appearance';
import type { ClusterWriting } from '../../numbering/rewriteCitation';
import type { NumberingScope } from '../../numbering/rewriteScopes';
import type { NumberedManuscript } from '../../numbering/types';
import type { Message, Title } from '../../text/message';
import type { TextEdit } from '../../text/textEdit';
import type { TextRange } from '../../text/textRange';
import type { ClaimReadings } from './claimReadings';
import type { MissingLibraryFile } from './missingLibrary';

/** How much a finding matters; the editor's four levels. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A setting of a rule: a severity, or not to run it. */
export type RuleSetting = Severity | 'off';

/**
 * Changes that put a finding right, without changing what any citation stands for. The title says what it does, as a
 * command: `Sort the numbers`.
 */
export interface Fix extends Title {
  readonly edits: readonly TextEdit[];
}

/** A command that puts a finding right, but reaches further than its place: the author is to see a preview. */
export type Remedy = Title & RemedyCommand;

type RemedyCommand =
  | { readonly kind: 'renumber'; readonly allFiles: boolean }
  | {
      readonly kind: 'merge';
      readonly kept: number;
      readonly given: number;
      readonly list: number | undefined;
    }
  | {
      /** Cites a work at a place, which may need an entry in the reference list as well. */
      readonly kind: 'cite';
      readonly id: string;
      readonly offset: number;
    };

/** What a rule finds at a place. */
export interface Finding extends Message {
  readonly range: TextRange;
  /** Places that belong to it. */
  readonly related?: readonly (Message & { readonly range: TextRange })[];
  readonly fix?: Fix;
  /** What the author may choose: may change what is cited, and is never part of *fix all*. */
  readonly choices?: readonly Fix[];
  readonly remedy?: Remedy;
}

/** A finding with its rule. */
export interface Diagnostic extends Finding {
  /** The rule's code in kebab case, stable. */
  readonly code: string;
  readonly severity: Severity;
}

/** What rules go by besides the manuscript; the options of the order of appearance hold for the order of the list. */
export interface CheckOptions extends AppearanceOptions {
  /** Severities by code; rules that are not in it keep their own. */
  readonly severities?: Readonly<Record<string, RuleSetting>>;
  /** The shortest run that is to be a range; 0 = none; undefined = the manuscript's own habit. */
  readonly collapseFrom?: number;
  /** The present year, from which a year of publication is impossible; the core has no clock. */
  readonly currentYear?: number;
  /** The library files that the manuscript names and that are not there, with the places of their names. */
  readonly missingLibraries?: readonly MissingLibraryFile[];
  /** How sentences fit what they cite, as far as it is read; read now and in full where it is left out. */
  readonly readings?: CitationReadings;
  /** Which works fit sentences that cite nothing, as far as it is read; read now and in full where it is left out. */
  readonly claims?: ClaimReadings;
}

/** What every rule gets: the manuscript, and what several rules need to know of it. */
export interface CheckContext {
  readonly numbered: NumberedManuscript;
  readonly manuscript: Manuscript;
  readonly text: string;
  readonly scopes: readonly NumberingScope[];
  /** How the manuscript writes its clusters, by majority. */
  readonly style: ClusterStyle;
  readonly writing: ClusterWriting;
  readonly options: CheckOptions;
  /** The entries with the index of their list; by place. */
  readonly entries: readonly {
    readonly entry: ReferenceListEntry;
    readonly list: number;
    readonly scope: NumberingScope;
  }[];
  /** The citations by place; in the style of the IEEE each row (`[1], [3]–[5]`) is one. */
  readonly clusters: readonly Citation[];
  /** Whether a citation stands inside a reference list, where rules of prose do not hold. */
  inList(citation: Citation): boolean;
}

/** A rule of the linter. */
export interface Rule {
  readonly code: string;
  readonly severity: RuleSetting;
  /** One sentence: what it looks for. */
  readonly description: string;
  /** Whether *fix all* applies its fixes. */
  readonly fixAll: boolean;
  check(context: CheckContext): readonly Finding[];
}
