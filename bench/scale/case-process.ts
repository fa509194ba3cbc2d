// Measures one case in a process that does nothing else. The server is a stub in another process.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { KinesisStreamEvent } from 'aws-lambda';
import { planOf } from '../../planner/make-plan.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { collectGarbage } from '../collect-garbage.ts';
import type { ScaleCase } from './axes.ts';
import type { ScaleResult } from './find-bends.ts';
import { makeBatches } from './make-batches.ts';

/** Less than this many likes hold less memory than varies by itself. */
const LEAST_LIKES_OF_MEMORY = 1_000;
/** In how many batches the memory is looked at. */
const LOOKS = 3;

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(1));

const [bundleDir = '', caseText = '', likesText = ''] = process.argv.slice(2);
const scaleCase = JSON.parse(caseText) as ScaleCase;
const likes = Number(likesText);

const stub = fork(join(import.meta.dirname, '..', 'micro', 'aws-stub.ts'), {
  execArgv: [],
  env: {
    ...process.env,
    STUB_MARKS: String(scaleCase.lanes - 1),
    STUB_VERSIONS: String(scaleCase.versions),
  },
});
const [port] = (await once(stub, 'message')) as [number];
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  LIKES_TABLE: 'likes',
  COUNTERS_TABLE: 'counters',
  QUARANTINE_QUEUE_URL: 'http://127.0.0.1/quarantine',
  SPLIT_POLICY: JSON.stringify(planOf(socialMedia).capacity.hotPosts),
  TOMBSTONE_SECONDS: '86400',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
  POWERTOOLS_SERVICE_NAME: 'batch-likes',
});
type Handler = (event: KinesisStreamEvent, context: object) => Promise<{ batchItemFailures: unknown[] }>;
const { handler } = (await import(join(bundleDir, 'index.mjs'))) as { handler: Handler };
const nextBatch = makeBatches(scaleCase);

/** Returns the CPU time of a batch in microseconds, without the making of the batch. */
async function countBatch(batch = nextBatch(), onPost = () => {}): Promise<number> {
  const context = {
    getRemainingTimeInMillis: () => {
      onPost();
      return 60_000;
    },
  };
  const before = process.cpuUsage();
  const { batchItemFailures } = await handler(batch, context);
  const { user, system } = process.cpuUsage(before);
  if (batchItemFailures.length > 0) throw new Error('batch-likes did not count a batch');
  return user + system;
}

async function countLikes(number: number): Promise<number> {
  let cpuMicroseconds = 0;
  let counted = 0;
  for (; counted < number; counted += scaleCase.batch) cpuMicroseconds += await countBatch();
  return cpuMicroseconds / counted;
}

function liveBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Looks at the memory when half of the batch's posts have been started, and when the batch is over. */
async function liveBytesPerLike(): Promise<number> {
  let starts = 0;
  await countBatch(nextBatch(), () => void (starts += 1));
  let middle = Number.NaN;
  let left = Math.ceil(starts / 2);
  await countBatch(nextBatch(), () => {
    left -= 1;
    if (left === 0) middle = liveBytes();
  });
  // What the last answers hold goes when their sockets have been idle for a turn.
  await setImmediate();
  return (middle - liveBytes()) / scaleCase.batch;
}

await countLikes(Math.ceil(likes / 4));
const keptBefore = liveBytes();
const cpuMicrosecondsPerLike = await countLikes(likes);
const keptBytes = liveBytes() - keptBefore;
let live: number | undefined;
if (scaleCase.batch >= LEAST_LIKES_OF_MEMORY) {
  const looks: number[] = [];
  while (looks.length < LOOKS) looks.push(await liveBytesPerLike());
  live = looks.toSorted((one, other) => one - other)[Math.floor(LOOKS / 2)];
}
const result: ScaleResult = { cpuMicrosecondsPerLike, liveBytesPerLike: live, keptBytes };
process.send?.(result, () => process.exit(0));
