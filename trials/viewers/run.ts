// Measures one audience after the other, each on a local cloud of its own: first viewers of one post, then of a page of posts, then as
// many pollers.

import { startProgress } from '../../command-line/progress.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { type Audience, type Seen, startAudience } from './audience.ts';
import { type BroadcastUse, watchBroadcast } from './broadcast-use.ts';
import { readOriginUse } from './origin-use.ts';
import { type Liking, makeLiking } from './like-posts.ts';
import type { ViewersOptions } from './options.ts';
import { type AudienceFigures, judgeSight, type PartFigures } from './figures.ts';
import { watchMemory } from './watch-memory.ts';

export const PAGE = Array.from({ length: 10 }, (_, number) => `viewed-${number}`);
const [ONE_POST = ''] = PAGE;

const WARM_UP_SECONDS = 4;
/** A person may have 20 connections. */
const VIEWERS_PER_PERSON = 10;
/**
 * Counts that differ and have not moved for this long are wrong, and not late. A message to viewers whose invocation was lost comes again
 * after three minutes.
 */
const PATIENCE_MS = 240_000;

interface RunPorts {
  readonly assemblyDir: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function runViewers(options: ViewersOptions, ports: RunPorts): Promise<AudienceFigures[]> {
  const figures: AudienceFigures[] = [];
  for (const viewers of options.audiences) figures.push(await measureAudience(viewers, options, ports));
  return figures;
}

async function measureAudience(
  viewers: number,
  { seconds, seed }: ViewersOptions,
  { assemblyDir, say, signal }: RunPorts,
): Promise<AudienceFigures> {
  signal.throwIfAborted();
  say(`${viewers} viewers: starting the local cloud`);
  const broadcast = watchBroadcast();
  const cloud = await startLocalCloud({ assemblyDir, watchInvocation: broadcast.watch });
  const memory = watchMemory();
  const audience = startAudience();
  const api = openApi({ url: cloud.url });
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  interrupted.catch(() => {});
  const liking = makeLiking(api, makeSeededRandom(seed), signal);

  async function measureParts(): Promise<AudienceFigures> {
    await connectAll(viewers, { cloud, api, audience, signal });
    await measurePart('warming up', WARM_UP_SECONDS, PAGE, { audience, liking });
    const before = { ...broadcast.use };
    const part = async (name: string, posts: readonly string[]): Promise<PartFigures> => {
      const sentBefore = cloud.readConnections().messagesSent;
      const measured = await measurePart(`${viewers} viewers of ${name}`, seconds, posts, {
        audience,
        liking,
      });
      return { ...measured, messagesSent: cloud.readConnections().messagesSent - sentBefore };
    };
    const onePost = await part('one post', [ONE_POST]);
    const page = await part(`a page of ${PAGE.length}`, PAGE);
    const broadcastUse = usedSince(before, broadcast.use);
    await audience.leave();

    await audience.poll({ url: cloud.url, pollers: viewers, posts: PAGE });
    await audience.see(liking.truth, PATIENCE_MS);
    const originBefore = readOriginUse(cloud.readEdge());
    const startMs = performance.now();
    const polled = await measurePart(`${viewers} pollers`, seconds, [ONE_POST], { audience, liking });
    const origin = readOriginUse(cloud.readEdge());
    return {
      viewers,
      onePost,
      page,
      broadcast: broadcastUse,
      polling: {
        ...polled,
        messagesSent: 0,
        reads: origin.reads - originBefore.reads,
        originReads: origin.originReads - originBefore.originReads,
        seconds: (performance.now() - startMs) / 1_000,
      },
      memoryBytes: memory.most(),
    };
  }

  try {
    return await Promise.race([measureParts(), interrupted]);
  } finally {
    memory.stop();
    await audience.close();
    await api.close();
    await cloud.close();
  }
}

async function connectAll(
  viewers: number,
  { cloud, api, audience, signal }: { cloud: LocalCloud; api: Api; audience: Audience; signal: AbortSignal },
): Promise<void> {
  const visitors = makeVisitors(api);
  const people = Array.from({ length: Math.ceil(viewers / VIEWERS_PER_PERSON) }, (_, it) => `viewer-${it}`);
  const tokens: string[] = [];
  for (const person of people) tokens.push(await visitors.tokenOf(person, signal));
  const progress = startProgress('viewers connected', viewers);
  try {
    const { liveUrl = '' } = cloud;
    await audience.connect({ liveUrl, tokens, viewers, posts: PAGE }, (done) => progress.update(done));
  } finally {
    progress.stop();
  }
}

async function measurePart(
  name: string,
  seconds: number,
  posts: readonly string[],
  { audience, liking }: { audience: Audience; liking: Liking },
): Promise<Omit<PartFigures, 'messagesSent'>> {
  const progress = startProgress(name, seconds);
  const startMs = performance.now();
  try {
    const likes = await liking.likeFor(seconds, posts, (second) => progress.update(second));
    const seen: Seen = await audience.see(liking.truth, PATIENCE_MS);
    return { ...judgeSight(likes, seen), seconds: (performance.now() - startMs) / 1_000 };
  } finally {
    progress.stop();
  }
}

const usedSince = (before: BroadcastUse, now: BroadcastUse): BroadcastUse => ({
  invocations: now.invocations - before.invocations,
  busySeconds: now.busySeconds - before.busySeconds,
});
