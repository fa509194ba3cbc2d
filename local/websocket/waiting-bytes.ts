// Counts the bytes that wait for clients, so that clients who do not read cannot fill the memory.

export interface WaitingBytes {
  /** Returns false, and adds nothing, if too many bytes would wait. */
  add(bytes: number): boolean;
  remove(bytes: number): void;
}

export function makeWaitingBytes(maxBytes: number): WaitingBytes {
  let waiting = 0;
  return {
    add(bytes) {
      if (waiting + bytes > maxBytes) return false;
      waiting += bytes;
      return true;
    },
    remove(bytes) {
      waiting -= bytes;
    },
  };
}
