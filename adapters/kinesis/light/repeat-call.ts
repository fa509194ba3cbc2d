// Repeats calls as the standard mode of the AWS SDK does: the same errors, the same waits, and a quota that all calls share, so that a
// server that fails does not get twice the calls. (source: @smithy/core, StandardRetryStrategy and service-error-classification)

export type Failure = 'throttling' | 'transient' | 'refused';

const THROTTLES = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottledException',
  'ThrottlingException',
  'TooManyRequestsException',
]);
const TRANSIENT_NAMES = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
const TRANSIENT_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const TRANSIENT_STATUS_CODES = new Set([500, 502, 503, 504]);

/** Tells what kind of failure an error is. Only a failure that is `refused` is not repeated. */
export function classifyFailure(
  error: Error & { readonly statusCode?: number; readonly code?: string },
): Failure {
  const { name, statusCode = 0, code = '' } = error;
  if (statusCode === 429 || THROTTLES.has(name)) return 'throttling';
  const passes =
    TRANSIENT_NAMES.has(name) || TRANSIENT_CODES.has(code) || TRANSIENT_STATUS_CODES.has(statusCode);
  return passes ? 'transient' : 'refused';
}

const QUOTA = 500;
const COST = { throttling: 5, transient: 14 } as const;
/** The longest wait before the first repeat, in milliseconds. It doubles with each one that follows. */
const FIRST_WAIT_MS = { throttling: 1_000, transient: 50 } as const;
const LONGEST_WAIT_MS = 20_000;

export interface RepeatOptions {
  /** All attempts, including the first. */
  readonly maxAttempts: number;
  readonly random: () => number;
  /** Ends early, with the signal's reason, when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly classify: (error: unknown) => Failure;
}

export function makeRepeatCall({ maxAttempts, random, pause, classify }: RepeatOptions) {
  let quota = QUOTA;

  return async function repeatCall<Answer>(
    call: () => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    let cost = 1;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await call();
        quota = Math.min(QUOTA, quota + cost);
        return answer;
      } catch (error) {
        const failure = classify(error);
        if (failure === 'refused' || attempt >= maxAttempts || quota < COST[failure]) throw error;
        cost = COST[failure];
        quota -= cost;
        const longestMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS[failure] * 2 ** (attempt - 1));
        await pause(random() * longestMs, signal);
      }
    }
  };
}
