export interface StageResults {
  readonly passed?: number;
  readonly failed?: readonly { readonly title: string; readonly details?: string }[];
  readonly skipped?: readonly { readonly title: string; readonly reason: string }[];
  readonly took?: number;
}

export function createReport(write?: (text: string) => void): {
  add(stage: string, results: StageResults): void;
  finish(): boolean;
};
