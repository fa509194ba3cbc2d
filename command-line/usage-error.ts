/**
 * Thrown when the command cannot do what the user asked for, because of a bad flag, a bad file or an address where nobody
 * answers. The message is one line, and the exit code is 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
