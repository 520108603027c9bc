/** A started server of VS Code; see hosts.mjs. */
export interface Server {
  readonly name: HostName;
  readonly origin: string;
  readonly port: number;
  readonly token: string;
  readonly dataFolder: string;
  readonly log: () => string;
  readonly ended: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

export type HostName = 'newest' | 'oldest';

export const hostVersions: Readonly<
  Record<HostName, { readonly codeServer: string; readonly vscode: string; readonly node: number }>
>;

export function installHost(
  name: HostName,
  say?: (line: string) => void,
): Promise<{ readonly node: string; readonly folder: string }>;

export function startServer(options?: {
  readonly name?: HostName;
  readonly extension?: 'linked' | 'development' | { readonly vsix: string };
  readonly testDriver?: boolean;
  readonly port?: number;
  readonly dataFolder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly quiet?: boolean;
  readonly trustEverything?: boolean;
  readonly marketplace?: boolean;
  readonly say?: (line: string) => void;
}): Promise<Server>;

export function workbenchUrl(
  server: Pick<Server, 'origin' | 'port' | 'token'>,
  options?: {
    readonly folder?: string | undefined;
    readonly workspace?: string | undefined;
    readonly openFile?: string | undefined;
    readonly extension?: string | undefined;
    readonly tests?: string | undefined;
    readonly kind?: 'web' | undefined;
  },
): string;
