// A smoke test that runs again and again: one visitor likes one post of its own, and each run says how fresh the counts are.

import { likeAndTakeBack } from './like-and-take-back.ts';
import type { SmokeRun } from './smoke-run.ts';
import { becomeVisitor } from './smoke.ts';

export interface CanaryPorts extends Pick<SmokeRun, 'api' | 'now' | 'wait' | 'timeoutMs'> {
  /** Makes the id of a post that nobody else likes. */
  readonly newPostId: () => string;
}

type RunCanary = (run: Pick<SmokeRun, 'signal' | 'say'>) => Promise<number>;

/** Returns a run. It returns how long its like took to be counted, in milliseconds, and rejects as a smoke test does. */
export function makeCanaryRun({ newPostId, ...ports }: CanaryPorts): RunCanary {
  // A run that fails may leave its like behind, so the next one begins with another visitor and another post.
  let own: { readonly postId: string; readonly token: string } | undefined;
  return async (how) => {
    const known = own;
    own = undefined;
    const run = { ...ports, ...how, token: undefined, postId: known?.postId ?? newPostId() };
    const token = known?.token ?? (await becomeVisitor(run));
    const countedMs = await likeAndTakeBack(run, token);
    own = { postId: run.postId, token };
    return countedMs;
  };
}
