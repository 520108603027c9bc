export const root: string;
export function cacheFolder(
  environment?: Readonly<Record<string, string | undefined>>,
  platform?: string,
): string;
