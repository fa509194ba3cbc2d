// Held to the adapter itself: a changed expression there must not make splits and merges vanish from the report.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitTogether } from '../../../adapters/dynamodb/commit-statements.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import type { Call } from '../../../trials/chaos/fault-proxy.ts';
import { readPostWrites } from '../../../trials/chaos/post-write.ts';
import {
  COUNTERS_TABLE,
  LIKES_TABLE,
  startDynalite,
  type TestDynamoDB,
} from '../../adapters/dynamodb/servers.ts';

const LANE = 'abc-0';
const calls: { readonly call: Call; readonly answer: string }[] = [];
let dynalite: TestDynamoDB;

beforeAll(async () => {
  dynalite = await startDynalite();
  dynalite.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      calls.push({
        call: { service: 'dynamodb', operation, body: new TextDecoder().decode(body) },
        answer: JSON.stringify(answer.output),
      });
      return answer;
    },
    // Next to the wire: a refused call throws before it comes here.
    { step: 'finalizeRequest', priority: 'low' },
  );
});

afterAll(() => dynalite.close());

test.each([
  ['single writes', (counters: SplitCounters) => counters],
  ['statements', commitTogether],
])(
  'the life of a post is read from the writes of the adapter, when commits are %s',
  async (way, committing) => {
    calls.length = 0;
    const limit = makeLimit(1);
    const { client } = dynalite;
    const options = { client, table: COUNTERS_TABLE, limit, now: () => 0, tombstoneSeconds: 60 };
    const counters = committing(makeSplitCounters(options), options);
    const postId = `a "hot" post's ${way}`;
    const commit = (bucket: string, delta: number, mark: string, before: string | undefined) =>
      counters.commit({ key: postId, bucket, lane: LANE, delta, mark, expected: { exactly: before } });

    await makeLedger({ client, table: LIKES_TABLE, limit }).writeVersion(
      { userId: 'ann', postId },
      { lane: LANE, position: '01a', stamp: 'x+' },
    );
    await commit('root', 2, '01a', undefined);
    await counters.split(postId, 3);
    await counters.moveLane({ key: postId, lane: LANE, bucket: '1.0', generation: 1 });
    await commit('1.0', -1, '01b', undefined);
    // Refused: it changes nothing, so it tells nothing.
    await commit('1.0', -1, '01b', undefined);
    await counters.observe(postId, { commits: 2, atMs: 1, coolSinceMs: undefined });
    await counters.unsplit(postId, 1);
    const { count: likes, commits } = await counters.closeBucket(postId, '1.0');
    await counters.takeOver({
      key: postId,
      bucket: '1.0',
      count: likes,
      commits,
      lanes: new Map([[LANE, '01b']]),
    });
    await counters.forgetSplit(postId, new Set(['1.0']));

    const writes = calls.flatMap(({ call, answer }) => readPostWrites(call, answer));
    expect(writes.map(({ kind, description }) => [kind, description])).toEqual([
      ['commit', 'root: lane abc-0 commits +2 up to 01a'],
      ['split', 'split over 3 buckets'],
      ['lane move', 'lane abc-0 moves to bucket 1.0'],
      ['commit', '1.0: lane abc-0 commits -1 up to 01b'],
      ['unsplit', 'split 1 ends'],
      ['bucket close', 'bucket 1.0 is closed'],
      ['bucket merge', 'bucket 1.0 with -1 likes is merged into the root'],
    ]);
    expect(writes.map(({ lane, delta }) => [lane, delta]).slice(0, 2)).toEqual([
      [LANE, 2],
      ['', 0],
    ]);
    expect(new Set(writes.map((write) => write.postId))).toEqual(new Set([postId]));
  },
);
