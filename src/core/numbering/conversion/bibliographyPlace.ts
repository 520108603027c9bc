import type { Manuscript } from '../../manuscript';
import { writePandocKey } from '../../manuscript/keyed/writeKeyed';
import type { TextEdit } from '../../text/textEdit';
import { type TextRange, textIn } from '../../text/textRange';
import { lineEnding } from '../referenceSection';

/** What a manuscript that cites by key says of its bibliography. */
export interface BibliographyWords {
  /** Stands where the list is to be. */
  readonly place: string;
  /** What names the library at another place: in the metadata. Undefined where nothing has to be added there. */
  readonly header: TextEdit | undefined;
}

/** What {@link writeBibliography} must know. */
export interface BibliographyOptions {
  /** The library's file name, `references.bib`; undefined where the manuscript names its library already. */
  readonly file: string | undefined;
  /** Works of the list that the text does not cite. */
  readonly uncited: readonly string[];
  /** Whether a heading of the manuscript stands over it. */
  readonly underHeading: boolean;
}

/** What the markup's own tools use instead of a typed list. */
export function writeBibliography(
  manuscript: Manuscript,
  { file, uncited, underHeading }: BibliographyOptions,
): BibliographyWords {
  const eol = lineEnding(manuscript.text);
  const lines = (...all: readonly string[]) => all.filter(line => line !== '').join(eol);
  switch (manuscript.language) {
    case 'markdown':
      return { place: lines('::: {#refs}', ':::'), header: frontMatterEdit(manuscript, file, uncited, eol) };
    case 'latex': {
      const nocite = uncited.length === 0 ? '' : `\\nocite{${uncited.join(',')}}`;
      if (/\\usepackage(?:\[[^\]]*\])?\{[^}]*\bbiblatex\b/.test(manuscript.text)) {
        const heading = underHeading ? '[heading=none]' : '';
        return {
          place: lines(nocite, `\\printbibliography${heading}`),
          header: file === undefined ? undefined : resourceEdit(manuscript, file, eol),
        };
      }
      const name = (file ?? 'references.bib').replace(/\.bib$/, '');
      const command = `\\bibliography{${name}}`;
      // The list has a heading of its own: that of the manuscript stands already.
      const place = underHeading
        ? lines(
            '\\begingroup',
            '\\renewcommand{\\section}[2]{}',
            nocite,
            STYLE_COMMAND,
            command,
            '\\endgroup',
          )
        : lines(nocite, STYLE_COMMAND, command);
      return { place, header: undefined };
    }
    case 'typst': {
      const listed = uncited.map(key => `#cite(label("${key}"), form: none)`);
      const title = underHeading ? ', title: none' : '';
      return {
        place: lines(...listed, `#bibliography("${file ?? 'references.bib'}"${title})`),
        header: undefined,
      };
    }
    case 'restructuredtext': {
      const all = uncited.length === 0 ? '' : '   :all:';
      return {
        place: lines(`.. bibliography::${file === undefined ? '' : ` ${file}`}`, '   :style: unsrt', all),
        header: undefined,
      };
    }
    case 'asciidoc':
      return {
        place: 'bibliography::[]',
        header: file === undefined ? undefined : attributesEdit(manuscript, file, eol),
      };
    case 'plaintext':
      throw new RangeError('Plain text has no bibliography of its own.');
  }
}

/** Numbers the list in the order of the citations, as `unsrt` of standard BibTeX does. */
const STYLE_COMMAND = '\\bibliographystyle{unsrt}';

