/** What the user asked for cannot be done: a bad flag, a bad file, an address where nobody answers. One line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
