// Wires what reads counts, likes, receipts, posts and their past to the tables of the deployment. Counts are remembered for a moment.

import { makeDynamoDB } from '../../adapters/clients.ts';
import { makeCountReader } from '../../adapters/dynamodb/count-reader.ts';
import { makeLikedPostsReader } from '../../adapters/dynamodb/liked-posts.ts';
import { makeTrendingReader } from '../../adapters/dynamodb/movers.ts';
import { makePostFeed } from '../../adapters/dynamodb/post-feed.ts';
import { makeReceiptReader } from '../../adapters/dynamodb/receipt-reader.ts';
import { makeTimelineReader } from '../../adapters/dynamodb/timeline-reader.ts';
import { rememberCounts } from '../../core/likes/remember-counts.ts';
import { readRateLimiter } from '../http/rate-limiter.ts';
import { makeTokenVerifier } from '../http/token-verifier.ts';
import { requireEnv } from './require-env.ts';
import { wireDenyList } from './wire-deny-list.ts';

/** As old a count as a reader may get, and as many as take a few megabytes. */
const MEMORY = { keepMs: 1_000, mostPosts: 10_000 };

export function wireReading(env: NodeJS.ProcessEnv) {
  const client = makeDynamoDB();
  const likesTable = requireEnv(env, 'LIKES_TABLE');
  const tables = { client, countersTable: requireEnv(env, 'COUNTERS_TABLE'), likesTable };
  return {
    reader: {
      ...rememberCounts({ reader: makeCountReader(tables), now: Date.now, ...MEMORY }),
      ...makeReceiptReader(tables),
    },
    activity: {
      liked: makeLikedPostsReader({ client, table: likesTable }),
      ...wireRollUp(env, client),
      denied: wireDenyList(env),
      now: Date.now,
    },
    feed: makePostFeed({ client, table: requireEnv(env, 'POSTS_TABLE') }),
    verifyToken: makeTokenVerifier(env, Date.now),
    limiter: readRateLimiter(env, Date.now),
  };
}

/** A deployment without live counts has neither a timeline nor trends. */
function wireRollUp(env: NodeJS.ProcessEnv, client: ReturnType<typeof makeDynamoDB>) {
  const table = env['TIMELINE_TABLE'];
  if (!table) return { timeline: undefined, trending: undefined };
  const rootSlots = Number(requireEnv(env, 'ROOT_SLOTS'));
  return {
    timeline: makeTimelineReader({ client, table }),
    trending: makeTrendingReader({ client, table, rootSlots }),
  };
}
