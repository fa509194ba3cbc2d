// Closes the parts that were started, in reverse order. A part that fails to close does not keep the others from closing.

export interface Closers {
  add(close: () => Promise<void>): void;
  /** Closes every part once. Rejects with an AggregateError of all failures. */
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
