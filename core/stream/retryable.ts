// Tells a failure that may pass from one that a repeat does not change. An error says so itself, in a property.

/** Returns whether the same call may succeed when it is made again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'retryable' in error && error.retryable === true;
