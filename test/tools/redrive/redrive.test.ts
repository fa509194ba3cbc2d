// The redrive over a real queue. The stream is a fake that remembers what it took.

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeQuarantine, MAX_QUARANTINED_BYTES } from '../../../adapters/sqs/quarantine.ts';
import { makeBurstQueue } from '../../../adapters/sqs/burst-queue.ts';
import { makeQueueReader } from '../../../adapters/sqs/queue-reader.ts';
import type { SetAsideRecord } from '../../../core/likes/collect-batch.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import { redrive, type RedriveReport } from '../../../tools/redrive/redrive.ts';
import { type SourceName, sources } from '../../../tools/redrive/sources.ts';
import { formatReport } from '../../../tools/redrive/report.ts';
import { eventIdAt, NOW_MS, recordingStream } from '../../../trials/fuzz/fakes.ts';
import { startSqs, type TestSqs } from '../../adapters/sqs/sqs-server.ts';

let sqs: TestSqs;
let client: SQSClient;
let queueUrl: string;
let queues = 0;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqs.client;
});
afterAll(() => sqs.close());
beforeEach(async () => {
  queueUrl = await sqs.createQueue(`quarantine-${++queues}`);
});

const event = (userId: string) => ({ v: 1, id: eventIdAt(NOW_MS), postId: 'p', userId, op: 'like' }) as const;

function setAside(sequenceNumber: string, data: string, problem: SetAsideRecord['problem']): SetAsideRecord {
  const record = { sequenceNumber, partitionKey: 'ann', data: new TextEncoder().encode(data) };
  return { record, problem };
}

/** What an older release did not know, and this one does. */
const COUNTABLE = setAside('1', encodeLikeRecord([event('ann')]), 'newer-version');
const NEWER = setAside('2', JSON.stringify({ ...event('ann'), v: 2 }), 'newer-version');
const NO_JSON = setAside('3', 'no json', 'not-json');

const fill = (...records: SetAsideRecord[]) => makeQuarantine({ client, queueUrl }).put('lane', records);

function run({
  send = false,
  stream = recordingStream(),
  signal = new AbortController().signal,
  from = 'quarantine',
}: {
  send?: boolean;
  stream?: ReturnType<typeof recordingStream>;
  signal?: AbortSignal;
  from?: SourceName;
} = {}): Promise<RedriveReport> {
  const reader = makeQueueReader({ client, queueUrl, hiddenSeconds: 60, waitSeconds: 0 });
  const source = sources[from];
  return redrive({ reader, source, stream, pace: async () => {}, onProgress: () => {} }, send, signal);
}

test('the list tells the reasons and what can be counted now, and changes nothing', async () => {
  await fill(COUNTABLE, NEWER, NO_JSON);
  for (let time = 0; time < 2; time++) {
    const { reasons, sent } = await run();
    expect(sent).toBe(0);
    expect(Object.fromEntries(reasons)).toEqual({
      'newer-version': { messages: 2, countable: 1 },
      'not-json': { messages: 1, countable: 0 },
    });
  }
});

test('a record that this release can count goes through the stream and leaves the quarantine, the rest stays', async () => {
  await fill(NO_JSON, COUNTABLE, NEWER);
  const stream = recordingStream();
  expect(await run({ send: true, stream })).toMatchObject({ sent: 1 });
  expect(stream.records).toEqual([[event('ann')]]);
  const { reasons } = await run();
  expect(Object.fromEntries(reasons)).toEqual({
    'newer-version': { messages: 1, countable: 0 },
    'not-json': { messages: 1, countable: 0 },
  });
});

test('when the stream fails, the record stays, and another run sends it', async () => {
  await fill(COUNTABLE);
  const broken = recordingStream(() => {
    throw new Error('no answer');
  });
  await expect(run({ send: true, stream: broken })).rejects.toThrow('no answer');
  expect(await run({ send: true })).toMatchObject({ sent: 1 });
});

test('a throttled record is sent again until the stream takes it', async () => {
  await fill(COUNTABLE);
  const outcomes: ('throttled' | 'accepted')[] = ['throttled', 'throttled', 'accepted'];
  const stream = recordingStream(() => outcomes.shift() ?? 'accepted');
  expect(await run({ send: true, stream })).toMatchObject({ sent: 1 });
  expect(outcomes).toEqual([]);
});

test('a record that was cut is never sent, although what is left of it may look whole', async () => {
  const padded = `${encodeLikeRecord([event('ann')])}${' '.repeat(MAX_QUARANTINED_BYTES)}x`;
  await fill(setAside('1', padded, 'not-json'));
  expect(await run({ send: true })).toMatchObject({ sent: 0 });
});

test('an interrupted run gives back what it holds', async () => {
  await fill(NO_JSON, NEWER);
  const aborted = new AbortController();
  const reader = makeQueueReader({ client, queueUrl, hiddenSeconds: 60, waitSeconds: 0 });
  const onProgress = () => aborted.abort();
  const ports = {
    reader,
    source: sources.quarantine,
    stream: recordingStream(),
    pace: async () => {},
    onProgress,
  };
  await expect(redrive(ports, false, aborted.signal)).rejects.toThrow('aborted');
  expect((await run()).reasons.size).toBe(2);
});

describe('from the DLQ', () => {
  const dead = (userId: string) => makeBurstQueue({ client, queueUrl }).send([event(userId)]);

  test('what could not be put on the stream goes there, and leaves the queue only then', async () => {
    await dead('ann');
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'no json' }));
    const broken = recordingStream(() => {
      throw new Error('no answer');
    });
    await expect(run({ from: 'dlq', send: true, stream: broken })).rejects.toThrow('no answer');
    const { reasons } = await run({ from: 'dlq' });
    expect(Object.fromEntries(reasons)).toEqual({
      'received too often': { messages: 1, countable: 1 },
      'not-json': { messages: 1, countable: 0 },
    });
    const stream = recordingStream();
    expect(await run({ from: 'dlq', send: true, stream })).toMatchObject({ sent: 1 });
    expect(stream.records).toEqual([[event('ann')]]);
    expect((await run({ from: 'dlq' })).reasons.size).toBe(1);
  });

  test('a run that is killed between the put and the delete is repeated under the same event ids', async () => {
    await dead('ann');
    const stream = recordingStream();
    const killed = { ...makeQueueReader({ client, queueUrl, hiddenSeconds: 0, waitSeconds: 0 }) };
    const reader = {
      receive: async () =>
        (await killed.receive()).map((message) => ({
          ...message,
          delete: () => Promise.reject(new Error('killed')),
        })),
    };
    const ports = { reader, source: sources.dlq, stream, pace: async () => {}, onProgress: () => {} };
    await expect(redrive(ports, true, new AbortController().signal)).rejects.toThrow('killed');
    expect(await run({ from: 'dlq', send: true, stream })).toMatchObject({ sent: 1 });
    expect(stream.records).toEqual([[event('ann')], [event('ann')]]);
  });
});

test('the report says what was done and what is left', async () => {
  expect(formatReport({ reasons: new Map(), sent: 0 }, true)).toBe('The quarantine is empty.');
  const reasons = new Map([['not-json', { messages: 3, countable: 1 }]]);
  expect(formatReport({ reasons, sent: 0 }, false)).toMatch(/not-json +3 +1\n\nNothing was changed\./);
  expect(formatReport({ reasons, sent: 1 }, true)).toMatch(/1 sent through again, 2 left/);
});
