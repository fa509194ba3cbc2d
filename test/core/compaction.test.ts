import { expect, test } from 'vitest';
import { MAX_VERSIONS, planCompaction } from '../../core/compaction.ts';
import { addVersion, type LedgerRow, type Version } from '../../core/ledger-row.ts';

const version = (lane: string, position: string, stamp: string): Version => ({ lane, position, stamp });
const many = Array.from({ length: MAX_VERSIONS }, (_, index) => version('a', `01${index}`, `id${index}+`));
const rowOf = (versions: readonly Version[]): LedgerRow => ({ versions, writes: 40 });

test('a short row is left alone', () => {
  expect(planCompaction(rowOf(many), many.at(-1)!)).toBeUndefined();
});

test('the winner of all counted versions moves to the newest position, if the row is not written meanwhile', () => {
  const older = version('a', '01z', 'id0-');
  expect(planCompaction(rowOf([...many, older]), older)).toEqual({
    base: version('a', '01z', `id${MAX_VERSIONS - 1}+`),
    remove: many,
    ifWrites: 40,
  });
});

test('a version of this lane that is not counted yet stays out of it', () => {
  const [later, newest] = [version('a', '02zz', 'id9-'), version('a', '01z', 'id8+')];
  const compaction = planCompaction(rowOf([...many, later, newest]), newest);
  expect(compaction?.base.stamp).toBe('id8+');
  expect(compaction?.remove).not.toContainEqual(later);
});

test('versions of other lanes are counted', () => {
  const [other, newest] = [version('b', '09z', 'id9-'), version('a', '01z', 'id8+')];
  expect(planCompaction(rowOf([...many, other, newest]), newest)?.base.stamp).toBe('id9-');
});

test('a version under a key that the row has already takes its place', () => {
  const row = addVersion(rowOf([version('a', '011', 'id1+')]), version('a', '011', 'id2-'));
  expect(row).toEqual({ versions: [version('a', '011', 'id2-')], writes: 41 });
});
