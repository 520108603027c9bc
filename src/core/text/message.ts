/** A sentence for people as its pattern and what stands in it, so that it can be said in another language. */
export interface Said {
  /** English, `{0}` for the first value: `Reference {0} is not cited.` */
  readonly template: string;
  readonly values: readonly (string | number | Said)[];
}

/** A sentence in English, and how it was put together. */
export interface Message {
  readonly message: string;
  readonly said: Said;
}

/** A label of an action, in the same way. */
export interface Title {
  readonly title: string;
  readonly said: Said;
}

/**
 * Says something to people. The template is a literal, because the translations are kept by it: see `l10n/`.
 *
 * @param values a message among them is a sentence within the sentence
 */
export function say(template: string, ...values: readonly (string | number | Said | Message)[]): Message {
  const said = {
    template,
    values: values.map(value => (typeof value === 'object' && 'said' in value ? value.said : value)),
  };
  return { message: inEnglish(said), said };
}

/** {@link say} for the title of an action. */
export function sayTitle(template: string, ...values: readonly (string | number)[]): Title {
  const { message, said } = say(template, ...values);
  return { title: message, said };
}

/** What was said, as its template has it. */
export function inEnglish({ template, values }: Said): string {
  return template.replace(/\{(\d+)\}/g, (whole, index) => {
    const value = values[Number(index)];
    return value === undefined ? whole : typeof value === 'object' ? inEnglish(value) : String(value);
  });
}