/** Where the markup's tools are told to put the list; undefined where they are not. */
export function findBibliography(manuscript: Manuscript): TextRange | undefined {
  const pattern = PLACES[manuscript.language];
  if (pattern === undefined) return undefined;
  const found = pattern.exec(manuscript.text);
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

const PLACES: Readonly<Record<Manuscript['language'], RegExp | undefined>> = {
  markdown:
    /^(?::{3,}[ \t]*\{#refs[^}\n]*\}[ \t]*\r?\n(?:[ \t]*\r?\n){0,3}:{3,}|<div id="refs"[^>\n]*>\s{0,20}<\/div>|(?:`{3,}|:{3,})\{bibliography\}[^\n]*\r?\n(?::[^\n]*\r?\n)*(?:`{3,}|:{3,}))[ \t]*$/m,
  latex:
    /^(?:\\begingroup\r?\n\\renewcommand\{\\section\}\[2\]\{\}\r?\n)?(?:\\nocite\{[^{}]*\}\s*)?(?:\\bibliographystyle\{[^{}]*\}\s*)?(?:\\bibliography\{[^{}]*\}|\\printbibliography(?:\[[^\]\n]*\])?)(?:\s*\\bibliographystyle\{[^{}]*\})?(?:\r?\n\\endgroup)?/m,
  typst: /^(?:#cite\([^\n]*form: none\)[ \t]*\r?\n)*#bibliography\((?:[^()\n]|\([^()]*\))*\)/m,
  restructuredtext: /^\.\. bibliography::[^\n]*(?:\r?\n[ \t]+:[^\n]*)*/m,
  asciidoc: /^bibliography::[^[\s]*\[[^\]\n]*\]/m,
  plaintext: undefined,
};

/** Works that the metadata puts into the bibliography without a citation (`nocite` of Pandoc). */
export function listedInMetadata({ text, frontMatter, language }: Manuscript): readonly string[] {
  if (language !== 'markdown' || frontMatter === undefined) return [];
  const field = /^nocite:[^\n]*(?:\r?\n[ \t]+[^\n]*)*/m.exec(textIn(text, frontMatter));
  if (field === null) return [];
  return [...field[0].matchAll(/@(?:\{([^{}]+)\}|([\p{L}\p{N}_][^\s,;'"\]]*))/gu)].map(
    match => match[1] ?? match[2]!,
  );
}

function frontMatterEdit(
  manuscript: Manuscript,
  file: string | undefined,
  uncited: readonly string[],
  eol: string,
): TextEdit | undefined {
  const { text, frontMatter } = manuscript;
  const inside = frontMatter === undefined ? '' : textIn(text, frontMatter);
  const listsSome = /^nocite:/m.test(inside);
  const fields = [
    ...(file === undefined ? [] : [`bibliography: ${file}`]),
    ...(uncited.length === 0 || listsSome
      ? []
      : ['nocite: |', `  ${uncited.map(writePandocKey).join(', ')}`]),
  ];
  if (fields.length === 0) return undefined;
  const named = /^bibliography:[ \t]*([^\r\n]*)((?:\r?\n[ \t]*-[^\r\n]*)*)/m.exec(inside);
  if (named !== null && file !== undefined && frontMatter !== undefined) {
    // The manuscript names a library already: a second one joins it.
    const old =
      named[2]!.trim() === ''
        ? named[1]!.trim().replace(/^\[|\]$/g, '')
        : named[2]!
            .trim()
            .split(/\r?\n[ \t]*/)
            .map(item => item.replace(/^-[ \t]*/, ''))
            .join(', ');
    const start = frontMatter.start + named.index;
    fields[0] = `bibliography: [${old}${old === '' ? '' : ', '}${file}]`;
    return { range: { start, end: start + named[0].length }, newText: fields.join(eol) };
  }
  const written = fields.map(field => `${field}${eol}`).join('');
  if (frontMatter === undefined) {
    const start = text.startsWith('\ufeff') ? 1 : 0;
    return { range: { start, end: start }, newText: `---${eol}${written}---${eol}${eol}` };
  }
  const closed = inside === '' || inside.endsWith('\n');
  const range = { start: frontMatter.end, end: frontMatter.end };
  return { range, newText: closed ? written : `${eol}${written.slice(0, -eol.length)}` };
}

function resourceEdit({ text }: Manuscript, file: string, eol: string): TextEdit {
  const begin = text.search(/^[ \t]*\\begin\{document\}/m);
  const at = begin < 0 ? 0 : begin;
  return { range: { start: at, end: at }, newText: `\\addbibresource{${file}}${eol}` };
}

/** Attributes belong into the header: under the title, else at the very start. */
function attributesEdit({ text }: Manuscript, file: string, eol: string): TextEdit {
  const title = /^= [^\n]*\r?\n/.exec(text);
  const at = title === null ? 0 : title[0].length;
  const written = `:bibtex-file: ${file}${eol}:bibtex-order: appearance${eol}:bibtex-style: ieee${eol}`;
  return { range: { start: at, end: at }, newText: title === null ? `${written}${eol}` : written };
}
