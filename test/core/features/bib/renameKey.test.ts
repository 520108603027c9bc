import assert from 'node:assert/strict';
import { planRenameKey, type RenameKeyPlan } from '../../../../src/core/features/renameKey';
import { readBibtexDocument } from '../../../../src/core/library/formats/bibtex/bibtexDocument';
import { type MarkupLanguage, parseManuscript } from '../../../../src/core/manuscript';
import { applyEdits } from '../../../../src/core/text/textEdit';

const library = `@inproceedings{long2023, title = {Cells}, crossref = {meet}}
@proceedings{meet, title = {Meeting}, year = 2020}
@article{other, title = {long2023}}
`;

type Texts = Readonly<Partial<Record<MarkupLanguage, string>>>;

function plan(key: string, newKey: string, texts: Texts = {}, other?: string): RenameKeyPlan<MarkupLanguage> {
  const manuscripts = Object.entries(texts).map(([language, text]) => ({
    name: language as MarkupLanguage,
    manuscript: parseManuscript(text, language as MarkupLanguage),
  }));
  return planRenameKey(
    readBibtexDocument(library),
    key,
    newKey,
    manuscripts,
    candidate => candidate === other,
  );
}

/** The library and the manuscripts with the new key. */
function renamed(key: string, newKey: string, texts: Texts): Record<string, string> {
  const made = plan(key, newKey, texts);
  assert.equal(made.kind, 'edits', JSON.stringify(made));
  assert.ok(made.kind === 'edits');
  const after: Record<string, string> = { library: applyEdits(library, made.library) };
  for (const { name, edits } of made.manuscripts) after[name] = applyEdits(texts[name]!, edits);
  return after;
}

function refusal(...values: Parameters<typeof plan>): string {
  const made = plan(...values);
  assert.ok(made.kind === 'refused', JSON.stringify(made));
  return made.message;
}

describe('giving a record another key', () => {
  it('changes the library, citations by key and the invisible marks of lists', () => {
    const after = renamed('long2023', 'long:2024', {
      markdown:
        'As [see @long2023, p. 3; @other] and @long2023 say `@long2023` [1].\n\n# References\n\n1. Cells. <!-- @long2023 -->\n',
      latex: '\\cite[p. 3]{other,long2023} % \\cite{long2023}\n',
      typst: 'As @long2023 says #cite(<long2023>).\n',
    });
    assert.deepEqual(after, {
      library: library.replace('{long2023,', '{long:2024,'),
      markdown:
        'As [see @long:2024, p. 3; @other] and @long:2024 say `@long2023` [1].\n\n# References\n\n1. Cells. <!-- @long:2024 -->\n',
      latex: '\\cite[p. 3]{other,long:2024} % \\cite{long2023}\n',
      typst: 'As @long:2024 says #cite(<long:2024>).\n',
    });
    assert.deepEqual(renamed('long2023', 'long2023', { latex: '\\cite{long2023}' }), { library });
  });

  it('changes where other records name it, and may change only its case', () => {
    assert.equal(renamed('meet', 'Meet', {})['library'], library.replaceAll('{meet', '{Meet'));
  });

  it('refuses a key that is taken, in the library, in another and in a manuscript, and one that cannot be written', () => {
    assert.match(refusal('long2023', 'Other'), /Another record has the key “Other”/);
    assert.match(refusal('long2023', 'far', {}, 'far'), /Another library/);
    assert.match(refusal('long2023', 'x9', { latex: '\\cite{x9}\\cite{long2023}' }), /names “x9” already/);
    for (const key of ['a b', 'a,b', '', '{x}', 'a%b', '@x'])
      assert.match(refusal('long2023', key), /no spaces/);
    assert.match(refusal('long2023', 'a!b', { markdown: 'As [@long2023] says.' }), /cannot cite/);
    assert.match(refusal('nobody', 'x'), /no record/);
  });
});
