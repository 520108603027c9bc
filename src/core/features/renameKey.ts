import { type BibtexDocument, readBibtexDocument } from '../library/formats/bibtex/bibtexDocument';
import { bibtexFacts } from '../library/formats/bibtex/bibtexFacts';
import { keyPlacesIn } from '../manuscript/keyPlaces';
import { parseAlike } from '../manuscript/parse';
import type { Manuscript } from '../manuscript/types';
import { applyEdits, type TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';

/** A manuscript that may cite by key. */
export interface KeyedManuscript<Name> {
  /** What the caller knows it by. */
  readonly name: Name;
  readonly manuscript: Manuscript;
}

/** The edits that give a record another key, in its library and in the manuscripts; or why that cannot be. */
export type RenameKeyPlan<Name> =
  | {
      readonly kind: 'edits';
      readonly library: readonly TextEdit[];
      readonly manuscripts: readonly { readonly name: Name; readonly edits: readonly TextEdit[] }[];
    }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Gives a record another citation key: where the record has it, where other records name it (`crossref` …), and where
 * manuscripts cite it or keep it in invisible marks. Every place names the same record as before, or the plan refuses.
 *
 * @param key the present key, of one record alone
 * @param hasOtherKey whether another library that manuscripts read has a key, which the new one must not be
 */
export function planRenameKey<Name>(
  document: BibtexDocument,
  key: string,
  newKey: string,
  manuscripts: readonly KeyedManuscript<Name>[],
  hasOtherKey: (key: string) => boolean = () => false,
): RenameKeyPlan<Name> {
  if (newKey === key) return { kind: 'edits', library: [], manuscripts: [] };
  if (!/^[^\s,{}()"=#%~\\@'[\];<>]{1,200}$/u.test(newKey)) {
    return refused('A citation key has no spaces, and none of , { } ( ) [ ] " \' = # % ~ \\ @ ; < >.');
  }
  const records = blocksWithKey(document, key);
  if (records.length === 0) return refused(`The library has no record with the key “${key}”.`);
  if (records.length > 1) {
    return refused(
      `${records.length} records have the key “${key}”. Give them keys of their own by hand first.`,
    );
  }
  if (blocksWithKey(document, newKey).some(index => !records.includes(index))) {
    return refused(`Another record has the key “${newKey}” already.`);
  }
  if (hasOtherKey(newKey)) return refused(`Another library has a record with the key “${newKey}” already.`);
  const library = libraryEdits(document, records[0]!, key, newKey);
  const changed = manuscripts.flatMap(({ name, manuscript }) => {
    const edits = keyPlacesIn(manuscript, key).map(({ range }) => ({ range, newText: newKey }));
    return edits.length === 0 ? [] : [{ name, manuscript, edits }];
  });
  for (const { manuscript, edits } of changed) {
    if (keyPlacesIn(manuscript, newKey).length > 0) {
      return refused(`A manuscript names “${newKey}” already, so that both would become one.`);
    }
    const after = parseAlike(manuscript, applyEdits(manuscript.text, edits));
    if (keyPlacesIn(after, newKey).length !== edits.length || keyPlacesIn(after, key).length > 0) {
      return refused(`The markup of a manuscript cannot cite the key “${newKey}”.`);
    }
  }
  const read = readBibtexDocument(applyEdits(document.text, library));
  if (blocksWithKey(read, newKey).length !== 1 || read.blocks.length !== document.blocks.length) {
    return refused(`The library cannot be written with the key “${newKey}”.`);
  }
  return { kind: 'edits', library, manuscripts: changed.map(({ name, edits }) => ({ name, edits })) };
}

function libraryEdits(
  document: BibtexDocument,
  record: number,
  key: string,
  newKey: string,
): readonly TextEdit[] {
  const edits: TextEdit[] = [
    { range: placed(document, record, document.blocks[record]!.keyRange), newText: newKey },
  ];
  const wanted = key.toLowerCase();
  for (const [index, block] of document.blocks.entries()) {
    if (block.type === 'string') continue;
    for (const named of bibtexFacts(document, index).namedKeys) {
      if (named.key.toLowerCase() === wanted) {
        edits.push({ range: placed(document, index, named.range), newText: newKey });
      }
    }
  }
  return edits;
}

/** BibTeX takes keys that differ only in case for one. */
function blocksWithKey(document: BibtexDocument, key: string): readonly number[] {
  const wanted = key.toLowerCase();
  return document.blocks.flatMap((block, index) => (block.key.toLowerCase() === wanted ? [index] : []));
}

function placed(document: BibtexDocument, index: number, range: TextRange): TextRange {
  const start = document.starts[index]!;
  return { start: start + range.start, end: start + range.end };
}

function refused(message: string): { readonly kind: 'refused'; readonly message: string } {
  return { kind: 'refused', message };
}
