import assert from 'node:assert/strict';
import {
  BIB_RULES,
  type BibDiagnostic,
  checkBibtex,
  checkBibtexInSteps,
} from '../../../../src/core/features/bibDiagnostics';
import { readBibtexDocument } from '../../../../src/core/library/formats/bibtex/bibtexDocument';
import { applyEdits } from '../../../../src/core/text/textEdit';

function check(text: string): readonly BibDiagnostic[] {
  return checkBibtex(readBibtexDocument(text));
}

/** The findings as `code: the words that they stand at`. */
function found(text: string): string[] {
  return check(text).map(({ code, range }) => `${code}: ${text.slice(range.start, range.end)}`);
}

/** The text with the fix of the only finding; nothing is left to find then. */
function fixed(text: string): string {
  const findings = check(text);
  assert.equal(findings.length, 1, JSON.stringify(findings));
  const after = applyEdits(text, findings[0]!.fix!.edits);
  assert.deepEqual(found(after), []);
  return after;
}

const whole = '  author = {Long, J}, title = {Cells}, journal = {Cell}, year = 2023';

describe('checking a .bib text', () => {
  it('finds nothing in good records of BibTeX and of BibLaTeX', () => {
    assert.deepEqual(found(`@string{cell = {Cell}}\n@article{a,${whole.replace('{Cell}', 'cell')}}`), []);
    assert.deepEqual(
      found(
        '@article{a, author = {Long, J}, title = {Cells}, journaltitle = {Cell}, date = {2023-05}, doi = {10.1000/x}}\n' +
          '@online{b, editor = {WHO}, title = {Page}, year = 2020, url = {https://example.org}}\n' +
          '@thesis{c, author = {X, Y}, title = {T}, type = {phdthesis}, school = {U}, year = 2020}',
      ),
      [],
    );
  });

  it('knows the types of both, and says what a slip may mean', () => {
    assert.deepEqual(found(`@artcile{a,${whole}}`), ['bib-unknown-entry-type: artcile']);
    assert.equal(fixed(`@artcile{a,${whole}}`), `@article{a,${whole}}`);
    assert.deepEqual(found('@gizmo{a, title = {T}}'), ['bib-unknown-entry-type: gizmo']);
  });

  it('asks for the fields that a type needs, aliases and inherited fields counted', () => {
    assert.match(
      check('@article{a, author = {Long, J}, title = {Cells}}')[0]!.message,
      /“journal” and “year” in @article/,
    );
    assert.match(
      check('@book{a, title = {T}, year = 2020}')[0]!.message,
      /“author” or “editor”, “publisher”|“author” or “editor” and “publisher”/,
    );
    assert.match(
      check('@online{a, author = {X}, title = {T}, date = {2020}}')[0]!.message,
      /^BibLaTeX needs “doi” or “eprint” or “url”/,
    );
    const child = '@inproceedings{a, author = {X, Y}, title = {T}, crossref = {p}}\n';
    assert.deepEqual(
      found(`${child}@proceedings{p, title = {Meeting}, booktitle = {Meeting}, year = 2020}`),
      [],
    );
    assert.deepEqual(found(child), ['bib-missing-field: a', 'bib-unknown-parent: p']);
    assert.deepEqual(
      found(
        '@xdata{j, journaltitle = {Cell}, date = {2020}}\n@article{a, author = {X}, title = {T}, xdata = {j}}',
      ),
      [],
    );
  });

  it('finds keys that stand twice, in any case, and removes what only repeats', () => {
    const one = `@article{long,\n${whole}\n}\n`;
    const other = '@book{Long,\n  author = {X, Y}, title = {Another}, publisher = {P}, year = 1999\n}\n';
    assert.deepEqual(found(`${one}\n${other}`), ['bib-duplicate-key: Long']);
    assert.equal(check(`${one}\n${other}`)[0]!.fix, undefined);
    assert.equal(check(`${one}\n${other}`)[0]!.related![0]!.range.start, one.indexOf('long'));
    assert.equal(
      fixed(`${one}\n${one.replace('2023', '2023 ')}\n${other.replace('Long', 'z')}`),
      `${one}\n${other.replace('Long', 'z')}`,
    );
    const doi = (rest: string) => `@article{long, ${whole}, doi = {10.1000/X}${rest}}\n`;
    assert.equal(fixed(doi('') + doi(', volume = 3').replace('{Cells}', '{The Cells}')), doi(''));
  });

  it('points at works that stand twice under different keys', () => {
    assert.deepEqual(
      found(
        `@article{a,${whole.replace('Cells', 'Cells of man')}}\n@article{b,${whole.replace('Cells', '{C}ells of Man')}}`,
      ),
      ['bib-same-work: b'],
    );
    const doi = (key: string, value: string) => `@article{${key},${whole}, doi = {${value}}}\n`;
    assert.deepEqual(found(doi('a', '10.1000/A') + doi('b', '10.1000/a')), ['bib-same-work: b']);
    assert.deepEqual(found(doi('a', '10.1000/A') + doi('b', '10.1000/b')), []);
  });

  it('wants a bare DOI', () => {
    const doi = (value: string) => `@article{a,${whole}, doi = {${value}}}`;
    for (const address of [
      'https://doi.org/10.1000/x',
      'http://dx.doi.org/10.1000/x',
      'doi:10.1000/x',
      'DOI 10.1000/x',
    ]) {
      assert.equal(fixed(doi(address)), doi('10.1000/x'), address);
    }
    assert.deepEqual(found(doi('10.1OOO/x')), ['bib-malformed-doi: 10.1OOO/x']);
    assert.deepEqual(found(doi('10.1000/a\\_b(2)<1::AID>3.0')), []);
  });

  it('counts the digits of an ISBN', () => {
    const isbn = (value: string) => found(`@article{a,${whole}, isbn = {${value}}}`);
    for (const right of [
      '978-0-306-40615-7',
      '0306406152',
      '0-8044-2957-X',
      '9780306406157 (pbk.)',
      '0306406152, 978-0-306-40615-7',
    ]) {
      assert.deepEqual(isbn(right), [], right);
    }
    for (const wrong of ['978-0-306-40615-8', '0306406153', '12345', '9990306406157']) {
      assert.deepEqual(isbn(wrong), [`bib-malformed-isbn: ${wrong}`]);
    }
  });

  it('writes ranges of pages as TeX wants them', () => {
    const pages = (value: string) => `@article{a,${whole}, pages = {${value}}}`;
    for (const [wrong, right] of [
      ['12-19', '12--19'],
      ['12 - 19', '12--19'],
      ['S12-S19, 22-25', 'S12--S19, 22--25'],
      ['12---19', '12--19'],
      ['pp. 12-19', '12--19'],
      ['p.~12', '12'],
    ] as const) {
      assert.equal(fixed(pages(wrong)), pages(right), wrong);
    }
    for (const right of [
      '12--19',
      '12',
      'e123',
      '12–19',
      '123--45',
      '1-2-3',
      '7:1-7:9',
      '{12}--19',
      'iv--x',
    ]) {
      assert.deepEqual(found(pages(right)), [], right);
    }
    assert.deepEqual(found(pages('19--12')), ['bib-malformed-pages: 19--12']);
    assert.deepEqual(found(pages('19--')), ['bib-malformed-pages: 19--']);
  });

  it('finds abbreviations that nothing defines', () => {
    const text = `@article{a,${whole.replace('{Cell}', 'cell # { B}')}}`;
    assert.equal(fixed(text), text.replace('cell #', '{cell} #'));
    assert.deepEqual(found(`@string{CELL = "C"}${text}`), []);
  });

  it('tells braces that do not match from other slips, each in its record alone', () => {
    const text = `@article{a,${whole},\n  note = {never closed\n}\n\n@article{b,${whole.replace('Cells', 'More')}, volume}\n`;
    const codes = check(text).map(({ code }) => code);
    assert.ok(codes.includes('bib-unbalanced-braces'), String(codes));
    assert.deepEqual(found(text).at(-1), 'bib-unreadable-part: volume');
    assert.deepEqual(found('@article{,\n author = {X}, title = {T}, journal = {J}, year = 2020}'), [
      'bib-missing-key: @article{',
    ]);
  });

  it('takes severities, and nothing where a rule is off', () => {
    const document = readBibtexDocument('@gizmo{a, title = {T}}');
    assert.deepEqual(checkBibtex(document, { severities: { 'bib-unknown-entry-type': 'off' } }), []);
    assert.equal(
      checkBibtex(document, { severities: { 'bib-unknown-entry-type': 'hint' } })[0]!.severity,
      'hint',
    );
    assert.equal(new Set(BIB_RULES.map(({ code }) => code)).size, BIB_RULES.length);
  });

  it('pauses between records and finds the same', () => {
    const text = `@article{a,${whole}}\n@gizmo{b, title = {T}}\n@article{a,${whole}}\n`.repeat(5);
    const document = readBibtexDocument(text);
    const steps = checkBibtexInSteps(document, {}, 3);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.equal(pauses, 10);
    assert.deepEqual(step.value, checkBibtex(document));
  });
});
