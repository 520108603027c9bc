/**
 * Stands in the bundle for the schema validator of the protocol's SDK, half of its size: a server checks by it what
 * people answer to its questions, and ours asks none.
 */
export class AjvJsonSchemaValidator {
  /** Takes nothing for valid. */
  getValidator(): (input: unknown) => {
    readonly valid: false;
    readonly data: undefined;
    readonly errorMessage: string;
  } {
    return () => ({ valid: false, data: undefined, errorMessage: 'Answers of people are not expected.' });
  }
}
