// Manuscripts made up by the benchmark itself, the same in every run.
import type { MarkupLanguage } from '../src/core/manuscript';

const WORDS =
  'natural killer cells therapy tumour patients response receptor expression persistence exhaustion infusion cohort control analysis protein signalling pathway activation inhibitory ligand clinical trial survival dose allogeneic donor expansion cytokine culture marker phenotype function antibody target solid microenvironment resistance combination checkpoint engineered construct lentiviral editing genome screening results suggest that these and with from the of in was were is a to for by on at as'.split(
    ' ',
  );

/** A small generator of numbers from 0 up to `below`, the same for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** How a markup writes what a manuscript consists of. */
interface Writing {
  readonly start: string;
  readonly heading: (title: string) => string;
  readonly code: string;
  readonly math: string;
  readonly item: (text: string) => string;
  /** Inside a sentence: code, emphasis, a link, a formula. */
  readonly inline: readonly [
    code: string,
    emphasis: readonly [string, string],
    link: string,
    formula: string,
  ];
  readonly references: string;
  readonly entry: (number: number, text: string) => string;
  readonly end: string;
}

const WRITING: Readonly<Record<MarkupLanguage, Writing>> = {
  markdown: {
    start: '---\ntitle: A manuscript\n---\n\n# A manuscript\n\n',
    heading: title => `## ${title}\n\n`,
    code: '```r\nx <- y[1]\nplot(x[2, 3])\n```\n\n',
    math: '$$\nx_{[1]} = \\sum_i y_i\n$$\n\n',
    item: text => `- ${text}\n`,
    inline: ['`x[0]`', ['*', '*'], '[a link](https://example.org/a?b[1])', '$x_{[2]} > 0$'],
    references: '## References\n\n',
    entry: (number, text) => `${number}. ${text}\n`,
    end: '',
  },
  plaintext: {
    start: 'A MANUSCRIPT\n\n',
    heading: title => `${title}\n\n`,
    code: '    x <- y[1]\n    plot(x[2, 3])\n\n',
    math: '    x[1] = sum(y)\n\n',
    item: text => `* ${text}\n`,
    inline: ['x[0]', ['', ''], 'https://example.org/a?b[1]', 'x > 0'],
    references: 'References\n\n',
    entry: (number, text) => `${number}. ${text}\n\n`,
    end: '',
  },
  latex: {
    start: '\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\begin{document}\n\n',
    heading: title => `\\section{${title}}\n\n`,
    code: '\\begin{verbatim}\nx <- y[1]\nplot(x[2, 3])\n\\end{verbatim}\n\n',
    math: '\\begin{equation}\nx_{[1]} = \\sum_i y_i\n\\end{equation}\n\n',
    item: text => `${text}\n`,
    inline: ['\\verb|x[0]|', ['\\emph{', '}'], '\\href{https://example.org/a?b[1]}{a link}', '$x_{[2]} > 0$'],
    references: '\\section*{References}\n\n',
    entry: (number, text) => `[${number}] ${text}\n\n`,
    end: '\\end{document}\n',
  },
  restructuredtext: {
    start: 'A manuscript\n============\n\n',
    heading: title => `${title}\n${'-'.repeat(title.length)}\n\n`,
    code: '::\n\n    x <- y[1]\n    plot(x[2, 3])\n\n',
    math: '.. math::\n\n    x_{[1]} = \\sum_i y_i\n\n',
    item: text => `- ${text}\n`,
    inline: ['``x[0]``', ['*', '*'], '`a link <https://example.org/a?b[1]>`_', ':math:`x_{[2]} > 0`'],
    references: 'References\n----------\n\n',
    entry: (number, text) => `.. [${number}] ${text}\n`,
    end: '',
  },
  asciidoc: {
    start: '= A manuscript\n\n',
    heading: title => `== ${title}\n\n`,
    code: '----\nx <- y[1]\nplot(x[2, 3])\n----\n\n',
    math: '[stem]\n++++\nx_{[1]}\n++++\n\n',
    item: text => `* ${text}\n`,
    inline: ['`x[0]`', ['_', '_'], 'https://example.org/a[a link]', 'stem:[x_2 > 0]'],
    references: '== References\n\n',
    entry: (number, text) => `[${number}] ${text}\n\n`,
    end: '',
  },
  typst: {
    start: '#set page(numbering: "1")\n\n= A manuscript\n\n',
    heading: title => `== ${title}\n\n`,
    code: '```r\nx <- y[1]\nplot(x[2, 3])\n```\n\n',
    math: '$ x_[1] = sum_i y_i $\n\n',
    item: text => `- ${text}\n`,
    inline: ['`x[0]`', ['_', '_'], '#link("https://example.org/a?b[1]")[a link]', '$x_2 > 0$'],
    references: '= References\n\n',
    entry: (number, text) => `${number}. ${text}\n`,
    end: '',
  },
};

/** Markdown of about `length` code units: {@link syntheticManuscript} in Markdown. */
export function syntheticMarkdown(length: number, seed = 7): string {
  return syntheticManuscript('markdown', length, seed);
}

/** A manuscript of about `length` code units: sections, paragraphs with citations, links, code, math and a reference list. */
export function syntheticManuscript(language: MarkupLanguage, length: number, seed = 7): string {
  const writing = WRITING[language];
  const next = numbersFrom(seed);
  const works = Math.min(900, Math.max(20, Math.floor(length / 2500)));
  const pieces: string[] = [writing.start];
  let size = 0;
  const add = (piece: string): void => {
    pieces.push(piece);
    size += piece.length;
  };
  for (let section = 0; size < length * 0.93; section += 1) {
    if (section % 5 === 0) add(writing.heading(`Section ${section}`));
    const kind = next(24);
    if (kind === 0) add(writing.code);
    else if (kind === 1) {
      for (let item = 0; item < 3; item += 1) add(writing.item(sentence(writing, next, works)));
      add('\n');
    } else if (kind === 2) add(writing.math);
    else {
      const sentences = Array.from({ length: 3 + next(5) }, () => sentence(writing, next, works));
      add(`${sentences.join(' ')}\n\n`);
    }
  }
  pieces.push(writing.references);
  for (let number = 1; number <= works; number += 1) {
    const work = `Miller A, Long B. ${words(next, 10)}. J Immunol. ${1980 + next(45)};${next(90)}:${next(900)}–9.`;
    pieces.push(writing.entry(number, work));
  }
  pieces.push(writing.end);
  return pieces.join('');
}

function sentence({ inline }: Writing, next: (below: number) => number, works: number): string {
  const said = words(next, 12 + next(14));
  const place = next(40);
  const [code, [open, close], link, formula] = inline;
  const inside =
    [` with ${code}`, ` as ${open}${words(next, 2)}${close}`, ` in ${link}`, ` where ${formula}`][place] ??
    '';
  const cited = 1 + next(works);
  const cluster = next(10);
  const citation =
    cluster < 4
      ? ''
      : cluster < 8
        ? ` [${cited}]`
        : cluster === 8
          ? ` [${cited}, ${1 + next(works)}]`
          : ` [${cited}–${cited + 3}]`;
  return `${said[0]!.toUpperCase()}${said.slice(1)}${inside}${citation}.`;
}

function words(next: (below: number) => number, count: number): string {
  const chosen: string[] = [];
  for (let index = 0; index < count; index += 1) chosen.push(WORDS[next(WORDS.length)]!);
  return chosen.join(' ');
}
