import type { TextRange } from '../text/textRange';
import { findUnreadable } from './findUnreadable';
import { keyedCitationsOf } from './keyed/keyedCitations';
import { ManuscriptLists } from './lists/manuscriptLists';
import { PlacedCitations } from './placeCitations';
import { collect, documentText, type ScannedDocument } from './segments';
import { shiftHeading, shiftRange } from './shift';
import type { Citation, Heading, Manuscript } from './types';

/** What stands behind a manuscript: its segments, and what was worked out of them so far. */
export interface ManuscriptParts {
  readonly document: ScannedDocument;
  readonly lists: ManuscriptLists;
  readonly placed: PlacedCitations;
}

/** Under this a manuscript has its parts, out of sight. (A `WeakMap` would keep each version until a full collection.) */
const PARTS = Symbol('parts');

/** What stands behind `manuscript`, which {@link buildManuscript} has made. */
export function partsOf(manuscript: Manuscript): ManuscriptParts {
  const parts = (manuscript as { readonly [PARTS]?: ManuscriptParts })[PARTS];
  if (parts === undefined) throw new TypeError('A manuscript is made by parsing one.');
  return parts;
}

/** Puts the findings of all segments together. Each part is made when it is first asked for. */
export function buildManuscript(
  document: ScannedDocument,
  text: string | undefined,
  lists: ManuscriptLists = new ManuscriptLists(document),
): Manuscript {
  const placed = new PlacedCitations(document, lists);
  const wholeText = lazy(() => text ?? documentText(document));
  const headings = lazy(() => collect<Heading>(document, findings => findings.headings, shiftHeading));
  const notProse = lazy(() => collect<TextRange>(document, findings => findings.notProse, shiftRange));
  const citations = lazy((): readonly Citation[] => placed.all());
  const keyed = lazy(() => keyedCitationsOf(document));
  const unreadable = lazy(() => findUnreadable(document, lists.found));
  const manuscript: Manuscript = {
    get text() {
      return wholeText();
    },
    length: document.length,
    language: document.language,
    get citations() {
      return citations();
    },
    get unreadable() {
      return unreadable();
    },
    get keyedCitations() {
      return keyed();
    },
    get referenceLists() {
      return lists.found.lists;
    },
    get headings() {
      return headings();
    },
    get notProse() {
      return notProse();
    },
    get frontMatter() {
      return document.segments[0]?.findings.frontMatter;
    },
  };
  return Object.defineProperty(manuscript, PARTS, { value: { document, lists, placed } });
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
