import '../../trials/fuzz/environment.ts';
import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { CountUpdate } from '../../core/counters/count-update.ts';
import { encodeUpdates } from '../../core/counters/update-record.ts';
import { NewestCounts } from '../../core/live/newest-counts.ts';
import type { NewCount } from '../../core/live/ports.ts';
import type { FoundCounter, MinuteCount, SplitTotal } from '../../core/live/roll-up-ports.ts';
import type { Change } from '../../core/live/trending.ts';
import { makeRollUp } from '../../lambdas/roll-up.ts';

const MINUTE_MS = Date.UTC(2026, 10, 26, 19, 27);
const NEXT_MINUTE_MS = MINUTE_MS + 60_000;

const whole = (key: string, count: number, commits: number, asOfMs = MINUTE_MS): CountUpdate => ({
  key,
  whole: { count, commits },
  asOfMs,
});
const unknown = (key: string): CountUpdate => ({ key, whole: undefined, asOfMs: MINUTE_MS });
const found = (key: string, count: number, commits: number, generation?: number): FoundCounter => ({
  key,
  count,
  commits,
  asOfMs: MINUTE_MS,
  generation,
});

function eventOf(records: readonly (readonly CountUpdate[] | string)[]): KinesisStreamEvent {
  return {
    Records: records.map((content, index) => ({
      awsRegion: 'us-east-1',
      eventID: `shardId-000000000000:${100 + index}`,
      eventName: 'aws:kinesis:record',
      eventSource: 'aws:kinesis',
      eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/count-updates',
      eventVersion: '1.0',
      invokeIdentityArn: 'arn:aws:iam::000000000000:role/roll-up',
      kinesis: {
        approximateArrivalTimestamp: 0,
        data: Buffer.from(typeof content === 'string' ? content : encodeUpdates(content)).toString('base64'),
        kinesisSchemaVersion: '1.0',
        partitionKey: 'root-0',
        sequenceNumber: String(100 + index),
      },
    })),
  };
}

/** The function with stores that note what they are told. `refuse` makes a call fail. */
function setUp({
  counters = [],
  refuse = () => false,
  remainingMs = () => 30_000,
  tells = true,
  timelineFromLikes = 0,
}: {
  counters?: readonly FoundCounter[];
  refuse?: (step: string) => boolean;
  remainingMs?: () => number;
  tells?: boolean;
  timelineFromLikes?: number;
} = {}) {
  const read: string[] = [];
  const totals: SplitTotal[] = [];
  const minutes: MinuteCount[] = [];
  const told: NewCount[] = [];
  const moved: Change[] = [];
  const ask = (step: string) => {
    if (refuse(step)) throw new Error(`refused: ${step}`);
  };
  const rollUp = makeRollUp({
    counters: {
      async read(keys) {
        ask('read');
        read.push(...keys);
        return counters.filter(({ key }) => keys.includes(key));
      },
    },
    totals: {
      async write(total) {
        ask(`total ${total.key}`);
        totals.push(total);
      },
    },
    timeline: {
      async write(row) {
        ask(`minute ${row.key}`);
        minutes.push(row);
      },
    },
    trending: {
      async take(changes) {
        ask('trending');
        moved.push(...changes);
      },
    },
    broadcast: tells
      ? {
          async send(counts) {
            ask('send');
            told.push(...counts);
          },
        }
      : undefined,
    memory: new NewestCounts(),
    timelineFromLikes,
  });
  const run = (...records: readonly (readonly CountUpdate[] | string)[]) =>
    rollUp(eventOf(records), { getRemainingTimeInMillis: remainingMs } as Context);
  return { run, read, totals, minutes, told, moved };
}

const ALL_DONE = { batchItemFailures: [] };
const fromRecord = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] });

test('a batch comes again from the first record of a post whose minute is not written, and is then finished', async () => {
  let broken = true;
  const { run, minutes } = setUp({ tells: false, refuse: (step) => broken && step === 'minute q' });
  const records = [[whole('p', 1, 1)], [whole('q', 1, 1)], [whole('p', 2, 2)]];
  expect(await run(...records)).toEqual(fromRecord('101'));
  broken = false;
  expect(await run(...records)).toEqual(ALL_DONE);
  expect(minutes.at(-1)).toMatchObject({ key: 'q', count: 1 });
});

