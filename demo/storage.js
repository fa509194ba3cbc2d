// What the page keeps in the browser. A browser may refuse to store anything, because storage is blocked or full. The page then
// keeps it in memory, for as long as it is open.

/** @param open returns the browser's storage. It is a function because reading `localStorage` may throw. */
export function makeStorage(open = () => localStorage) {
  /** What the browser refused to store, by key. A null stands for a removed value. */
  const memory = new Map();
  const area = attempt(open);

  addEventListener('storage', ({ key }) => memory.delete(key));

  return {
    /** False while something is in memory only. */
    get lasting() {
      return Boolean(area) && [...memory.values()].every((value) => value === null);
    },
    read(key) {
      return memory.has(key) ? memory.get(key) : (attempt(() => area.getItem(key)) ?? null);
    },
    /** Keeps the value, or removes it if it is null. */
    write(key, value) {
      const stored = attempt(() => {
        if (value === null) area.removeItem(key);
        else area.setItem(key, value);
        return true;
      });
      if (stored) memory.delete(key);
      else {
        memory.set(key, value);
        // The next page must not take the value before this one for the newest.
        attempt(() => area.removeItem(key));
      }
    },
    keys() {
      const stored = attempt(() => Object.keys(area)) ?? [];
      return [...new Set([...stored, ...memory.keys()])].filter((key) => memory.get(key) !== null);
    },
    /** Calls back with the key of each value that another tab changes. */
    onChange(listener) {
      addEventListener('storage', ({ key }) => key !== null && listener(key));
    },
  };
}

/** Returns undefined if the browser throws. */
function attempt(run) {
  try {
    return run();
  } catch {
    return undefined;
  }
}
