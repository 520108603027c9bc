// A manuscript made up by the benchmark itself, the same in every run.

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

/** Markdown of about `length` code units: sections, paragraphs with citations, links, code, math, lists and a reference list. */
export function syntheticMarkdown(length: number, seed = 7): string {
  const next = numbersFrom(seed);
  const works = Math.min(900, Math.max(20, Math.floor(length / 2500)));
  const pieces: string[] = ['---\ntitle: A manuscript\n---\n\n# A manuscript\n\n'];
  let size = 0;
  const add = (piece: string): void => {
    pieces.push(piece);
    size += piece.length;
  };
  for (let section = 0; size < length * 0.93; section += 1) {
    if (section % 5 === 0) add(`## Section ${section}\n\n`);
    const kind = next(24);
    if (kind === 0) add('```r\nx <- y[1]\nplot(x[2, 3])\n```\n\n');
    else if (kind === 1)
      add(`- ${sentence(next, works)}\n- ${sentence(next, works)}\n- ${sentence(next, works)}\n\n`);
    else if (kind === 2) add(`$$\nx_{[1]} = \\sum_i y_i\n$$\n\n`);
    else {
      const sentences = Array.from({ length: 3 + next(5) }, () => sentence(next, works));
      add(`${sentences.join(' ')}\n\n`);
    }
  }
  pieces.push('## References\n\n');
  for (let number = 1; number <= works; number += 1) {
    pieces.push(
      `${number}. Miller A, Long B. ${words(next, 10)}. J Immunol. ${1980 + next(45)};${next(90)}:${next(900)}–9.\n`,
    );
  }
  return pieces.join('');
}

function sentence(next: (below: number) => number, works: number): string {
  const said = words(next, 12 + next(14));
  const place = next(40);
  const inside =
    place === 0
      ? ` with \`x[${next(9)}]\``
      : place === 1
        ? ` as *${words(next, 2)}*`
        : place === 2
          ? ` in [a link](https://example.org/a?b[1])`
          : place === 3
            ? ` where $x_{[${next(9)}]} > 0$`
            : '';
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
