import type { BibtexDocument } from '../../library/formats/bibtex/bibtexDocument';
import { bibtexDialectOf, bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import type { BibtexDialect } from '../../library/formats/bibtex/writeBibtex';
import { say } from '../../text/message';
import { duplicateKey } from './duplicateKey';
import { malformedDoi } from './malformedDoi';
import { malformedIsbn } from './malformedIsbn';
import { malformedPages } from './malformedPages';
import { missingField } from './missingField';
import { missingKey } from './missingKey';
import { unbalancedBraces, unreadablePart } from './readerProblems';
import { sameWork } from './sameWork';
import type { BibContext, BibDiagnostic, BibRule, BibSeverity } from './types';
import { undefinedAbbreviation, unknownParent } from './undefinedNames';
import { unknownEntryType } from './unknownEntryType';
import { worksOf } from './works';

export type { BibDiagnostic, BibFinding, BibRule, BibSeverity } from './types';

/** Every rule for `.bib` texts, in the order of its documentation. */
export const BIB_RULES: readonly BibRule[] = [
  unbalancedBraces,
  unreadablePart,
  unknownEntryType,
  missingField,
  missingKey,
  duplicateKey,
  sameWork,
  malformedDoi,
  malformedIsbn,
  malformedPages,
  undefinedAbbreviation,
  unknownParent,
];

/** What checking a `.bib` text goes by. */
export interface BibCheckOptions {
  /** Severities by code; rules that are not in it keep their own. */
  readonly severities?: Readonly<Record<string, BibSeverity | 'off'>>;
  /** What the text is written for; by default as its records show. */
  readonly dialect?: BibtexDialect;
}

/** Checks a `.bib` text. @returns findings by place */
export function checkBibtex(
  document: BibtexDocument,
  options: BibCheckOptions = {},
): readonly BibDiagnostic[] {
  const steps = checkBibtexInSteps(document, options, Number.POSITIVE_INFINITY);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link checkBibtex}, pausing after every `stepLength` records, so that a caller can breathe. */
export function* checkBibtexInSteps(
  document: BibtexDocument,
  options: BibCheckOptions,
  stepLength: number,
): Generator<undefined, readonly BibDiagnostic[]> {
  const context = yield* contextOf(document, options, stepLength);
  const rules = BIB_RULES.flatMap(rule => {
    const severity = options.severities?.[rule.code] ?? rule.severity;
    return severity === 'off' ? [] : [{ rule, severity }];
  });
  const found: BibDiagnostic[] = [];
  for (let index = 0; index < document.blocks.length; index++) {
    const isString = document.blocks[index]!.type === 'string';
    for (const { rule, severity } of rules) {
      if (isString && rule !== unbalancedBraces && rule !== unreadablePart && rule !== undefinedAbbreviation)
        continue;
      for (const finding of rule.check(context, index)) found.push({ ...finding, code: rule.code, severity });
    }
    if (index % stepLength === stepLength - 1) yield undefined;
  }
  if (document.blocks.length === 0) {
    for (const { range, message } of document.tail) {
      found.push({
        range,
        ...say('{0}', message),
        code: unreadablePart.code,
        severity: unreadablePart.severity,
      });
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

function* contextOf(
  document: BibtexDocument,
  options: BibCheckOptions,
  stepLength: number,
): Generator<undefined, BibContext> {
  const byKey = new Map<string, number[]>();
  const firstOfWork = new Map<string, number>();
  const abbreviations = new Set<string>();
  for (const [index, block] of document.blocks.entries()) {
    for (const name of block.defines) abbreviations.add(name);
    if (block.type !== 'string') {
      if (block.key !== '') {
        const key = block.key.toLowerCase();
        const blocks = byKey.get(key);
        if (blocks) blocks.push(index);
        else byKey.set(key, [index]);
      }
      for (const work of worksOf(bibtexFacts(document, index))) {
        if (!firstOfWork.has(work)) firstOfWork.set(work, index);
      }
    }
    if (index % stepLength === stepLength - 1) yield undefined;
  }
  const dialect = options.dialect ?? bibtexDialectOf(document);
  return { document, dialect, byKey, firstOfWork, abbreviations };
}
