// The last step of a pass: it decides what the measurement says of each post, and corrects the count if that is asked for.

import { setTimeout as sleep } from 'node:timers/promises';
import { correctCount } from '../../core/audit/correct-count.ts';
import { driftOf, narrow } from '../../core/audit/drift.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { AuditRun } from './audit-run.ts';
import type { PostRecord, PostState } from './post-store.ts';

/**
 * A post may have had no counter when the counters were read because it is new. Then its first event was accepted later
 * than that, or at most this much earlier. A post with older events had a counter before or waits in a backlog, so it is
 * measured again.
 */
const NEW_POST_MS = 15 * 60_000;

export async function settlePosts(run: AuditRun): Promise<void> {
  const { state, posts, settings } = run;
  let waited = false;
  for (const page of posts.pagesOf('open')) {
    settings.signal.throwIfAborted();
    const outcomes = await Promise.all(page.map((post) => settle(post)));
    state.transaction(() => outcomes.forEach((keep) => keep()));
  }

  async function settle(post: PostRecord): Promise<() => void> {
    const { postId, cut, tally } = post;
    if (!post.hasCounter) {
      const outcome = await settleWithoutCounter(post);
      return () => posts.settle(postId, outcome);
    }
    const measured = driftOf(cut, tally);
    const range = (post.range && narrow(post.range, measured)) ?? measured;
    const { least: drift } = range;
    const isKnown = range.least === range.most;
    const mustCorrect = settings.repair && isKnown && drift !== 0;
    const { auditor } = run;
    const corrected =
      mustCorrect &&
      (await correctCount(run.ports.counters, postId, { cut, drift, auditor })) === 'corrected';
    return () => {
      posts.setRange(postId, range, cut);
      if (corrected) posts.noteCorrection(postId, -drift);
      if (!isKnown || mustCorrect) posts.settle(postId, 'again');
      else posts.settle(postId, drift === 0 ? 'exact' : 'drifting');
    };
  }

  async function settleWithoutCounter({ postId, tally }: PostRecord): Promise<PostState> {
    if (!(await hasCounterNow(postId))) return 'no-counter';
    const { oldestWaitingMs = Infinity } = tally;
    return oldestWaitingMs < run.startedMs - NEW_POST_MS ? 'again' : 'exact';
  }

  async function hasCounterNow(postId: string): Promise<boolean> {
    const read = () => run.ports.counters.read(postId, ROOT_BUCKET);
    if (await read()) return true;
    if (!waited) await sleep(settings.graceMs, undefined, { signal: settings.signal });
    waited = true;
    return (await read()) !== undefined;
  }
}
