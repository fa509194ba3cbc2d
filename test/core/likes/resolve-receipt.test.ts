import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CounterItem, EMPTY_ITEM, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { LedgerRow, Version } from '../../../core/likes/ledger-row.ts';
import { ownerOf, type Receipt } from '../../../core/likes/receipt.ts';
import { type ReceiptReader, resolveReceipt } from '../../../core/likes/resolve-receipt.ts';
import { compactedStamp, stampOf } from '../../../core/likes/stamp.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const idOf = (index: number) => eventIdAt(NOW_MS + index);
const stamp = (index: number, op: 'like' | 'unlike' = 'like') => stampOf({ id: idOf(index), op });
const version = (lane: string, position: string, itsStamp: string): Version => ({
  lane,
  position,
  stamp: itsStamp,
});

const QUEUED: Receipt = {
  owner: ownerOf('ann'),
  id: idOf(5),
  op: 'like',
  postId: 'p',
  issuedAs: 'queued',
  place: undefined,
};
const ACCEPTED: Receipt = { ...QUEUED, issuedAs: 'accepted', place: { lane: 's0', position: '20' } };

const root = (marks: Record<string, string>, split: Partial<CounterItem['split']> = {}): CounterItem => ({
  ...EMPTY_ITEM,
  marks: new Map(Object.entries(marks)),
  split: { ...EMPTY_ITEM.split, ...split },
});

function readerOf(
  row: LedgerRow,
  items: Record<string, CounterItem> = {},
): ReceiptReader & { reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    readRow: async ({ userId, postId }) => (reads.push('row'), userId === 'ann' && postId === 'p' ? row : []),
    readItem: async (_, bucket) => (reads.push(bucket), items[bucket]),
  };
}

const resolve = (receipt: Receipt, row: LedgerRow, items: Record<string, CounterItem> = {}) =>
  resolveReceipt(readerOf(row, items), 'ann', receipt);

describe('a receipt', () => {
  test('of a shed action says so, and reads nothing', async () => {
    const reader = readerOf([]);
    expect(await resolveReceipt(reader, 'ann', { ...QUEUED, issuedAs: 'shed' })).toEqual({ state: 'shed' });
    expect(reader.reads).toEqual([]);
  });

  test.each<[string, LedgerRow, string, ReturnType<typeof resolve> extends Promise<infer R> ? R : never]>([
    ['the batch has not come to it', [], '10', { state: 'accepted' }],
    ['its version is not counted', [version('s0', '25', stamp(5))], '10', { state: 'accepted' }],
    [
      'its version is counted',
      [version('s0', '25', stamp(5))],
      '25',
      { state: 'applied', effect: 'took-effect' },
    ],
    [
      'a compaction has moved it',
      [version('s0', '40', compactedStamp(stamp(5)))],
      '40',
      { state: 'applied', effect: 'took-effect' },
    ],
    [
      'a newer action is counted',
      [version('s0', '25', stamp(5)), version('s0', '40', stamp(9, 'unlike'))],
      '40',
      { state: 'applied', effect: 'overtaken' },
    ],
    ['only an older action is there', [version('s0', '12', stamp(3))], '12', { state: 'accepted' }],
    ['the count has passed it without it', [version('s0', '12', stamp(3))], '25', { state: 'set-aside' }],
  ])('of a like at s0@20, when %s', async (_, row, mark, state) => {
    expect(await resolve(ACCEPTED, row, { [ROOT_BUCKET]: root({ s0: mark }) })).toEqual(state);
  });

  test('of a queued like stays queued until the ledger shows it', async () => {
    const items = { [ROOT_BUCKET]: root({ s0: '25' }) };
    expect(await resolve(QUEUED, [], items)).toEqual({ state: 'queued' });
    expect(await resolve(QUEUED, [version('s0', '25', stamp(3))], items)).toEqual({ state: 'queued' });
    expect(await resolve(QUEUED, [version('s0', '30', stamp(5))], items)).toEqual({ state: 'accepted' });
    expect(await resolve(QUEUED, [version('s0', '30', stamp(9))], items)).toEqual({ state: 'queued' });
    expect(await resolve(QUEUED, [version('s0', '25', stamp(5))], items)).toEqual({
      state: 'applied',
      effect: 'took-effect',
    });
  });

  test('of a queued like that a newer action has overtaken says so, although the queue may still hold it', async () => {
    const items = { [ROOT_BUCKET]: root({ s0: '25' }) };
    expect(await resolve(QUEUED, [version('s0', '25', stamp(9))], items)).toEqual({
      state: 'applied',
      effect: 'overtaken',
    });
  });

  test('is applied when the bucket of a moved lane has counted it, although the root has not', async () => {
    const split = { moved: new Map([['s0', '1.0']]), open: new Set(['1.0']) };
    const row = [version('s0', '25', stamp(5))];
    const items = { [ROOT_BUCKET]: root({ s0: '10' }, split), '1.0': root({ s0: '25' }) };
    expect(await resolve(ACCEPTED, row, items)).toEqual({ state: 'applied', effect: 'took-effect' });
    const behind = { ...items, '1.0': root({ s0: '20' }) };
    expect(await resolve(ACCEPTED, row, behind)).toEqual({ state: 'accepted' });
  });

  test('of another lane than the record’s is applied too, as after a redrive', async () => {
    const items = { [ROOT_BUCKET]: root({ s0: '10', s1: '7' }) };
    expect(await resolve(ACCEPTED, [version('s1', '7', stamp(5))], items)).toMatchObject({
      state: 'applied',
    });
  });

  test('is not called set aside when the batch commits between the two reads', async () => {
    const rows: LedgerRow[] = [[], [version('s0', '25', stamp(5))]];
    const reader = {
      ...readerOf([], { [ROOT_BUCKET]: root({ s0: '25' }) }),
      readRow: async () => rows.shift() ?? [],
    };
    expect(await resolveReceipt(reader, 'ann', ACCEPTED)).toEqual({
      state: 'applied',
      effect: 'took-effect',
    });
  });

  test('of a post that nobody has counted is as it was issued', async () => {
    expect(await resolve(ACCEPTED, [])).toEqual({ state: 'accepted' });
    expect(await resolve(QUEUED, [])).toEqual({ state: 'queued' });
  });
});

test('a receipt never says more than the ledger: applied only with a counted version of the action or a newer one', async () => {
  const aVersion = fc.record({
    lane: fc.constantFrom('s0', 's1'),
    position: fc.integer({ min: 10, max: 40 }).map(String),
    stamp: fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('like' as const, 'unlike' as const))
      .map(([id, op]) => stamp(id, op)),
  });
  const mark = fc.integer({ min: 10, max: 40 }).map(String);
  await fc.assert(
    fc.asyncProperty(
      fc.array(aVersion, { maxLength: 5 }),
      fc.record({ s0: mark, s1: mark }),
      fc.constantFrom(ACCEPTED, QUEUED),
      async (row, marks, receipt) => {
        const { state } = await resolve(receipt, row, { [ROOT_BUCKET]: root(marks) });
        const settled = row.some(
          (each) => each.stamp >= stampOf(receipt) && each.position <= marks[each.lane as 's0'],
        );
        expect(state === 'applied').toBe(settled);
      },
    ),
  );
});
