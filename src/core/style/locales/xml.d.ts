/** A CSL locale file, taken into the bundle as its text. */
declare module '*.xml' {
  const text: string;

  export { text as default };
}
