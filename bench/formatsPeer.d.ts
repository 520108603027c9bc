/** The part of the peer that the benchmarks of reading call; it comes without types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(items: unknown);
    format(kind: 'bibliography', options: object): string;
  }
  export const plugins: {
    readonly config: {
      get(plugin: '@csl'): { readonly styles: { add(name: string, csl: string): void } };
    };
    readonly input: {
      chain(text: string, options: { readonly forceType: string; readonly generateGraph: boolean }): unknown;
    };
  };
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
