// Those who look at the posts of a run over WebSocket. Their connections are dropped at random, and at the end each of them must show
// the exact count of each of its posts.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Visitors } from '../../traffic/visitors.ts';
import { type LiveViewer, startLiveViewer } from '../live-viewer.ts';
import type { ChaosCloud } from './chaos-cloud.ts';
import type { Journal } from './journal.ts';
import type { SettleLimits } from './settle.ts';

/** A connection may watch 50. */
const POSTS_PER_VIEWER = 40;
const DROPPED_SHARE = 0.3;
const LOOK_EVERY_MS = 100;
/** Counts must stay exact for this long. */
const LASTING_MS = 3_000;

export interface ViewerDifference {
  readonly viewer: number;
  /** Undefined for a viewer that is not connected. */
  readonly postId: string | undefined;
  readonly expected: number | undefined;
  readonly shown: number | undefined;
}

export interface ViewersOutcome {
  readonly viewers: number;
  /** How often they have connected, all together. */
  readonly connections: number;
  readonly differences: readonly ViewerDifference[];
  /** Since when all are exact, in milliseconds since 1970. Undefined when they are not, and when there are none. */
  readonly exactAtMs: number | undefined;
}

export interface LiveViewersOptions {
  readonly cloud: Pick<ChaosCloud, 'liveUrl' | 'dropConnections'>;
  readonly visitors: Pick<Visitors, 'tokenOf'>;
  readonly count: number;
  /** Each connection draws its posts from these. */
  readonly postIds: () => readonly string[];
  readonly random: () => number;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

export class LiveViewers {
  readonly #options: LiveViewersOptions;
  #viewers: Promise<readonly LiveViewer[]> | undefined;

  constructor(options: LiveViewersOptions) {
    this.#options = options;
  }

  /** Opens the pages, once there are posts to look at. */
  async start(): Promise<void> {
    this.#viewers ??= this.#open();
    await this.#viewers;
  }

  async #open(): Promise<readonly LiveViewer[]> {
    const { cloud, visitors, count, postIds, random, signal } = this.#options;
    const tokens = await Promise.all(
      Array.from({ length: count }, (_, number) => visitors.tokenOf(`viewer-${number}`, signal)),
    );
    const posts = () => drawPosts(postIds(), random);
    return tokens.map((token) => startLiveViewer({ liveUrl: cloud.liveUrl, token, posts, random }));
  }

  async dropSome(): Promise<void> {
    const { cloud, journal } = this.#options;
    await this.#viewers;
    journal.faults.count('connections dropped', cloud.dropConnections(DROPPED_SHARE));
  }

  /** Waits until all are exact and stay so. Rejects with an AbortError when the signal ends the wait. */
  async settle(
    truth: ReadonlyMap<string, number>,
    { unchangedForMs, timeoutMs }: SettleLimits,
  ): Promise<ViewersOutcome> {
    const { signal } = this.#options;
    const viewers = (await this.#viewers) ?? [];
    const startedMs = Date.now();
    let exactAtMs: number | undefined;
    let before = '';
    let changedAtMs = startedMs;
    for (;;) {
      const differences = findViewerDifferences(viewers, truth);
      const nowMs = Date.now();
      exactAtMs = differences.length > 0 ? undefined : (exactAtMs ?? nowMs);
      const now = JSON.stringify(differences);
      if (now !== before) [before, changedAtMs] = [now, nowMs];
      const lasts = exactAtMs !== undefined && nowMs - exactAtMs >= LASTING_MS;
      const isTooLong = nowMs - startedMs > timeoutMs || nowMs - changedAtMs > unchangedForMs;
      // Counts that become exact at the last moment must last, too.
      if (viewers.length === 0 || lasts || (isTooLong && exactAtMs === undefined))
        return {
          viewers: viewers.length,
          connections: viewers.reduce((sum, { connections }) => sum + connections, 0),
          differences,
          exactAtMs: viewers.length === 0 ? undefined : exactAtMs,
        };
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  async close(): Promise<void> {
    const viewers = await this.#viewers?.catch(() => []);
    await Promise.all((viewers ?? []).map((viewer) => viewer.close()));
  }
}

/** Pages show one post more than once, which takes nothing from the others. */
function drawPosts(postIds: readonly string[], random: () => number): string[] {
  const drawn = Array.from(
    { length: POSTS_PER_VIEWER },
    () => postIds[Math.floor(random() * postIds.length)] ?? '',
  );
  return [...new Set(drawn)];
}

/** A viewer that is not connected differs, whatever it shows. */
export function findViewerDifferences(
  viewers: readonly Pick<LiveViewer, 'isLooking' | 'shown'>[],
  truth: ReadonlyMap<string, number>,
): ViewerDifference[] {
  return viewers.flatMap(({ isLooking, shown }, viewer): ViewerDifference[] => {
    if (!isLooking) return [{ viewer, postId: undefined, expected: undefined, shown: undefined }];
    return [...shown].flatMap(([postId, { count }]) => {
      const expected = truth.get(postId) ?? 0;
      return count === expected ? [] : [{ viewer, postId, expected, shown: count }];
    });
  });
}
