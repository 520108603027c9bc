/** Generated libraries for benchmarks and property tests: the same seed gives the same library. */

/** A record as the generator knows it, from which each format is written. */
export interface GeneratedRecord {
  readonly key: string;
  readonly authors: readonly { readonly family: string; readonly given: string }[];
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly volume: number;
  readonly issue: number;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly doi: string;
  readonly keywords: readonly string[];
  /** For every other record. */
  readonly abstract: string | undefined;
}

const FAMILIES =
  `Long Martin Smith Müller García Nguyen Kowalski Rossi Åkesson Šimůnek Çelik Østergaard Dvořák Petrović
Núñez Lefèvre Tanaka Okafor Silva Jansen Björklund Hernández Schäfer Łukasz Ionescu Papadopoulos Haddad Chen Wang Kumar`.split(
    /\s+/,
  );
const GIVEN =
  `Anna José Zoë Björn María Émile Łucja Søren Ana Peter Sofía Noah Ada Chloé Jürgen Mia Tomáš Eva Liam Inês`.split(
    /\s+/,
  );
const WORDS =
  `natural killer cell therapy of solid tumours receptor engineered expression in vivo persistence cytokine
response patients trial phase safety efficacy marker immune checkpoint antigen specific targeted lymphoma leukaemia donor
allogeneic expansion culture protocol signalling pathway inhibition activation memory infusion dose toxicity survival
outcome cohort analysis sequencing transcriptome single resolution spatial model mouse human primary genome editing`.split(
    /\s+/,
  );
const JOURNALS = [
  'Journal of Cell Therapy',
  'Annals of Translational Immunology',
  'Clinical Reports in Oncology',
  'Frontiers of Genome Editing',
  'Nordic Medical Archives',
];

/** A generator of numbers from 0 to below 1 that depends on `seed` only (mulberry32). */
export function seededRandom(seed: number): () => number {
  const state = { value: seed >>> 0 };
  return () => {
    state.value = (state.value + 0x6d2b79f5) >>> 0;
    let mixed = state.value;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` journal articles with five authors each and an abstract of 200 words in half of them. */
export function* generatedRecords(count: number, seed = 1): Generator<GeneratedRecord> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = (length: number) => Array.from({ length }, () => pick(WORDS)).join(' ');
  for (let index = 0; index < count; index++) {
    const authors = Array.from({ length: 5 }, () => ({ family: pick(FAMILIES), given: pick(GIVEN) }));
    const year = 1980 + Math.floor(random() * 45);
    const firstPage = 1 + Math.floor(random() * 900);
    const title = words(9);
    yield {
      key: `key${year}n${index}`,
      authors,
      title: title[0]!.toUpperCase() + title.slice(1),
      journal: pick(JOURNALS),
      year,
      volume: 1 + Math.floor(random() * 80),
      issue: 1 + Math.floor(random() * 12),
      firstPage,
      lastPage: firstPage + 1 + Math.floor(random() * 30),
      doi: `10.${1000 + Math.floor(random() * 8000)}/gen.${index}`,
      keywords: [pick(WORDS), pick(WORDS)],
      abstract: index % 2 === 0 ? `${words(200)}.` : undefined,
    };
  }
}

/** BibTeX with TeX commands for accented letters in three of five records. */
export function toBibtex(records: Iterable<GeneratedRecord>): string {
  const parts: string[] = [];
  for (const record of records) {
    const usesTex = parts.length % 5 < 3;
    const written = (text: string) => (usesTex ? withTexAccents(text) : text);
    const authors = record.authors.map(({ family, given }) => written(`${family}, ${given}`)).join(' and ');
    parts.push(`@article{${record.key},
  author = {${authors}},
  title = {${record.title.replace(/ (\S+) /, ' {$1} ')}},
  journal = {${record.journal}},
  year = {${record.year}},
  volume = {${record.volume}},
  number = {${record.issue}},
  pages = {${record.firstPage}--${record.lastPage}},
  doi = {${record.doi}},
  keywords = {${record.keywords.join(', ')}},
${record.abstract === undefined ? '' : `  abstract = {${record.abstract}},\n`}}

`);
  }
  return parts.join('');
}

/** RIS as reference managers write it. */
export function toRis(records: Iterable<GeneratedRecord>): string {
  const parts: string[] = [];
  for (const record of records) {
    const lines = ['TY  - JOUR', `ID  - ${record.key}`];
    for (const { family, given } of record.authors) lines.push(`AU  - ${family}, ${given}`);
    lines.push(`TI  - ${record.title}`, `JO  - ${record.journal}`, `PY  - ${record.year}`);
    lines.push(`VL  - ${record.volume}`, `IS  - ${record.issue}`);
    lines.push(`SP  - ${record.firstPage}`, `EP  - ${record.lastPage}`, `DO  - ${record.doi}`);
    for (const keyword of record.keywords) lines.push(`KW  - ${keyword}`);
    if (record.abstract !== undefined) lines.push(`AB  - ${record.abstract}`);
    parts.push(`${lines.join('\r\n')}\r\nER  - \r\n\r\n`);
  }
  return parts.join('');
}

/** The same records as CSL-JSON, which is also what reading the other formats has to give. */
export function toCslJson(records: Iterable<GeneratedRecord>): string {
  const parts: string[] = [];
  for (const record of records) parts.push(JSON.stringify(cslOf(record)));
  return `[\n${parts.join(',\n')}\n]\n`;
}

/** A record's CSL-JSON. */
export function cslOf(record: GeneratedRecord): Readonly<Record<string, unknown>> {
  return {
    id: record.key,
    type: 'article-journal',
    author: record.authors,
    title: record.title,
    'container-title': record.journal,
    issued: { 'date-parts': [[record.year]] },
    volume: String(record.volume),
    issue: String(record.issue),
    page: `${record.firstPage}-${record.lastPage}`,
    DOI: record.doi,
    keyword: record.keywords.join(', '),
    ...(record.abstract === undefined ? {} : { abstract: record.abstract }),
  };
}

const TEX: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030c': 'v',
  '\u0327': 'c',
};
const LETTERS: Readonly<Record<string, string>> = {
  Ø: '{\\O}',
  ø: '{\\o}',
  Ł: '{\\L}',
  ł: '{\\l}',
  ß: '{\\ss}',
};

function withTexAccents(text: string): string {
  return text
    .replace(/[ØøŁłß]/g, letter => LETTERS[letter]!)
    .replace(/[À-ÖØ-öø-žȀ-ɏ]/g, letter => {
      const [base, accent] = letter.normalize('NFD');
      const command = accent === undefined ? undefined : TEX[accent];
      if (command === undefined) return letter;
      return /[a-z]/.test(command) ? `\\${command}{${base}}` : `{\\${command}${base}}`;
    });
}
