import type { Browser } from 'playwright-core';

export const browserSwitches: readonly string[];
export function findBrowser(
  environment?: Readonly<Record<string, string | undefined>>,
  platform?: string,
): string | undefined;
export function installBrowser(say?: (line: string) => void): Promise<string>;
export function launchBrowser(executablePath: string): Promise<Browser>;
