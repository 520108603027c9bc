/** A tool as assistants are told of it. The input is described as JSON Schema (draft 2020-12). */
export interface CitationTool {
  /** `search_references` */
  readonly name: string;
  readonly title: string;
  /** When to use it and what comes back, for the model. */
  readonly description: string;
  readonly inputSchema: {
    readonly type: 'object';
    readonly properties: Readonly<Record<string, object>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
}

/** Finds references by words or for a sentence. */
export const SEARCH_REFERENCES: CitationTool = {
  name: 'search_references',
  title: 'Search references',
  description:
    "Searches the author's own libraries of references. Use it before citing anything: cite only what it returns, by its number, or by its key where the number is null. Give either words to search for (any of title, author, year, journal, topic, keyword; typos are forgiven; a DOI or PMID) or the sentence that is to be cited; each result says why it was found.",
  inputSchema: {
    type: 'object',
    properties: {
      query: { type: 'string', description: 'Words to search for, such as "Long 2023" or "NK exhaustion".' },
      sentence: {
        type: 'string',
        description: 'The sentence that is to cite something; used without a query.',
      },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: 'How many at most; 10 by default.' },
    },
    additionalProperties: false,
  },
};

/** Reads all that is known of one reference. */
export const READ_REFERENCE: CitationTool = {
  name: 'read_reference',
  title: 'Read a reference',
  description:
    "Reads one reference of the author's libraries in full: bibliographic data, abstract or summary, topics, and the lines of the manuscript that cite it. Use it to check that a work says what a sentence claims.",
  inputSchema: {
    type: 'object',
    properties: {
      key: { type: 'string', description: 'Its citation key, as search_references gives it.' },
      number: { type: 'integer', minimum: 1, description: 'Its number in the manuscript, instead of a key.' },
    },
    additionalProperties: false,
  },
};

/** Checks the citations of a text. */
export const CHECK_CITATIONS: CitationTool = {
  name: 'check_citations',
  title: 'Check citations',
  description:
    "Checks the citations of a text before it is proposed: whether each number is in the text's own reference list, else in the manuscript's, whether each key is in a library, and whether a sentence fits another reference far better than the one it cites.",
  inputSchema: {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'The text with its citations, such as "Cells tire [4, 12]."' },
      markup: {
        type: 'string',
        enum: ['markdown', 'plaintext', 'latex', 'restructuredtext', 'asciidoc', 'typst'],
        description: 'The markup of the text; markdown by default.',
      },
    },
    required: ['text'],
    additionalProperties: false,
  },
};

/** Lists the libraries. */
export const LIST_LIBRARIES: CitationTool = {
  name: 'list_libraries',
  title: 'List libraries',
  description:
    "Lists the author's libraries of references, with how many references and which topics each has.",
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
};
