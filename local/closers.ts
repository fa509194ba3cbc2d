// What was started, to be closed in reverse order: everything, also when one part fails to close.

export interface Closers {
  add(close: () => Promise<void>): void;
  /** Closes all parts once. Rejects with an AggregateError where parts failed. */
  closeAll(): Promise<void>;
}

export function makeClosers(): Closers {
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll() {
    const errors: unknown[] = [];
    for (const close of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'parts of the local cloud did not close');
  }

  return {
    add: (close) => void closers.push(close),
    closeAll: () => (closing ??= closeAll()),
  };
}
