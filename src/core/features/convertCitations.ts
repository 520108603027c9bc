import { writeReferences } from '../library';
import type { Reference } from '../library/types';
import { clusterStyleOf, parseAlike } from '../manuscript';
import type { Manuscript, MarkupLanguage } from '../manuscript/types';
import {
  type CitationAppearance,
  type ConversionPlan,
  citationsByKey,
  fellowsOf,
  type NumberedManuscript,
  numberManuscript,
  planCitationForm,
  planToKeyed,
  planToNumbered,
  referenceOfKey,
} from '../numbering';
import { listedInMetadata } from '../numbering/conversion/bibliographyPlace';
import { authorsShort, listWriter } from '../style';
import type { FormattedEntry } from '../style/types';
import { composeEdits } from '../text/composeEdits';
import { say } from '../text/message';
import { applyEdits } from '../text/textEdit';

/** What citations can be converted to: keys as the markup's tools read them, or numbers. */
export type CitationTarget =
  | 'pandoc'
  | 'latex'
  | 'typst'
  | 'restructuredtext'
  | 'asciidoc'
  | 'numbered'
  | 'superscript';

const KEYED_TARGETS: Readonly<Record<MarkupLanguage, CitationTarget | undefined>> = {
  markdown: 'pandoc',
  latex: 'latex',
  typst: 'typst',
  restructuredtext: 'restructuredtext',
  asciidoc: 'asciidoc',
  plaintext: undefined,
};

const MARKUPS: Readonly<Record<CitationTarget, string>> = {
  pandoc: 'Markdown',
  latex: 'LaTeX',
  typst: 'Typst',
  restructuredtext: 'reStructuredText',
  asciidoc: 'AsciiDoc',
  numbered: '',
  superscript: '',
};

/** How numbers look where nothing in the manuscript says so. */
const APPEARANCES: Readonly<Record<'numbered' | 'superscript', CitationAppearance>> = {
  numbered: { form: 'brackets', separator: ', ', collapseFrom: 3 },
  superscript: { form: 'superscript', separator: ',', collapseFrom: 3 },
};

/** What a conversion must be told. */
export interface ConversionOptions {
  /** Name of the library that is written beside the manuscript: `references.bib`. */
  readonly library: string;
  /** The library files that the manuscript names itself, as {@link librariesNamedBy} gives them. */
  readonly named: readonly string[];
  /** Writes a work's entry in the manuscript's style; for a list that the manuscript does not remember. */
  readonly formatEntry: (reference: Reference) => FormattedEntry;
}

/** The targets that make sense in a manuscript's markup, the other kind of citation first. */
export function citationTargets(manuscript: Manuscript): readonly CitationTarget[] {
  const { language, citations, keyedCitations } = manuscript;
  const keyed = KEYED_TARGETS[language];
  if (citations.length === 0) {
    return keyed === undefined ? ['numbered', 'superscript'] : ['numbered', 'superscript', keyed];
  }
  const raised = clusterStyleOf(manuscript).form === 'superscript';
  const numbers: readonly CitationTarget[] =
    keyedCitations.length > 0 ? ['numbered', 'superscript'] : [raised ? 'numbered' : 'superscript'];
  return keyed === undefined ? numbers : [keyed, ...numbers];
}

/** The works that a manuscript cites by key, or lists so: those whose entries {@link planConvertCitations} may have to write. */
export function referencesCitedByKey(numbered: NumberedManuscript): readonly Reference[] {
  const { manuscript } = numbered;
  const keys = new Set([...citationsByKey(manuscript).keys(), ...listedInMetadata(manuscript)]);
  return [...keys].flatMap(key => referenceOfKey(numbered, key) ?? []);
}

/**
 * Converts the citations of a manuscript: numbers to keys with the library of the cited works as a new file, or keys to
 * numbers with a typed list. Every citation stands for the same work as before, in the same order, with its words before
 * and its place behind; what cannot be converted so is refused with its place.
 */
