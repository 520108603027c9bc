import type { BibtexDocument } from '../../library/formats/bibtex/bibtexDocument';
import type { BibtexDialect } from '../../library/formats/bibtex/writeBibtex';
import type { Message, Title } from '../../text/message';
import type { TextEdit } from '../../text/textEdit';
import type { TextRange } from '../../text/textRange';

/** How much a finding matters; the editor's four levels. */
export type BibSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What a rule finds in a `.bib` text; offsets of the whole text. */
export interface BibFinding extends Message {
  readonly range: TextRange;
  readonly related?: readonly (Message & { readonly range: TextRange })[];
  readonly fix?: Title & { readonly edits: readonly TextEdit[] };
}

/** A finding with its rule. */
export interface BibDiagnostic extends BibFinding {
  readonly code: string;
  readonly severity: BibSeverity;
}

/** What several rules need to know of the whole text. */
export interface BibContext {
  readonly document: BibtexDocument;
  readonly dialect: BibtexDialect;
  /** The blocks of each key in lower case, by place. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** The first block of each work, by {@link worksOf}. */
  readonly firstOfWork: ReadonlyMap<string, number>;
  /** Abbreviations that the text defines, in lower case. */
  readonly abbreviations: ReadonlySet<string>;
}

/** A rule for `.bib` texts: looks at one record after the other, so that checking can pause between two. */
export interface BibRule {
  readonly code: string;
  readonly severity: BibSeverity;
  /** One sentence: what it looks for. */
  readonly description: string;
  check(context: BibContext, index: number): readonly BibFinding[];
}
