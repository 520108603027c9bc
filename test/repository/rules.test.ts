import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BIB_RULES } from '../../src/core/features/bibDiagnostics';
import { DIAGNOSTIC_RULES } from '../../src/core/features/diagnostics';

describe('the documentation of the rules', () => {
  it('has one paragraph for each rule, with its severity and whether fix all applies', () => {
    const text = readFileSync('docs/rules.md', 'utf8');
    const paragraphs = new Map(
      [...text.matchAll(/^### (\S+)\n([\s\S]*?)(?=\n#|$(?![\s\S]))/gm)].map(match => [match[1]!, match[2]!]),
    );
    assert.deepEqual([...paragraphs.keys()].sort(), DIAGNOSTIC_RULES.map(({ code }) => code).sort());
    for (const { code, severity, fixAll } of DIAGNOSTIC_RULES) {
      const paragraph = paragraphs.get(code)!;
      assert.ok(paragraph.startsWith(`*${severity}`), `${code}: ${severity}`);
      assert.equal(paragraph.includes('fix all.*'), fixAll, `${code}: fix all`);
    }
  });

  it('has one paragraph for each rule of .bib files, with its severity', () => {
    const text = readFileSync('docs/bib-rules.md', 'utf8');
    const paragraphs = new Map(
      [...text.matchAll(/^### (\S+)\n([\s\S]*?)(?=\n#|$(?![\s\S]))/gm)].map(match => [match[1]!, match[2]!]),
    );
    assert.deepEqual([...paragraphs.keys()].sort(), BIB_RULES.map(({ code }) => code).sort());
    for (const { code, severity } of BIB_RULES) {
      assert.ok(paragraphs.get(code)!.startsWith(`*${severity}`), `${code}: ${severity}`);
    }
  });
});
