import { describe, expect, test } from 'vitest';
import { readCut } from '../../../core/counters/cut.ts';
import { type CounterItem, EMPTY_ITEM } from '../../../core/counters/counter-item.ts';

/** @param moved the bucket of each lane that has moved; all these buckets are open */
const item = (
  count: number,
  marks: Record<string, string>,
  moved: Record<string, string> = {},
): CounterItem => ({
  ...EMPTY_ITEM,
  count,
  marks: new Map(Object.entries(marks)),
  split: {
    ...EMPTY_ITEM.split,
    moved: new Map(Object.entries(moved)),
    open: new Set(Object.values(moved)),
  },
});

/** Each reading of a bucket returns the next of its items. The last item is returned again and again. */
function countersOf(readings: Record<string, (CounterItem | undefined)[]>) {
  const reads: string[] = [];
  return {
    reads,
    async read(_key: string, bucket: string) {
      reads.push(bucket);
      const items = readings[bucket] ?? [];
      return items.length > 1 ? items.shift() : items[0];
    },
  };
}

describe('the cut', () => {
  test('is undefined when there is no counter', async () => {
    expect(await readCut(countersOf({}), 'p')).toBeUndefined();
  });

  test('of a counter that is one item is that item, in one reading', async () => {
    const counters = countersOf({ root: [item(3, { a: '5' })] });
    expect(await readCut(counters, 'p')).toMatchObject({ count: 3, marks: new Map([['a', '5']]) });
    expect(counters.reads).toEqual(['root']);
  });

  test('of a split counter is the sum of root and open buckets, with the mark that each lane has where it commits', async () => {
    const counters = countersOf({
      root: [item(3, { a: '5', b: '2' }, { a: '1.0', c: '1.1' })],
      '1.0': [item(-1, { a: '7' })],
      '1.1': [item(4, { c: '1' })],
    });
    expect(await readCut(counters, 'p')).toEqual({ count: 6, marks: marks({ a: '7', b: '2', c: '1' }) });
  });

  test('takes a bucket that does not exist yet as empty, and leaves out a bucket that the root does not list', async () => {
    const counters = countersOf({ root: [item(3, { a: '5' }, { a: '1.0' })], '0.0': [item(9, { a: '9' })] });
    expect(await readCut(counters, 'p')).toEqual({ count: 3, marks: marks({ a: '5' }) });
  });

  test('never includes a child lane without all that its parent lane has committed', async () => {
    // The parent commits to 1.0 and the child commits to 1.1, both after the first reading of 1.0 and before that of 1.1.
    const counters = countersOf({
      root: [item(0, {}, { parent: '1.0', child: '1.1' })],
      '1.0': [item(1, { parent: '3' }), item(2, { parent: '4' })],
      '1.1': [item(-1, { child: '1' })],
    });
    expect(await readCut(counters, 'p')).toEqual({ count: 1, marks: marks({ parent: '4', child: '1' }) });
  });

  test('includes what a lane committed to the root before it moved to a bucket that was read', async () => {
    const before = item(1, { a: '5', b: '1' }, { a: '1.0' });
    const after = item(2, { a: '5', b: '2' }, { a: '1.0', b: '1.0' });
    const counters = countersOf({ root: [before, before, after], '1.0': [item(4, { a: '6', b: '3' })] });
    expect(await readCut(counters, 'p')).toEqual({ count: 6, marks: marks({ a: '6', b: '3' }) });
  });

  test('includes what a lane committed to the root between the merge of its bucket and its move to the next bucket', async () => {
    const before = item(0, { a: '5', b: '1' }, { b: '1.0', a: '2.0' });
    const after = item(9, { a: '5', b: '4' }, { b: '2.0', a: '2.0' });
    const counters = countersOf({
      root: [before, before, after],
      '1.0': [item(7, { b: '3' })],
      '2.0': [item(1, { a: '6', b: '8' })],
    });
    expect(await readCut(counters, 'p')).toEqual({ count: 10, marks: marks({ a: '6', b: '8' }) });
  });

  test('is read again while new lanes appear', async () => {
    const counters = countersOf({
      root: [item(0, {}, { a: '1.0', b: '1.0' })],
      '1.0': [item(1, { a: '1' }), item(2, { a: '1', b: '1' }), item(5, { a: '2', b: '1' })],
    });
    expect((await readCut(counters, 'p'))?.count).toBe(5);
  });
});

const marks = (marks: Record<string, string>) => new Map(Object.entries(marks));
