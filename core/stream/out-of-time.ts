/** Thrown when an invocation has no time left for a call. It says nothing about the batch: the next invocation has time again. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}
