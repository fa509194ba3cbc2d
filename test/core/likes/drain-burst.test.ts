import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBurstMessage } from '../../../core/likes/burst-message.ts';
import type { SetAsideRecord } from '../../../core/likes/collect-batch.ts';
import {
  type BurstMessage,
  DRAIN_RESERVED_MS,
  drainBurst,
  type PostponedMessage,
  secondsUntilNext,
} from '../../../core/likes/drain-burst.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const eventOf = (index: number): LikeEvent => ({
  v: 1,
  id: eventIdAt(NOW_MS + index),
  postId: 'p',
  userId: `user-${index}`,
  op: 'like',
});
const messageOf = (index: number, receives = 1): BurstMessage => ({
  id: String(index),
  receives,
  receiptHandle: `receipt-${index}`,
  body: encodeBurstMessage([eventOf(index)]),
});
const malformed = (id: string, body = 'no json'): BurstMessage => ({
  id,
  body,
  receives: 1,
  receiptHandle: `receipt-${id}`,
});
const messagesOf = (count: number) => Array.from({ length: count }, (_, index) => messageOf(index));

/** Which records of a call the stream refuses, or the error that the whole call ends with. */
type Answer = readonly number[] | 'all' | Error;

const unavailable = Object.assign(new Error('no answer'), { retryable: true });

function world(
  answers: Answer[] = [],
  { timeMs = 30_000, quarantineFails = false, postponeFails = false } = {},
) {
  const postponed: PostponedMessage[] = [];
  const onStream: string[] = [];
  const calls: number[] = [];
  const setAside: SetAsideRecord[] = [];
  const waits: number[] = [];
  let leftMs = timeMs;
  const ports = {
    records: {
      async putAll(records: readonly (readonly LikeEvent[])[]) {
        calls.push(records.length);
        const answer = answers.shift() ?? [];
        if (answer instanceof Error) throw answer;
        const refused = answer === 'all' ? [...records.keys()] : answer;
        onStream.push(
          ...records.filter((_, index) => !refused.includes(index)).map(([first]) => first?.id ?? ''),
        );
        return refused;
      },
    },
    quarantine: {
      async put(_: string, records: readonly SetAsideRecord[]) {
        if (quarantineFails) throw new Error('the quarantine takes nothing');
        setAside.push(...records);
      },
    },
    backoffMs: (attempt: number) => 100 * attempt,
    pause: async (ms: number) => {
      waits.push(ms);
      leftMs -= ms;
    },
    async postpone(messages: readonly PostponedMessage[]) {
      if (postponeFails) throw new Error('the queue does not answer');
      postponed.push(...messages);
    },
    random: () => 0.5,
  };
  const drain = (messages: readonly BurstMessage[]) => drainBurst(ports, messages, () => leftMs);
  return { drain, onStream, calls, setAside, waits, postponed };
}

