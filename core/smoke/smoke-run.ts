// What every step of a smoke test works with.

import type { AskedApi } from './ports.ts';

export interface SmokeRun {
  readonly api: AskedApi;
  /** A token of the deployment's OIDC issuer, or of a visitor. When it is undefined, the API issues a visitor token. */
  readonly token: string | undefined;
  /** A post that nobody else likes. */
  readonly postId: string;
  /** How long a like may take to be counted. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}
