import { expect, test } from 'vitest';
import { sendOpenLoop } from '../../../trials/load-test/send-open-loop.ts';

const never = new AbortController().signal;

/** Time passes only when somebody waits. */
function fakeClock() {
  let nowMs = 5_000;
  return {
    now: () => nowMs,
    wait: async (ms: number) => {
      nowMs += ms;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('latency counts from the scheduled time, so a sender that is held up does not hide the wait', async () => {
  const clock = fakeClock();
  const latencies: number[] = [];
  const late: number[] = [];
  await sendOpenLoop({
    items: [{ atMs: 0 }, { atMs: 100 }, { atMs: 200 }],
    send: async ({ atMs }) => {
      // The machine stands still for a second within the first request.
      if (atMs === 0) clock.pass(1_000);
    },
    onSent: (_, lateMs) => late.push(lateMs),
    onAnswer: (_item, _result, latencyMs) => latencies.push(latencyMs),
    signal: never,
    now: clock.now,
    wait: clock.wait,
  });
  expect(late).toEqual([0, 900, 800]);
  expect(latencies).toEqual([1_000, 900, 800]);
});

test('nobody waits for an answer before the next is sent', async () => {
  const clock = fakeClock();
  const first = Promise.withResolvers<void>();
  const sent: number[] = [];
  await sendOpenLoop({
    items: [{ atMs: 0 }, { atMs: 10 }],
    async send({ atMs }) {
      sent.push(atMs);
      if (atMs === 0) await first.promise;
      else first.resolve();
    },
    onSent() {},
    onAnswer() {},
    signal: never,
    now: clock.now,
    wait: clock.wait,
  });
  expect(sent).toEqual([0, 10]);
});

test('an abort ends it although an answer is still to come, and nothing more is sent', async () => {
  const stop = new AbortController();
  const sent: number[] = [];
  await sendOpenLoop({
    items: [{ atMs: 0 }, { atMs: 60_000 }],
    async send({ atMs }) {
      sent.push(atMs);
      stop.abort();
      await new Promise(() => {});
    },
    onSent() {},
    onAnswer: () => expect.unreachable(),
    signal: stop.signal,
  });
  expect(sent).toEqual([0]);
});

test('the first failure ends it and is the reason', async () => {
  const failure = new Error('the budget is spent');
  const sending = sendOpenLoop({
    items: [{ atMs: 0 }, { atMs: 60_000 }],
    send: () => Promise.reject(failure),
    onSent() {},
    onAnswer() {},
    signal: never,
  });
  await expect(sending).rejects.toBe(failure);
});
