import { plainReference } from '../src/core/library/plainReference';
import type { Reference } from '../src/core/library/types';

/** A deterministic stream of numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A generated library: titles, five authors, journals, years, and abstracts of 200 words in every second record. */
export interface GeneratedLibrary {
  readonly references: readonly Reference[];
  /** Sentences of about 25 words, six of ten taken from one record each. */
  readonly sentences: readonly { readonly text: string; readonly source: number }[];
  /** What somebody types to find a record: a name begun, two title words, a word with a typo, author and year. */
  readonly queries: readonly string[];
  /** UTF-8 size of the text that is indexed. */
  readonly textBytes: number;
}

const SYLLABLES =
  'ba be bi bo bra ca ce chi co cy da de di dro du el en er fa fi flo ga ge gly gra ha he hy in io ka ki la le li lo lu ma me mi mo my na ne ni no nu oc on or pa pe phi plo po pro ra re rho ri ro sa se si so spe sta su sy ta te thi ti to tra tro ur va ve vi xa xy za zo';

const FUNCTION_WORDS =
  'the of and in to a with for by is that we as are on was from were which this be or an'.split(' ');

/** Generates a library with a vocabulary that grows with it and word frequencies after Zipf's law. */
export function generateLibrary(size: number, seed = 7): GeneratedLibrary {
  const random = randomNumbers(seed);
  const vocabulary = makeWords(Math.round(2000 * size ** 0.4), random);
  const names = makeWords(Math.round(200 * size ** 0.45), random).map(capitalised);
  const journals = Array.from({ length: 400 }, () =>
    capitalised(sampleWords(3, vocabulary, random).join(' ')),
  );
  const references = Array.from({ length: size }, (_, number) => {
    const title = capitalised(sampleWords(8 + Math.floor(8 * random()), vocabulary, random).join(' '));
    const abstract =
      number % 2 === 0
        ? withFunctionWords(sampleWords(125, vocabulary, random), random).join(' ')
        : undefined;
    const author = Array.from({ length: 5 }, () => ({
      family: names[Math.floor(names.length * random() ** 2)]!,
      given: 'Jan M',
    }));
    const csl = {
      id: `key${number}`,
      type: 'article-journal',
      title,
      author,
      issued: { 'date-parts': [[1960 + Math.floor(65 * random())]] },
      'container-title': journals[Math.floor(journals.length * random())]!,
      DOI: `10.1000/x.${number}`,
      ...(abstract === undefined ? {} : { abstract }),
    };
    return { ...plainReference(csl, 'generated'), csl };
  });
  const sentences = Array.from({ length: 300 }, () => {
    const source = Math.floor(size * random());
    const { title, abstract } = references[source]!.csl as {
      readonly title: string;
      readonly abstract?: string;
    };
    const own = `${title} ${abstract ?? ''}`
      .split(' ')
      .filter(word => word.length > 3 && random() < (abstract ? 0.11 : 1))
      .slice(0, 15);
    return { text: [...own, ...sampleWords(25 - own.length, vocabulary, random)].join(' '), source };
  });
  const queries = Array.from({ length: 400 }, (_, turn) => {
    const { csl } = references[Math.floor(size * random())]!;
    const words = csl.title!.split(' ').filter(word => word.length > 5);
    const word = words[0] ?? csl.title!;
    const family = csl.author![0]!.family!;
    const mistyped = `${word.slice(0, 3)}${word.charAt(4)}${word.charAt(3)}${word.slice(5)}`;
    switch (turn % 5) {
      case 0:
        return family.slice(0, 1 + Math.floor(4 * random()));
      case 1:
        return `${word} ${(words[1] ?? word).slice(0, 4)}`;
      case 2:
        return mistyped;
      case 3:
        return `${family} ${csl.issued!['date-parts']![0]![0]}`;
      default:
        return word.slice(0, 3);
    }
  });
  let textBytes = 0;
  for (const { csl } of references) {
    const people = csl.author.map(name => `${name.family} ${name.given}`).join(' ');
    textBytes +=
      `${csl.title} ${people} ${csl['container-title']} ${csl.issued['date-parts'][0]} ${csl.DOI} ${'abstract' in csl ? csl.abstract : ''}`
        .length;
  }
  return { references, sentences, queries, textBytes };
}

function makeWords(count: number, random: () => number): readonly string[] {
  const syllables = SYLLABLES.split(' ');
  const words = new Set<string>();
  while (words.size < count) {
    const parts = 2 + Math.floor(3 * random());
    let word = '';
    for (let i = 0; i < parts; i++) word += syllables[Math.floor(syllables.length * random())]!;
    words.add(word);
  }
  return [...words];
}

/** Words of which the n-th is met about 1/n as often as the first. */
function sampleWords(count: number, vocabulary: readonly string[], random: () => number): readonly string[] {
  return Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length ** random()) - 1]!);
}

/** Three of eight words become function words, as in English prose. */
function withFunctionWords(words: readonly string[], random: () => number): readonly string[] {
  return words.flatMap(word =>
    random() < 0.6 ? [FUNCTION_WORDS[Math.floor(FUNCTION_WORDS.length * random() ** 2)]!, word] : [word],
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
