// Who the person is: the token of an anonymous visitor. All tabs of a browser share it, so that one person is one visitor. A token is
// valid for a week, and is renewed for the same person before that, or when the API refuses it.

import type { AsVisitor } from './as-visitor.ts';
import type { Answer, Request } from './request.ts';
import type { SolveChallenge } from './solve-challenge.ts';
import type { ServerClock } from './server-clock.ts';
import type { Storage } from './storage.ts';
import { isToRenew } from './token-time.ts';

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
  readonly solve: SolveChallenge;
  readonly clock: Pick<ServerClock, 'now'>;
  /** Is called when the API does not know the person any more. */
  readonly onForgotten: () => void;
}

export function makeAsVisitor({
  storage,
  base,
  request,
  solve,
  clock,
  onForgotten,
}: VisitorOptions): AsVisitor {
  const key = 'likes-visitor ' + base;
  const leaseKey = 'lease ' + key;
  const pause = () => new Promise((resolve) => setTimeout(resolve, STORAGE_DELAY_MS));

  let mine: string | undefined;
  /** All actions of this tab wait for one token. */
  let asking: Promise<Answer | undefined> | undefined;
  /** Why there is no solution. If it is a refusal, the person did not solve a widget, and only an action of theirs shows it again. */
  let unsolved: Answer | undefined;
  /** By a clock that is wrong for good, every token would be about to expire. */
  let hasRenewed = false;
  // A tab that is closed meanwhile does not let the others wait.
  addEventListener(
    'pagehide',
    () => mine && storage.read(leaseKey) === mine && storage.write(leaseKey, null),
  );

  /** One tab at a time asks for a token: the one whose lease is still there after all tabs have seen it. */
  async function ask(mark: string, old: string | null): Promise<Answer | undefined> {
    let solution: string | undefined;
    while (storage.read(key) === old) {
      const leftMs = Number.parseInt(storage.read(leaseKey) ?? '') - Date.now();
      // A lease that ends later than any could was written before the clock was set back.
      mine = leftMs > 0 && leftMs <= LEASE_MS ? undefined : `${Date.now() + LEASE_MS} ${Math.random()}`;
      if (mine) storage.write(leaseKey, mine);
      await pause();
      if (storage.read(leaseKey) !== mine || storage.read(key) !== old) continue;
      const answer = await request('POST', 'visitors', solution ?? old?.slice(mark.length));
      storage.write(leaseKey, null);
      // Another tab may have made a visitor of the viewer meanwhile.
      if (answer.token) storage.write(key, (storage.read(key) === old ? mark : '') + answer.token);
      else if (old && answer.status === 401) {
        storage.write(key, null);
        onForgotten();
      } else if (answer.challenge) {
        // The puzzle took too long, or the API is in trouble.
        if (solution) return { ...answer, status: 503 };
        // Meanwhile another tab may become a visitor.
        const solved = await solve(answer);
        if (typeof solved !== 'string') return (unsolved = solved);
        solution = solved;
        continue;
      } else return answer;
      break;
    }
    return undefined;
  }

  const askOnce = (mark: string, old: string | null) =>
    (asking ??= ask(mark, old).finally(() => (asking = undefined)));
  const markOf = (kept: string) => (kept[0] === VIEWER ? VIEWER : '');

  return async function asVisitor(need, run, again = true): Promise<Answer> {
    let kept = storage.read(key);
    if (!kept && need !== 'stranger') {
      if (need === 'viewer' && unsolved?.challenge) return unsolved;
      const problem = await askOnce(need === 'viewer' ? VIEWER : '', kept);
      if (problem) return problem;
    } else if (kept && !hasRenewed && isToRenew(kept, clock.now())) {
      hasRenewed = true;
      // If it fails, the token is still good.
      await askOnce(markOf(kept), kept);
    }
    kept = storage.read(key);
    let token = kept;
    if (kept?.[0] === VIEWER) {
      token = need === 'stranger' ? null : kept.slice(1);
      if (need === 'visitor') storage.write(key, (kept = token));
    }
    const answer = await run(token);
    if (answer.status !== 401 || !kept || !token) return answer;
    // The API has just issued this token. It is in trouble, and does not mean the person.
    if (!again) return { ...answer, status: 503 };
    // Another tab may have a new one already.
    const problem = storage.read(key) === kept && (await askOnce(markOf(kept), kept));
    return problem || asVisitor(need, run, false);
  };
}