test.each(['read', 'send', 'trending'])(
  'when the call %s fails, the whole batch comes again',
  async (call) => {
    const { run } = setUp({ counters: [found('p', 7, 3, 1)], refuse: (step) => step === call });
    await expect(run([unknown('p')])).rejects.toThrow(`refused: ${call}`);
  },
);

test('when time runs short, the rest of the batch is left for the next invocation', async () => {
  let posts = 0;
  const { run, minutes } = setUp({ tells: false, remainingMs: () => (++posts > 1 ? 1_000 : 30_000) });
  expect(await run([whole('p', 1, 1)], [whole('q', 1, 1)])).toEqual(fromRecord('101'));
  expect(minutes.map(({ key }) => key)).toEqual(['p']);
});

test('malformed records block nothing', async () => {
  const { run, minutes } = setUp({ tells: false });
  expect(await run('no json', [whole('p', 1, 1)], '{"v":2}')).toEqual(ALL_DONE);
  expect(minutes).toHaveLength(1);
});

test('the total of a split post is read once for all updates of a batch, and is written and told', async () => {
  const { run, read, totals, told } = setUp({ counters: [found('p', 70, 30, 2)] });
  expect(await run([unknown('p')], [unknown('p'), whole('p', 60, 20)])).toEqual(ALL_DONE);
  expect(read).toEqual(['p']);
  expect(totals).toEqual([found('p', 70, 30, 2)]);
  expect(told).toEqual([{ postId: 'p', count: 70, asOfMs: MINUTE_MS }]);
});

test('a post whose update another attempt has written is read, and gets no total when it is one item', async () => {
  const { run, totals, told } = setUp({ counters: [found('p', 7, 3)] });
  await run([unknown('p')]);
  expect(totals).toEqual([]);
  expect(told).toMatchObject([{ postId: 'p', count: 7 }]);
});

test('a post that does not exist any more is told to nobody', async () => {
  const { run, told } = setUp();
  expect(await run([unknown('gone')])).toEqual(ALL_DONE);
  expect(told).toEqual([]);
});

test('where nobody is told, a post in one item is not read', async () => {
  const { run, read } = setUp({ tells: false });
  await run([whole('p', 1, 1)], [whole('q', 5, 2)]);
  expect(read).toEqual([]);
});

test('an environment that has just begun reads the counts that it tells, because another one may have told newer ones', async () => {
  const { run, read, told } = setUp({ counters: [found('p', 9, 9)] });
  await run([whole('p', 8, 8)]);
  expect([read, told]).toEqual([['p'], [{ postId: 'p', count: 9, asOfMs: MINUTE_MS }]]);
});

test('later it reads nothing, and an update that comes late does not turn back what was told', async () => {
  const { run, read, told } = setUp({ counters: [found('p', 1, 1)] });
  await run([whole('p', 1, 1)]);
  const laterMs = MINUTE_MS + 120_000;
  await run([whole('p', 6, 6, laterMs)]);
  await run([whole('p', 5, 5, laterMs + 1)]);
  expect(read).toEqual(['p']);
  expect(told.map(({ count }) => count)).toEqual([1, 6, 6]);
});

test('the count at the end of each minute is written, also when a batch spans several', async () => {
  const { run, minutes } = setUp({ tells: false });
  await run([whole('p', 4, 1), whole('p', 6, 2)], [whole('p', 9, 3, NEXT_MINUTE_MS)]);
  expect(minutes).toEqual([
    { key: 'p', minuteMs: MINUTE_MS, count: 6, commits: 2 },
    { key: 'p', minuteMs: NEXT_MINUTE_MS, count: 9, commits: 3 },
  ]);
});

test('a post of the long tail has no timeline, so its likes cost no write more', async () => {
  const { run, minutes } = setUp({ tells: false, timelineFromLikes: 100 });
  await run([whole('tail', 99, 99), whole('known', 100, 50)]);
  expect(minutes.map(({ key }) => key)).toEqual(['known']);
});

test('what trends is told the oldest and the newest count of a batch', async () => {
  const { run, moved } = setUp({ tells: false });
  await run([whole('p', 6, 2)], [whole('p', 9, 3), whole('p', 4, 1)]);
  expect(moved).toMatchObject([{ from: { count: 4, commits: 1 }, to: { key: 'p', count: 9, commits: 3 } }]);
});
