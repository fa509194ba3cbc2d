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
  keys(): string[];
  /** Another tab has changed the key, so what this one wrote is older. */
  changed(key: string): void;
}

/** @param open returns the browser's storage. It is a function because reading `localStorage` may throw. */
export function makeStorage(open: () => StorageArea): Storage {
  /** What this tab has written. A null stands for a removed value. */
  const written: Record<string, string | null> = {};
  const refused = new Set<string>();
  let area: StorageArea | undefined;
  try {
    area = open();
  } catch {
    // Everything stays in memory.
  }
  const read = (key: string) => (key in written ? written[key]! : (area?.getItem(key) ?? null));

  return {
    get lasting() {
      return !!area && !refused.size;
    },
    read,
    write(key, value) {
      written[key] = value;
      refused.delete(key);
      // If the value is refused, the next page must not take the one before it for the newest.
      if (value === null) return area?.removeItem(key);
      try {
        area!.setItem(key, value);
      } catch {
        refused.add(key);
        area?.removeItem(key);
      }
    },
    keys: () => Object.keys({ ...area, ...written }).filter(read),
    changed: (key) => delete written[key],
  };
}
