// Wires what reads counts, likes, receipts and the past of posts to the tables of the deployment.

import { makeDynamoDB } from '../../adapters/clients.ts';
import { makeCountReader } from '../../adapters/dynamodb/count-reader.ts';
import { makeLikedPostsReader } from '../../adapters/dynamodb/liked-posts.ts';
import { makeTrendingReader } from '../../adapters/dynamodb/movers.ts';
import { makeReceiptReader } from '../../adapters/dynamodb/receipt-reader.ts';
import { makeTimelineReader } from '../../adapters/dynamodb/timeline-reader.ts';
import type { CountReader } from '../../core/likes/ports.ts';
import type { ReceiptReader } from '../../core/likes/resolve-receipt.ts';
import type { ActivityPorts } from '../http/answer-activity.ts';
import { requireEnv } from './require-env.ts';

export function wireReader(env: NodeJS.ProcessEnv): CountReader & ReceiptReader {
  const tables = {
    client: makeDynamoDB(),
    countersTable: requireEnv(env, 'COUNTERS_TABLE'),
    likesTable: requireEnv(env, 'LIKES_TABLE'),
  };
  return { ...makeCountReader(tables), ...makeReceiptReader(tables) };
}

/** A deployment without live counts has neither a timeline nor trends. */
export function wireActivity(env: NodeJS.ProcessEnv): ActivityPorts {
  const client = makeDynamoDB();
  const table = env['TIMELINE_TABLE'];
  return {
    liked: makeLikedPostsReader({ client, table: requireEnv(env, 'LIKES_TABLE') }),
    timeline: table ? makeTimelineReader({ client, table }) : undefined,
    trending: table
      ? makeTrendingReader({ client, table, rootSlots: Number(requireEnv(env, 'ROOT_SLOTS')) })
      : undefined,
    now: Date.now,
  };
}
