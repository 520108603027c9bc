import { referenceById } from '../library';
import type { Reference } from '../library/types';
import type { KeyedCitation, Manuscript } from '../manuscript/types';
import type { NumberedManuscript } from './types';

/** What a key of a citation stands for; undefined where no library has it. */
export function referenceOfKey({ libraries }: NumberedManuscript, key: string): Reference | undefined {
  return referenceById(libraries, key);
}

/**
 * Whether a citation by key counts as one. `@name` in a sentence may be anybody's name: it cites where a library has
 * it, or where the manuscript says by other citations or by naming a library that it cites by key.
 */
export function isCitationByKey(numbered: NumberedManuscript, citation: KeyedCitation): boolean {
  if (citation.form !== 'pandocText') return true;
  if (citation.members.some(({ key }) => referenceOfKey(numbered, key.value) !== undefined)) return true;
  return saysThatItIsKeyed(numbered.manuscript);
}

/** Whether the manuscript cites by key: new citations are then written so. */
export function citesByKey(numbered: NumberedManuscript): boolean {
  const { manuscript } = numbered;
  if (manuscript.citations.length > 0) {
    // Both kinds: the one that is used more often.
    const keyed = manuscript.keyedCitations.filter(citation => isCitationByKey(numbered, citation));
    return keyed.length > manuscript.citations.length;
  }
  return (
    saysThatItIsKeyed(manuscript) ||
    manuscript.keyedCitations.some(citation => isCitationByKey(numbered, citation))
  );
}

const NAMES_LIBRARY: Readonly<Record<Manuscript['language'], RegExp | undefined>> = {
  markdown: undefined,
  latex: /^[^%\n]*\\(?:bibliography|addbibresource)\b/m,
  typst: /^[ \t]*#bibliography\(/m,
  restructuredtext: /^[ \t]*\.\.[ \t]+bibliography::/m,
  asciidoc: /^:bibtex-file:/m,
  plaintext: undefined,
};

const SAID = new WeakMap<Manuscript, boolean>();

function saysThatItIsKeyed(manuscript: Manuscript): boolean {
  const known = SAID.get(manuscript);
  if (known !== undefined) return known;
  const { text, language, frontMatter, keyedCitations } = manuscript;
  const said =
    keyedCitations.some(({ form }) => form !== 'pandocText') ||
    (language === 'markdown'
      ? frontMatter !== undefined && /^bibliography:/m.test(text.slice(frontMatter.start, frontMatter.end))
      : NAMES_LIBRARY[language]?.test(text) === true);
  SAID.set(manuscript, said);
  return said;
}

const TABLES = new WeakMap<Manuscript, ReadonlyMap<string, readonly KeyedCitation[]>>();

/** The citations of each key, by place; a citation that repeats a key counts once. */
export function citationsByKey(manuscript: Manuscript): ReadonlyMap<string, readonly KeyedCitation[]> {
  const known = TABLES.get(manuscript);
  if (known !== undefined) return known;
  const byKey = new Map<string, KeyedCitation[]>();
  for (const citation of manuscript.keyedCitations) {
    for (const { key } of citation.members) {
      const citations = byKey.get(key.value);
      if (citations === undefined) byKey.set(key.value, [citation]);
      else if (citations[citations.length - 1] !== citation) citations.push(citation);
    }
  }
  TABLES.set(manuscript, byKey);
  return byKey;
}
