// The withdrawal with fakes of the ledger and of the stream.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PostRow } from '../../../adapters/dynamodb/scan.ts';
import { RunState } from '../../../tools/audit/state.ts';
import { findLike, type Selection } from '../../../tools/withdraw/selection.ts';
import { formatReport } from '../../../tools/withdraw/report.ts';
import { sendUnlikes } from '../../../tools/withdraw/send-unlikes.ts';
import { withdraw } from '../../../tools/withdraw/withdraw.ts';
import { WITHDRAWALS_SCHEMA, WithdrawalStore } from '../../../tools/withdraw/withdrawal-store.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const EVER: Selection = { persons: undefined, fromMs: -Infinity, toMs: NOW_MS };

const rowOf = (userId: string, ...stamps: string[]): PostRow => ({
  userId,
  postId: 'p',
  row: stamps.map((stamp, index) => ({ lane: 'a', position: String(index), stamp })),
});

test('a row is found when its latest action is a like of the span, whatever the order of its versions', () => {
  const [older, newer] = [eventIdAt(NOW_MS - 2_000), eventIdAt(NOW_MS - 1_000)];
  expect(findLike(rowOf('ann', `${newer}-`, `${older}+`), EVER)).toBe(undefined);
  expect(findLike(rowOf('ann', `${newer}+*`, `${older}-`), EVER)).toEqual({
    userId: 'ann',
    postId: 'p',
    likeId: newer,
  });
  expect(findLike(rowOf('ann'), EVER)).toBe(undefined);
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (fromMs, toMs, atMs) => {
      const found = findLike(rowOf('ann', `${eventIdAt(NOW_MS + atMs)}+`), {
        fromMs: NOW_MS + fromMs,
        toMs: NOW_MS + toMs,
      });
      expect(found !== undefined).toBe(atMs >= fromMs && atMs < toMs);
    }),
  );
});

function makeRun(pages: readonly (readonly PostRow[])[]) {
  const state = new RunState(undefined, WITHDRAWALS_SCHEMA, {});
  const store = new WithdrawalStore(state);
  const taken: string[] = [];
  let pass = 0;
  let waits = 0;
  const ports = {
    state,
    store,
    readRows: async () => {
      const items = pages[pass++] ?? [];
      return { items, read: items.length, capacityUnits: 0, next: undefined };
    },
    async sendUnlikes() {
      const page = store.next(100, () => eventIdAt(NOW_MS));
      taken.push(...page.map(({ userId }) => userId));
      store.setSent(page);
    },
    waitUntilCounted: async () => void waits++,
  };
  const settings = {
    passes: 3,
    segments: 1,
    unitsPerSecond: 1_000,
    listed: 20,
    signal: new AbortController().signal,
    onRead: () => {},
  };
  return {
    taken,
    waits: () => waits,
    run: (send: boolean) => withdraw(ports, EVER, { ...settings, send }),
  };
}

const liked = (userId: string) => rowOf(userId, `${eventIdAt(NOW_MS - 1_000)}+`);

test('a like that was on its way during the first pass is found by the second, and a third one finds nothing', async () => {
  const { run, taken, waits } = makeRun([[liked('ann')], [liked('ben')], []]);
  expect(await run(true)).toMatchObject({ likes: 2, persons: 2, passes: 3, foundAtLast: 0 });
  expect(taken).toEqual(['ann', 'ben']);
  expect(waits()).toBe(2);
});

test('a first pass that finds nothing is not believed until what was on its way is counted', async () => {
  const { run, taken } = makeRun([[], [liked('ann')], []]);
  expect(await run(true)).toMatchObject({ likes: 1, foundAtLast: 0 });
  expect(taken).toEqual(['ann']);
});

test('a like that is still there after the last pass is told', async () => {
  const { run } = makeRun([[liked('ann')], [liked('ann')], [liked('ann')]]);
  const report = await run(true);
  expect(report).toMatchObject({ likes: 1, passes: 3, foundAtLast: 1 });
  expect(formatReport(report, true)).toMatch(/NOT DONE: the last pass still found 1 likes/);
});

test('without --send one pass is read and nothing is sent', async () => {
  const { run, taken, waits } = makeRun([[liked('ann')]]);
  const report = await run(false);
  expect(report).toMatchObject({ likes: 1, passes: 1 });
  expect([taken, waits()]).toEqual([[], 0]);
  expect(formatReport(report, false)).toMatch(/Nothing was changed. With --send, 1 likes/);
});

test('a page is on record before it is sent, goes again under the same ids, and holds a record for each person', async () => {
  const state = new RunState(undefined, WITHDRAWALS_SCHEMA, {});
  const store = new WithdrawalStore(state);
  for (const userId of ['ann', 'ben'])
    for (const postId of ['p', 'q'])
      store.add({ ...liked(userId), postId, likeId: eventIdAt(NOW_MS - 9) }, 1);
  const log: string[] = [];
  const put: string[][] = [];
  let number = 0;
  const ports = (fails: boolean) => ({
    store,
    record: { append: () => void log.push('record'), close: () => {} },
    records: {
      async putAll(records: readonly (readonly { readonly id: string }[])[]) {
        log.push('put');
        put.push(records.flatMap((record) => record.map(({ id }) => id)));
        if (fails) throw new Error('no answer');
        // The stream throttles the first record once.
        return records.length > 1 && put.length === 2 ? [0] : [];
      },
    },
    newId: () => `id-${number++}`,
    now: () => NOW_MS,
    pace: async () => {},
    wait: async () => {},
    onSent: () => {},
  });
  const { signal } = new AbortController();
  await expect(sendUnlikes(ports(true), 1_000, signal)).rejects.toThrow('no answer');
  expect(store.unsent()).toBe(4);
  await sendUnlikes(ports(false), 1_000, signal);
  expect(store.unsent()).toBe(0);
  expect(log).toEqual(['record', 'put', 'record', 'put', 'put']);
  expect(put).toEqual([
    ['id-0', 'id-1', 'id-2', 'id-3'],
    ['id-0', 'id-1', 'id-2', 'id-3'],
    ['id-0', 'id-1'],
  ]);
});
