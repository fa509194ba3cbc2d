// Computes how long to wait before the next try. The wait grows exponentially with full jitter, and it is never shorter than
// the server asked for.
// source: aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter

const BASE_MS = 50;
const CAP_MS = 5_000;

/**
 * @param failures how often the request has failed, from 1
 * @param retryAfter the header of that name, in seconds or as a date
 * @returns milliseconds
 */
export function backoffMs(
  failures: number,
  retryAfter: string | undefined,
  { random, now }: { random: () => number; now: () => number },
): number {
  const jitterMs = random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 20));
  return retryAfterMs(retryAfter, now()) + jitterMs;
}

function retryAfterMs(header: string | undefined, nowMs: number): number {
  if (header === undefined) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1_000;
  return ms > 0 ? ms : 0;
}
