/** What a snippet body becomes when it is inserted and nothing is typed. */
export interface ExpandedSnippet {
  readonly text: string;
  /** The numbers of its tab stops, each once, ascending. */
  readonly stops: readonly number[];
}

const SIMPLE = /\$(\d+)/y;
const OPENING = /\$\{(\d+)([:|/}])/y;
const CHOICE = /((?:\\[\\,|]|[^\\,|])+(?:,(?:\\[\\,|]|[^\\,|])+)*)\|\}/y;
const TRANSFORM = /((?:\\\/|[^/])+)\/([^/}]*)\/([gim]*)\}/y;

/**
 * Expands a snippet body in VS Code's syntax: tab stops, placeholders, choices and transforms of a tab stop. Variables
 * are left out, because our snippets have none.
 *
 * @throws SyntaxError when the body does not parse, or a dollar sign stands alone
 */
export function expandSnippet(body: string): ExpandedSnippet {
  const values = new Map<number, string>();
  // Twice, because a transform or a bare tab stop may stand before the placeholder that gives its value.
  new Expansion(body, values).all();
  const text = new Expansion(body, values).all();
  return { text, stops: [...values.keys()].sort((a, b) => a - b) };
}

class Expansion {
  readonly #body: string;
  readonly #values: Map<number, string>;
  #position = 0;

  constructor(body: string, values: Map<number, string>) {
    this.#body = body;
    this.#values = values;
  }

  all(): string {
    const text = this.#until(undefined);
    if (this.#position < this.#body.length) throw this.#error('unexpected }');
    return text;
  }

  #until(end: '}' | undefined): string {
    let text = '';
    while (this.#position < this.#body.length) {
      const character = this.#body[this.#position]!;
      if (character === end) return text;
      if (character === '\\' && '\\$}'.includes(this.#body[this.#position + 1] ?? ' ')) {
        text += this.#body[this.#position + 1];
        this.#position += 2;
      } else if (character === '\\') {
        throw this.#error('a backslash that escapes nothing');
      } else if (character === '$') {
        text += this.#stop();
      } else {
        text += character;
        this.#position += 1;
      }
    }
    if (end !== undefined) throw this.#error('a placeholder is not closed');
    return text;
  }

  #stop(): string {
    const simple = this.#take(SIMPLE);
    if (simple) return this.#value(Number(simple[1]));
    const opening = this.#take(OPENING);
    if (!opening) throw this.#error('a dollar sign stands alone');
    const stop = Number(opening[1]);
    if (opening[2] === '}') return this.#value(stop);
    if (opening[2] === ':') {
      const value = this.#until('}');
      this.#position += 1;
      this.#values.set(stop, value);
      return value;
    }
    if (opening[2] === '|') {
      const choice = this.#take(CHOICE);
      if (!choice) throw this.#error('a choice is not closed');
      const value = choice[1]!.split(',')[0]!;
      this.#values.set(stop, value);
      return value;
    }
    const transform = this.#take(TRANSFORM);
    if (!transform) throw this.#error('a transform is not closed');
    return this.#value(stop).replace(new RegExp(transform[1]!, transform[3]), transform[2]!);
  }

  #value(stop: number): string {
    const value = this.#values.get(stop) ?? '';
    this.#values.set(stop, value);
    return value;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#body);
    if (match) this.#position = pattern.lastIndex;
    return match;
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(
      `${what} at ${this.#position}: ${this.#body.slice(this.#position, this.#position + 30)}`,
    );
  }
}
