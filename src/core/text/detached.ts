/**
 * A copy that does not keep the text alive that it was cut from: engines let a part of a string refer to the whole, and
 * one key would hold a file of many megabytes.
 */
export function detached(part: string): string {
  return ` ${part}`.slice(1);
}
