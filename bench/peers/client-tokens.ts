// Lets client tokens expire by the clock of the run. DynamoDB forgets a token ten minutes after the transaction that it came with, and
// takes the same token for a new one then. DynamoDB Local goes by the clock of the machine, so an expired token is sent under
// another name, which means the same. source: DynamoDB API, TransactWriteItems, ClientRequestToken

import { createHash } from 'node:crypto';

const VALID_MS = 10 * 60_000;

export class ClientTokens {
  readonly #firstUsedMs = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns what to send for this token now. */
  tokenFor(token: string): string {
    const nowMs = this.#now();
    const firstUsedMs = this.#firstUsedMs.get(token);
    const validFromMs = firstUsedMs !== undefined && nowMs - firstUsedMs < VALID_MS ? firstUsedMs : nowMs;
    this.#firstUsedMs.set(token, validFromMs);
    return createHash('md5').update(`${token} ${validFromMs}`).digest('hex');
  }
}
