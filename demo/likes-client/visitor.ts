// Who the person is: the token of an anonymous visitor. All tabs of a browser share it, so that one person is one visitor.

import type { AsVisitor } from './as-visitor.ts';
import type { Answer, Request } from './request.ts';
import type { Storage } from './storage.ts';

/** How long one tab may take to see what another one stored. Browsers do not write storage through to other tabs at once. */
const STORAGE_DELAY_MS = 100;
/** Longer than a request for a token may take. A tab that was closed meanwhile is then no longer waited for. */
const LEASE_MS = 15_000;

/** It stands before the token of a viewer. No token begins with it. */
const VIEWER = '~';

interface VisitorOptions {
  readonly storage: Storage;
  /** The address of the API. The keys name it, so that no API ever gets the token of another. */
  readonly base: string;
  readonly request: Request;
  /** Is called when the API has refused the token. */
  readonly onForgotten: () => void;
}

export function makeAsVisitor({ storage, base, request, onForgotten }: VisitorOptions): AsVisitor {
  const key = 'likes-visitor ' + base;
  const leaseKey = 'lease ' + key;
  const pause = () => new Promise((resolve) => setTimeout(resolve, STORAGE_DELAY_MS));

  let mine: string | undefined;
  /** All actions of this tab wait for one token. */
  let becoming: Promise<Answer | undefined> | undefined;
  // A tab that is closed meanwhile does not let the others wait.
  addEventListener(
    'pagehide',
    () => mine && storage.read(leaseKey) === mine && storage.write(leaseKey, null),
  );

  /** One tab at a time asks for a token: the one whose lease is still there after all tabs have seen it. */
  async function become(mark: string): Promise<Answer | undefined> {
    while (!storage.read(key)) {
      const leftMs = Number.parseInt(storage.read(leaseKey) ?? '') - Date.now();
      // A lease that ends later than any could was written before the clock was set back.
      mine = leftMs > 0 && leftMs <= LEASE_MS ? undefined : `${Date.now() + LEASE_MS} ${Math.random()}`;
      if (mine) storage.write(leaseKey, mine);
      await pause();
      if (storage.read(leaseKey) !== mine || storage.read(key)) continue;
      const answer = await request('POST', 'visitors');
      storage.write(leaseKey, null);
      if (!answer.token) return answer;
      storage.write(key, mark + answer.token);
    }
    return undefined;
  }

  return async function asVisitor(need, run, again = true): Promise<Answer> {
    if (need !== 'stranger') {
      becoming ??= become(need === 'viewer' ? VIEWER : '').finally(() => (becoming = undefined));
      const problem = await becoming;
      if (problem) return problem;
    }
    let kept = storage.read(key);
    let token = kept;
    if (kept?.[0] === VIEWER) {
      token = need === 'stranger' ? null : kept.slice(1);
      if (need === 'visitor') storage.write(key, (kept = token));
    }
    const answer = await run(token);
    if (answer.status !== 401 || !token) return answer;
    // Another tab may have a new one already.
    if (storage.read(key) === kept) {
      storage.write(key, null);
      onForgotten();
    }
    return again ? asVisitor(need, run, false) : answer;
  };
}
