import { markupLanguageOf } from '../../manuscript';
import {
  type CheckedCitation,
  type CitationDesk,
  checkCitations,
  listLibraries,
  readReference,
  searchReferences,
  type ToldCard,
  type ToldReference,
} from './answers';
import { CHECK_CITATIONS, LIST_LIBRARIES, READ_REFERENCE, SEARCH_REFERENCES } from './definitions';

/** The answer to a call: words for the model, and the same as data. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: object;
  /** Whether the call could not be answered; the text says what to do. */
  readonly isError: boolean;
}

/** A longer text is not checked: no assistant proposes one. */
const LONGEST_TEXT = 2_000_000;

/** Answers a call of a tool by name. Whatever the input is, there is an answer. */
export function callCitationTool(name: string, input: unknown, desk: CitationDesk): ToolAnswer {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  switch (name) {
    case SEARCH_REFERENCES.name:
      return search(desk, textIn(given, 'query'), textIn(given, 'sentence'), numberIn(given, 'limit'));
    case READ_REFERENCE.name:
      return read(desk, textIn(given, 'key'), numberIn(given, 'number'));
    case CHECK_CITATIONS.name:
      return check(desk, textIn(given, 'text'), textIn(given, 'markup'));
    case LIST_LIBRARIES.name:
      return libraries(desk);
    default:
      return failed(`There is no tool ${name}.`);
  }
}

function search(
  desk: CitationDesk,
  query: string | undefined,
  sentence: string | undefined,
  limit: number | undefined,
): ToolAnswer {
  if (!query?.trim() && !sentence?.trim()) return failed('Give words as "query", or a "sentence".');
  const references = searchReferences(desk, { query, sentence, limit });
  const text =
    references.length === 0
      ? 'No reference of the libraries matches. Do not cite one from memory: tell the author that none was found.'
      : references.map(lineOf).join('\n');
  return { text, data: { references }, isError: false };
}

function read(desk: CitationDesk, key: string | undefined, number: number | undefined): ToolAnswer {
  if (key === undefined && number === undefined) return failed('Give a "key" or a "number".');
  const card = readReference(desk, { key, number });
  if (card === undefined) {
    const name = key === undefined ? `[${number}]` : `“${key}”`;
    return failed(
      `${name} does not exist: ${key === undefined ? 'no reference of the manuscript has this number' : 'no library has this key'}.`,
    );
  }
  return { text: cardLines(card).join('\n'), data: { reference: card }, isError: false };
}

function check(desk: CitationDesk, text: string | undefined, markup: string | undefined): ToolAnswer {
  if (text === undefined) return failed('Give the "text" to check.');
  if (text.length > LONGEST_TEXT) return failed('The text is too long: check it in parts.');
  const citations = checkCitations(desk, { text, markup: markupLanguageOf(markup ?? 'markdown') });
  const wrong = citations.filter(({ problems }) => problems.length > 0).length;
  const head =
    citations.length === 0
      ? 'The text has no citations.'
      : `${citations.length} ${citations.length === 1 ? 'citation' : 'citations'}, ${wrong === 0 ? 'nothing wrong' : `${wrong} with problems`}.`;
  return { text: [head, ...citations.map(citationLine)].join('\n'), data: { citations }, isError: false };
}

function libraries(desk: CitationDesk): ToolAnswer {
  const told = listLibraries(desk);
  const lines = told.map(library => {
    const topics = library.topics.length > 0 ? `; topics: ${library.topics.join(', ')}` : '';
    const problems = library.problems > 0 ? `; ${library.problems} records with problems` : '';
    return `${library.name}: ${library.references} references${topics}${problems}`;
  });
  return {
    text: lines.length === 0 ? 'There are no libraries.' : lines.join('\n'),
    data: { libraries: told },
    isError: false,
  };
}

function lineOf(reference: ToldReference): string {
  const name =
    reference.number === null
      ? `no number yet, key ${reference.key}`
      : `[${reference.number}] key ${reference.key}`;
  const facts = [reference.authors, reference.year, reference.title, reference.container].filter(
    fact => fact !== '',
  );
  const ids = [reference.doi && `doi:${reference.doi}`, reference.pmid && `PMID ${reference.pmid}`].filter(
    Boolean,
  );
  const words = [...facts, ...ids].map(fact => String(fact).replace(/\.$/, ''));
  const why = reference.reasons.length > 0 ? ` (${reference.reasons.join('; ')})` : '';
  return `${name}: ${words.join('. ')}.${why}`;
}

function cardLines(card: ToldCard): readonly string[] {
  const cited =
    card.citedOnLines.length > 0 ? `Cited on lines ${card.citedOnLines.slice(0, 20).join(', ')}.` : '';
  return [
    card.key === ''
      ? `[${card.number}] No library has a record of it; the list says: ${card.entry}`
      : lineOf(card),
    card.summary && `Summary: ${card.summary}`,
    card.abstract && `Abstract: ${card.abstract}`,
    card.points.length > 0 ? `Points: ${card.points.join('; ')}` : '',
    card.topics.length > 0 ? `Topics: ${card.topics.join(', ')}` : '',
    card.keywords && `Keywords: ${card.keywords}`,
    card.links.join(' '),
    cited,
    card.provenance,
  ].filter(line => line !== '');
}

function citationLine({ text, line, cites, problems }: CheckedCitation): string {
  const known = cites.filter(({ exists }) => exists).map(({ name, label }) => `${name} is ${label}`);
  return `line ${line}, ${text}: ${[...problems, ...(known.length > 0 ? [`${known.join('; ')}.`] : [])].join(' ')}`;
}

function failed(text: string): ToolAnswer {
  return { text, data: { error: text }, isError: true };
}

function textIn(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(given: Record<string, unknown>, name: string): number | undefined {
  const value = given[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
