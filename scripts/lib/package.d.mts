export function packageExtension(options?: {
  readonly build?: boolean;
}): Promise<{ readonly path: string; readonly bytes: number; readonly files: readonly string[] }>;
export function megabytes(bytes: number): string;
export function filesNamedIn(manifest: unknown): string[];