describe('draining a batch', () => {
  test('a message that the stream throttles to the end comes again, and no other does', async () => {
    const { drain, onStream, waits } = world(Array.from({ length: 1_000 }, () => [0]));
    const batch = await drain(messagesOf(3));
    expect(batch).toMatchObject({ drained: 2, unfinished: ['0'], failures: [] });
    expect(onStream).toEqual([eventOf(1).id, eventOf(2).id]);
    expect(waits.length).toBeGreaterThan(3);
    expect(batch.throttled).toBe(waits.length + 1);
  });

  test('messages that the stream throttles to the end come again after seconds, later with every receive', async () => {
    const { drain, postponed } = world(Array<Answer>(1_000).fill('all'));
    await drain([messageOf(0), messageOf(1, 3)]);
    expect(postponed).toEqual([
      { receiptHandle: 'receipt-0', seconds: 1 + 2 },
      { receiptHandle: 'receipt-1', seconds: 1 + 22 },
    ]);
  });

  test('a queue that does not take the times changes nothing else', async () => {
    const { drain } = world(Array<Answer>(1_000).fill('all'), { postponeFails: true });
    const { unfinished, failures } = await drain(messagesOf(2));
    expect([unfinished, failures]).toEqual([['0', '1'], [new Error('the queue does not answer')]]);
  });

  test('when the stream does not answer, all messages come again', async () => {
    const { drain, postponed } = world(Array<Answer>(1_000).fill(unavailable));
    const { drained, unfinished, failures } = await drain(messagesOf(2));
    expect([drained, unfinished, failures[0]]).toEqual([0, ['0', '1'], unavailable]);
    // They wait for the visibility timeout, so that their receives outlast the failure.
    expect(postponed).toEqual([]);
  });

  test('a call that the stream refuses for good is not repeated', async () => {
    const denied = new Error('access denied');
    const { drain, calls } = world([denied]);
    expect(await drain(messagesOf(2))).toMatchObject({ unfinished: ['0', '1'], failures: [denied] });
    expect(calls).toEqual([2]);
  });

  test('without time nothing more is put after a throttle', async () => {
    const { drain, calls } = world(['all'], { timeMs: DRAIN_RESERVED_MS + 99 });
    expect(await drain(messagesOf(2))).toMatchObject({ drained: 0, unfinished: ['0', '1'] });
    expect(calls).toEqual([2]);
  });

  test('a malformed message goes to the quarantine, and the others go on the stream', async () => {
    const { drain, setAside } = world();
    const newer = malformed('n', JSON.stringify({ ...eventOf(1), v: 2 }));
    const batch = await drain([malformed('m'), messageOf(0), newer]);
    expect(batch).toMatchObject({ drained: 1, unfinished: [] });
    expect(
      setAside.map(({ record, problem }) => [record.sequenceNumber, record.partitionKey, problem]),
    ).toEqual([
      ['m', '', 'not-json'],
      ['n', 'user-1', 'newer-version'],
    ]);
  });

  test('a malformed message that the quarantine does not take comes again, and holds back no other', async () => {
    const { drain } = world([], { quarantineFails: true });
    expect(await drain([malformed('m'), messageOf(0)])).toMatchObject({
      drained: 1,
      setAside: [],
      unfinished: ['m'],
    });
  });

  test('throttled records are put again after a wait that grows, and the others are not', async () => {
    const { drain, calls, waits } = world([[1, 2], [0], []]);
    expect(await drain(messagesOf(3))).toMatchObject({ drained: 3, throttled: 3, unfinished: [] });
    expect([calls, waits]).toEqual([
      [3, 2, 1],
      [100, 200],
    ]);
  });

  test('after a throttle, the rest of a large batch waits as well', async () => {
    const { drain, calls, waits } = world([[0]]);
    expect(await drain(messagesOf(1_200))).toMatchObject({ drained: 1_200, unfinished: [] });
    expect([calls, waits]).toEqual([[500, 500, 201], [100]]);
  });

  test('a message that is delivered twice is put twice, under one id', async () => {
    const { drain, onStream } = world();
    await drain([messageOf(0), messageOf(0)]);
    expect(onStream).toEqual([eventOf(0).id, eventOf(0).id]);
  });

  test('whatever fails, a message that does not come again is on the stream or in the quarantine', async () => {
    const answer = fc.oneof(
      fc.array(fc.nat(5)),
      fc.constant<Answer>('all'),
      fc.constant<Answer>(unavailable),
    );
    const message = fc
      .nat(20)
      .map((index) => (index % 5 === 4 ? malformed(String(index)) : messageOf(index)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 12 }),
        fc.uniqueArray(message, { selector: ({ id }) => id }),
        fc.boolean(),
        async (answers, messages, quarantineFails) => {
          const { drain, onStream, setAside } = world([...answers], { timeMs: 5_000, quarantineFails });
          const { unfinished } = await drain(messages);
          const kept = new Set(setAside.map(({ record }) => record.sequenceNumber));
          for (const { id } of messages) {
            const isOnStream = onStream.includes(eventOf(Number(id)).id);
            expect(unfinished.includes(id) || isOnStream || kept.has(id)).toBe(true);
          }
        },
      ),
    );
  });
});

test('a message waits at least a second and at most three minutes, whatever the chance', () => {
  const receives = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(receives, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (count, random) => {
      const seconds = secondsUntilNext(count, random);
      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 180).toBe(true);
    }),
  );
});
