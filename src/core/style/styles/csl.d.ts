/** A CSL file, taken into the bundle as its text. */
declare module '*.csl' {
  const text: string;

  export { text as default };
}
