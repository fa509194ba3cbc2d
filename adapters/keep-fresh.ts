// Keeps a value that another service gives, such as a key. The value is read again from time to time. While the service
// fails, the old value is used for a while longer, and the service is asked less and less often.

/** The first wait after a failure, in milliseconds. It doubles with every failure that follows. */
const FIRST_WAIT_MS = 1_000;

/** The longest wait after a failure, in milliseconds. */
export const LONGEST_WAIT_MS = 60_000;

export interface Kept<Value> {
  readonly value: Value;
  readonly ageMs: number;
}

/**
 * The value. It is at most `maxAgeMs` old as long as the service answers, and may be older while the service fails. Rejects
 * with the service's last failure when there is no value that may still be used.
 */
export type ReadKept<Value> = (options?: { maxAgeMs?: number }) => Promise<Kept<Value>>;

export interface KeepFreshOptions<Value> {
  readonly read: () => Promise<Value>;
  readonly now: () => number;
  /** Uniform in [0, 1). It spreads the attempts of many execution environments that failed together. */
  readonly random: () => number;
  /** How long a value is used before it is read again, in milliseconds. */
  readonly freshMs: number;
  /** How long an old value is used while the service fails, in milliseconds. */
  readonly maxStaleMs: number;
}

export function keepFresh<Value>({
  read,
  now,
  random,
  freshMs,
  maxStaleMs,
}: KeepFreshOptions<Value>): ReadKept<Value> {
  let known: { value: Value; readAtMs: number } | undefined;
  let failures = 0;
  let lastFailure: unknown;
  let nextReadAtMs = -Infinity;
  let reading: Promise<void> | undefined;

  async function readAgain(): Promise<void> {
    try {
      known = { value: await read(), readAtMs: now() };
      failures = 0;
      nextReadAtMs = -Infinity;
    } catch (error) {
      lastFailure = error;
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      nextReadAtMs = now() + waitMs * (0.5 + random() / 2);
      failures++;
    } finally {
      reading = undefined;
    }
  }

  function knownWithin(ageMs: number): Kept<Value> | undefined {
    if (!known) return undefined;
    const kept = { value: known.value, ageMs: now() - known.readAtMs };
    return kept.ageMs < ageMs ? kept : undefined;
  }

  return async ({ maxAgeMs = freshMs } = {}) => {
    const young = knownWithin(maxAgeMs);
    if (young) return young;
    if (now() >= nextReadAtMs) reading ??= readAgain();
    await reading;
    const kept = knownWithin(maxStaleMs);
    if (kept) return kept;
    throw lastFailure;
  };
}
