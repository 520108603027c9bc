export class InstallError extends Error {}
export function isNetworkFailure(output: string): boolean;
export function installDependencies(say?: (line: string) => void): Promise<void>;
export function installOnce(
  folder: string,
  what: string,
  install: (folder: string) => Promise<void>,
  say?: (line: string) => void,
): Promise<string>;
