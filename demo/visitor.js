// Who the person is: the token of an anonymous visitor. All tabs of a browser share it, so that one person is one visitor.

import { STORAGE_DELAY_MS, wait, withLock } from './lock.js';

/**
 * @param base the address of the API. The key names it, so that no API ever gets the token of another.
 * @param issue resolves with a new visitor's token
 * @param onForgotten is called when the API has refused the token
 */
export function makeVisitor({ storage, base, issue, onForgotten }) {
  const key = `likes-visitor ${base}`;
  const token = () => storage.read(key);

  return {
    /** Returns the token, or null for a person who has not liked anything yet. */
    token,
    /** Resolves with the token, and makes the person a visitor first if need be. */
    become: async () => token() ?? (await withLock(storage, key, issueOnce)),
    /** The API does not know this token any more. Another tab may have a new one already. */
    forget(refused) {
      if (token() !== refused) return;
      storage.write(key, null);
      onForgotten();
    },
  };

  /** Another tab may have held the lock just before, and stored a token that this tab cannot see yet. */
  async function issueOnce() {
    if (token() === null) await wait(storage.lasting ? STORAGE_DELAY_MS : 0);
    if (token() === null) storage.write(key, await issue());
    return token();
  }
}
