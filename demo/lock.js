// A lock across the tabs of one browser. Browsers without `navigator.locks`, or on a page that is not secure, get a lease in the
// storage, which expires if its tab is closed.

const LEASE_MS = 15_000;

/** How long one tab may take to see what another one stored. Browsers do not write storage through to other tabs at once. */
export const STORAGE_DELAY_MS = 100;

/** Resolves with what `run` resolves with. One tab at a time runs under the same name. */
export async function withLock(storage, name, run) {
  if (navigator.locks) {
    let granted = false;
    try {
      return await navigator.locks.request(name, () => {
        granted = true;
        return run();
      });
    } catch (error) {
      // A browser that blocks storage refuses locks too.
      if (granted) throw error;
    }
  }
  return withLease(storage, `lease ${name}`, run);
}

async function withLease(storage, key, run) {
  const owner = crypto.getRandomValues(new Uint32Array(2)).join('-');
  let mine;
  do {
    while (isHeld(storage.read(key))) await wait(STORAGE_DELAY_MS);
    mine = `${Date.now() + LEASE_MS} ${owner}`;
    storage.write(key, mine);
    // If two tabs write at once, both see the same last value after this time.
    await wait(STORAGE_DELAY_MS);
  } while (storage.read(key) !== mine);
  try {
    return await run();
  } finally {
    if (storage.read(key) === mine) storage.write(key, null);
  }
}

/** A lease that ends later than any could was written before the clock was set back. */
function isHeld(lease) {
  const leftMs = Number.parseInt(lease ?? '0') - Date.now();
  return leftMs > 0 && leftMs <= LEASE_MS;
}

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
