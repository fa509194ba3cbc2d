import { describe, expect, test } from 'vitest';
import { MAX_REMOVED, MAX_VERSIONS, planCompaction, planShortening } from '../../../core/likes/compaction.ts';
import type { Version } from '../../../core/likes/ledger-row.ts';

const version = (lane: string, position: string, stamp: string): Version => ({ lane, position, stamp });
const many = Array.from({ length: MAX_VERSIONS }, (_, index) => version('a', `01${index}`, `id${index}+`));
const older = version('a', '01z', 'id0-');

test('a short row is left alone', () => {
  expect(planCompaction(many.slice(1), older)).toBeUndefined();
});

test('the winner of all counted versions moves to the newest position', () => {
  const base = version('a', '01z', `id${MAX_VERSIONS - 1}+*`);
  expect(planCompaction(many, older)).toEqual({ base, remove: many, asFound: false });
});

test('a version under the key of the newest version takes part', () => {
  const greater = version('a', '01z', 'id9+');
  expect(planCompaction([...many, greater], older)).toEqual({
    base: version('a', '01z', 'id9+*'),
    remove: many,
    asFound: false,
  });
});

test('a version of this lane that is not counted yet takes no part', () => {
  const later = version('a', '02zz', 'id9-');
  const compaction = planCompaction([...many, later], older);
  expect(compaction?.base.stamp).toBe(`id${MAX_VERSIONS - 1}+*`);
  expect(compaction?.remove).toEqual(many);
});

test('versions of other lanes take part, because they are counted', () => {
  expect(planCompaction([...many, version('b', '09z', 'id9-')], older)?.base.stamp).toBe('id9-*');
});

test('a compacted version is compacted again, and its stamp keeps a single sign', () => {
  const compacted = version('a', '017', 'id8-*');
  const compaction = planCompaction([...many, compacted], older);
  expect(compaction?.base).toEqual(version('a', '01z', 'id8-*'));
  expect(compaction?.remove).toContain(compacted);
});

describe('a row with more versions than one write takes', () => {
  const long = Array.from({ length: 3 * MAX_REMOVED }, (_, index) =>
    version('a', `01${String(index).padStart(4, '0')}`, `id${String(index).padStart(4, '0')}+`),
  );

  test.each([
    ['compacted', planCompaction, `id${String(long.length - 1).padStart(4, '0')}+*`],
    ['shortened', planShortening, `id${String(MAX_REMOVED - 1).padStart(4, '0')}+*`],
  ])('is %s step by step, and the base wins over all that goes', (_, plan, stamp) => {
    const compaction = plan(long, older);
    expect(compaction?.remove).toHaveLength(MAX_REMOVED);
    expect(compaction?.base.stamp).toBe(stamp);
  });
});

describe('an attempt whose work another attempt has done', () => {
  test('leaves a short row alone', () => {
    expect(planShortening(many.slice(1), older)).toBeUndefined();
  });

  test('shortens the versions of its lane up to its own, and only if the row is as it was found', () => {
    const greater = version('a', '01z', 'id9+');
    const row = [...many, greater, version('a', '02zz', 'idz+'), version('b', '000', 'idz+')];
    expect(planShortening(row, older)).toEqual({
      base: version('a', '01z', 'id9+*'),
      remove: many,
      asFound: true,
    });
  });
});