export function planConvertCitations(
  numbered: NumberedManuscript,
  target: CitationTarget,
  options: ConversionOptions,
): ConversionPlan {
  const { manuscript } = numbered;
  const sharesList = numbered.project?.listFiles[numbered.project.file] !== undefined;
  if (sharesList && fellowsOf(numbered).some(fellow => fellow.numbered.manuscript.citations.length > 0)) {
    const message = say(
      'This manuscript has several files with one reference list, and citations are converted in one file only: the others would lose theirs.',
    );
    return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...message }] };
  }
  if (target === 'numbered' || target === 'superscript') return toNumbers(numbered, target, options);
  if (KEYED_TARGETS[manuscript.language] !== target) {
    const own = KEYED_TARGETS[manuscript.language];
    const message = say(
      'Citations of this form belong into {0}; this manuscript is {1}.',
      MARKUPS[target],
      MARKUPS[own ?? 'numbered'] || 'plain text',
    );
    return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...message }] };
  }
  return toKeyed(numbered, options);
}

function toKeyed(numbered: NumberedManuscript, { library, named }: ConversionOptions): ConversionPlan {
  const { citations, unreadable } = numbered.manuscript;
  if (citations.length === 0 && unreadable.length === 0) {
    return { kind: 'edits', edits: [], files: [], summary: 'No citation by number is here to be converted.' };
  }
  let file: string | undefined;
  const plan = planToKeyed(numbered, ({ references, ownKeys }) => {
    const known = ownKeys && references.every(({ library: from }) => named.some(path => isFile(from, path)));
    file = known ? undefined : library;
    return file;
  });
  if (plan.kind === 'refused') return plan;
  const { references, made } = plan.works;
  const text = writeReferences(references, 'bibtex');
  const check =
    made === 0
      ? ''
      : ` ${made === 1 ? 'One entry is' : `${made} entries are`} in no library: of ${made === 1 ? 'it' : 'them'} only what is certain became fields, so look at ${library}.`;
  return {
    kind: 'edits',
    edits: plan.edits,
    files: file === undefined ? [] : [{ name: file, text }],
    summary: `Converted ${counted(plan.citations, 'citation')} of ${counted(references.length, 'work')} to keys.${check}${numericStyle(numbered.manuscript)}`,
  };
}

/** Pandoc prints author and year unless it is told otherwise. */
function numericStyle({ language, text, frontMatter }: Manuscript): string {
  if (language !== 'markdown') return '';
  const named = frontMatter !== undefined && /^csl:/m.test(text.slice(frontMatter.start, frontMatter.end));
  return named ? '' : ' Pandoc prints numbers with a numeric style: name one by csl: in the front matter.';
}

function isFile(library: string, path: string): boolean {
  return library === path || library.replace(/\\/g, '/').endsWith(`/${path.replace(/^\.\//, '')}`);
}

function toNumbers(
  numbered: NumberedManuscript,
  target: 'numbered' | 'superscript',
  { formatEntry }: ConversionOptions,
): ConversionPlan {
  const { manuscript, libraries } = numbered;
  const { text, language } = manuscript;
  const plan = planToNumbered(numbered, {
    writer: listWriter(language, formatEntry),
    nameInText: authorsShort,
  });
  if (plan.kind === 'refused') return plan;
  const how = plan.restored ? 'to the numbers that they had' : 'to numbers';
  const summary =
    plan.edits.length === 0
      ? 'Every citation is by number already.'
      : `Converted ${counted(plan.citations, 'citation')} ${how}.`;
  const result = { kind: 'edits', edits: plan.edits, files: [], summary } as const;
  // What comes back to the letter has the form that its author gave it.
  if (plan.restored && target === 'numbered') return result;
  const read =
    plan.edits.length === 0
      ? numbered
      : numberManuscript(parseAlike(manuscript, applyEdits(text, plan.edits)), libraries);
  const others = read.manuscript.citations.filter(
    ({ form }) => (form === 'superscript') !== (target === 'superscript') || form === 'round',
  );
  if (others.length === 0) return result;
  const form = planCitationForm(read, APPEARANCES[target]);
  if (form.kind === 'refused') {
    // Its places are those of the text in between: only where nothing was changed before can they be shown.
    const start = { start: 0, end: 0 };
    return {
      kind: 'refused',
      reasons: form.reasons.map(reason => ({ ...reason, range: read === numbered ? reason.range : start })),
    };
  }
  if (form.edits.length === 0) return result;
  return {
    ...result,
    edits: composeEdits(text, plan.edits, form.edits),
    summary:
      plan.edits.length === 0
        ? `Converted ${counted(form.edits.length, 'citation')} to the other form.`
        : summary,
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
