/** The part of citeproc-js that the engine uses. */
declare module 'citeproc' {
  /** Which names of the list have to be told apart, and by how much of the given name. */
  interface NameRegister {
    addname(id: string, name: object, place: number): void;
    evalname(
      id: string,
      name: object,
      place: number,
      atLeast: number,
      form: string | undefined,
      initials: string | undefined,
    ): number;
  }
  interface BibliographyParameters {
    readonly entry_ids: readonly (readonly string[])[];
  }
  interface EngineSystem {
    retrieveLocale(locale: string): string;
    retrieveItem(id: string): object;
  }
  class Engine {
    constructor(system: EngineSystem, style: string | object, locale: string, forceLocale: boolean);
    readonly tmp: { readonly lang_array?: readonly string[] };
    readonly registry: { readonly namereg: NameRegister };
    readonly opt: { readonly development_extensions: { wrap_url_and_doi: boolean } };
    setOutputFormat(name: string): void;
    updateItems(ids: readonly string[], noSorting: boolean): readonly string[];
    makeBibliography(): false | readonly [BibliographyParameters, readonly string[]];
  }
  type FormatRule = string | false | ((state: Engine, text: string, id?: string) => string);
  const CSL: {
    readonly Engine: typeof Engine;
    readonly Output: { readonly Formats: { [name: string]: { readonly [rule: string]: FormatRule } } };
    debug: (message: string) => void;
    toLocaleLowerCase: (this: Engine, text: string) => string;
  };

  export { CSL as default, Engine, FormatRule };
}

declare module '@citation-js/core/lib-mjs/plugins/input/csl.js' {
  /** Brings CSL-JSON into the types of the schema: numbers to texts, names and dates written as text taken apart. */
  export function clean(items: readonly object[], bestGuessConversions?: boolean): object[];
}

declare module '@citation-js/plugin-csl/lib-mjs/locales.json' {
  const locales: { readonly [locale: string]: string };

  export { locales as default };
}

declare module '@citation-js/plugin-csl/lib-mjs/styles.json' {
  const styles: { readonly [style: string]: string };

  export { styles as default };
}
