// What the client keeps in the browser. A browser may refuse to store anything, because storage is blocked or full. The client then
// keeps it in memory, for as long as the page is open.

/** The browser's storage, as far as it is used here. Its own properties are the stored keys. */
export interface StorageArea {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Storage {
  /** False while something is in memory only. */
  readonly lasting: boolean;
  read(key: string): string | null;
  /** Keeps the value, or removes it if it is null. */
  write(key: string, value: string | null): void;
  /** Returns all keys. Some of those may have been removed. */
  keys(): string[];
  /** Another tab has stored something under the key, so what is in memory is older. */
  changed(key: string): void;
}

/** @param open returns the browser's storage. It is a function because reading `localStorage` may throw. */
export function makeStorage(open: () => StorageArea): Storage {
  /** What the browser refused to store, by key. A null stands for a removed value. */
  const memory = new Map<string, string | null>();
  let area: StorageArea | undefined;
  try {
    area = open();
  } catch {
    // Everything stays in memory.
  }

  return {
    get lasting() {
      return !!area && [...memory.values()].every((value) => value === null);
    },
    read: (key) => (memory.has(key) ? memory.get(key)! : (area?.getItem(key) ?? null)),
    write(key, value) {
      memory.set(key, value);
      try {
        if (value === null) area!.removeItem(key);
        else area!.setItem(key, value);
        memory.delete(key);
      } catch {
        // The next page must not take the value before this one for the newest.
        area?.removeItem(key);
      }
    },
    keys: () => [...new Set([...Object.keys(area ?? {}), ...memory.keys()])],
    changed: (key) => memory.delete(key),
  };
}
