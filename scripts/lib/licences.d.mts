export function licenceTexts(
  metafiles: readonly {
    readonly outputs: Readonly<
      Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
    >;
  }[],
): string;
