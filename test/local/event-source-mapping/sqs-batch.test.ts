import { expect, test } from 'vitest';
import { cutIntoBatches, fillWindow } from '../../../local/event-source-mapping/sqs-batch.ts';
import type { ReceivedMessage } from '../../../local/event-source-mapping/sqs-messages.ts';
import { readSqsSettings } from '../../../local/event-source-mapping/sqs-settings.ts';
import type { JsonObject } from '../../../local/template/template.ts';
import { ARRIVED_MS, makeClock } from './fakes.ts';

const MEBIBYTE = 1024 * 1024;

const messagesFrom = (first: number, count: number, recordBytes = 1): ReceivedMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    messageId: String(first + index),
    receiptHandle: '',
    recordJson: '',
    recordBytes,
  }));

/** Fills the window of a queue that answers further receives with these pages, and then with nothing. */
async function fill(
  first: ReceivedMessage[],
  pages: ReceivedMessage[][],
  properties: JsonObject,
  closing = new AbortController(),
) {
  const clock = makeClock();
  const asked: number[] = [];
  const gathered = await fillWindow(first, {
    messages: {
      async receive(max) {
        asked.push(max);
        return pages.shift() ?? [];
      },
      delete: async () => {},
      release: async () => {},
    },
    settings: readSqsSettings(properties),
    clock,
    signal: closing.signal,
  });
  return { asked, size: gathered.length, waitedMs: clock.now() - ARRIVED_MS };
}

test('without a window a batch holds the messages of one receive', async () => {
  const { asked, size } = await fill(messagesFrom(0, 3), [messagesFrom(3, 3)], { BatchSize: 10 });
  expect(asked).toEqual([]);
  expect(size).toBe(3);
});

test('a window gathers what comes until it is over, and it opens with the first message', async () => {
  const pages = [[], messagesFrom(1, 10), [], [], messagesFrom(11, 1)];
  const window = { BatchSize: 1_000, MaximumBatchingWindowInSeconds: 2 };
  const { size, waitedMs } = await fill(messagesFrom(0, 1), pages, window);
  expect(size).toBe(12);
  expect(waitedMs).toBe(2_000);
});

test('a full batch does not wait for the end of its window, and never holds more than its size', async () => {
  const pages = [messagesFrom(10, 10), messagesFrom(20, 5)];
  const window = { BatchSize: 25, MaximumBatchingWindowInSeconds: 300 };
  const { asked, size, waitedMs } = await fill(messagesFrom(0, 10), pages, window);
  expect(asked).toEqual([15, 5]);
  expect(size).toBe(25);
  expect(waitedMs).toBe(0);
});

test('a batch whose payload is full does not wait for the end of its window', async () => {
  const window = { BatchSize: 100, MaximumBatchingWindowInSeconds: 300 };
  const { asked, waitedMs } = await fill(messagesFrom(0, 7, MEBIBYTE), [], window);
  expect(asked).toEqual([]);
  expect(waitedMs).toBe(0);
});

test('a mapping that closes does not wait for the end of a window', async () => {
  const closing = new AbortController();
  closing.abort();
  const window = { MaximumBatchingWindowInSeconds: 300 };
  const { size, waitedMs } = await fill(messagesFrom(0, 1), [messagesFrom(1, 1)], window, closing);
  expect(size).toBe(1);
  expect(waitedMs).toBe(0);
});

test('the payload of an invocation is at most 6 MiB, and no message is left out', () => {
  const batches = cutIntoBatches(messagesFrom(0, 10, MEBIBYTE), 10);
  expect(batches.map((batch) => batch.map(({ messageId }) => Number(messageId)))).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9],
  ]);
});
