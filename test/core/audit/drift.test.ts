import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cut } from '../../../core/counters/cut.ts';
import { driftOf, narrow } from '../../../core/audit/drift.ts';
import { addTallies, EMPTY_TALLY, type Tally, tallyRow } from '../../../core/likes/tally-row.ts';
import { countedVersions, type LedgerRow } from '../../../core/likes/ledger-row.ts';
import { likedBy, winnerOf } from '../../../core/likes/stamp.ts';

const cut = (count: number, marks: Record<string, string>): Cut => ({
  count,
  marks: new Map(Object.entries(marks)),
});
const like = (id: string) => `${id}+`;
const unlike = (id: string) => `${id}-`;
const version = (lane: string, position: string, stamp: string) => ({ lane, position, stamp });
const tallyAll = (cut: Cut, rows: readonly LedgerRow[]): Tally =>
  rows.map((row) => tallyRow(cut, row)).reduce(addTallies, EMPTY_TALLY);

describe('a row', () => {
  test('counts up to the mark of each lane and not further', () => {
    const row = [version('a', '3', like('1')), version('a', '5', unlike('2'))];
    expect(tallyRow(cut(0, { a: '4' }), row).likes).toBe(1);
    expect(tallyRow(cut(0, { a: '5' }), row).likes).toBe(0);
  });

  test('does not count what a lane without a mark has written', () => {
    const row = [version('a', '3', like('1')), version('b', '1', unlike('2'))];
    expect(tallyRow(cut(0, { a: '3' }), row).likes).toBe(1);
    expect(tallyRow(cut(0, { b: '9' }), row).likes).toBe(0);
  });

  test('counts as its latest action says when a parent and a child lane have written it', () => {
    const row = [version('parent', '9', unlike('8')), version('child', '1', like('5'))];
    expect(tallyRow(cut(0, { parent: '9', child: '1' }), row).likes).toBe(0);
  });

  test('is ambiguous when it was compacted after the cut', () => {
    const row = [version('a', '2', unlike('1')), version('a', '9', `${like('7')}*`)];
    expect(tallyRow(cut(0, { a: '5' }), row)).toMatchObject({ likes: 0, ambiguous: 1 });
    expect(tallyRow(cut(0, { a: '9' }), row)).toMatchObject({ likes: 1, ambiguous: 0 });
  });

  test('was not counted at a cut without any mark, even when it was compacted later', () => {
    const row = [version('a', '9', `${like('7')}*`)];
    expect(tallyRow(cut(0, {}), row)).toMatchObject({ likes: 0, ambiguous: 0 });
  });

  test('tells since when its events have been waiting and which of them are overdue', () => {
    const old = '0190f3a1-0000-7000-8000-000000000000';
    const young = '0190f3a2-0000-7000-8000-000000000000';
    const row = [version('a', '9', like(young)), version('a', '5', like(old))];
    const oldMs = 0x0190f3a10000;
    expect(tallyRow(cut(0, { a: '4' }), row, oldMs + 1)).toMatchObject({
      overdue: 1,
      oldestWaitingMs: oldMs,
    });
    expect(tallyRow(cut(0, { a: '4' }), row, oldMs)).toMatchObject({ overdue: 0, oldestWaitingMs: oldMs });
    expect(tallyRow(cut(0, { a: '9' }), row, oldMs + 1)).toMatchObject({
      overdue: 0,
      oldestWaitingMs: undefined,
    });
  });
});

const lanes = fc.constantFrom('a', 'b', 'c');
const positions = fc.nat({ max: 9 }).map(String);
const versions = fc.record({ lane: lanes, position: positions, stamp: fc.nat({ max: 99 }) });
const rows = fc.array(
  fc
    .uniqueArray(versions, { maxLength: 5, selector: ({ lane, position }) => lane + position })
    .map((row) =>
      row.map((each) => ({ ...each, stamp: `${each.stamp + 100}${each.stamp % 2 ? '+' : '-'}` })),
    ),
  { maxLength: 12 },
);
const marks = fc.dictionary(lanes, positions);

test('the drift that is found is the drift that was put in', () => {
  fc.assert(
    fc.property(rows, marks, fc.integer({ min: -9, max: 9 }), (rows, marks, drift) => {
      // This uses the batcher's own rule for the versions that are counted, for every lane.
      const counted = (row: LedgerRow) =>
        ['a', 'b', 'c'].reduce<LedgerRow>((rest, lane) => countedVersions(rest, lane, marks[lane]), row);
      const likes = rows.reduce((sum, row) => sum + likedBy(winnerOf(counted(row).map((v) => v.stamp))), 0);
      const own = cut(likes + drift, marks);
      expect(driftOf(own, tallyAll(own, rows))).toEqual({ least: drift, most: drift });
    }),
  );
});

test('versions that came to the rows after the cut do not change the drift', () => {
  fc.assert(
    fc.property(rows, marks, rows, (rows, marks, later) => {
      const own = cut(0, marks);
      const grown = rows.map((row, index) => [
        ...row,
        ...(later[index] ?? []).filter(({ lane, position }) => position > (marks[lane] ?? '')),
      ]);
      const added = later
        .slice(rows.length)
        .map((row) => row.filter(({ lane }) => marks[lane] === undefined));
      expect(driftOf(own, tallyAll(own, [...grown, ...added]))).toEqual(driftOf(own, tallyAll(own, rows)));
    }),
  );
});

test('two measurements together tell more than one, or show that the count was changed in between', () => {
  expect(narrow({ least: -1, most: 2 }, { least: 0, most: 4 })).toEqual({ least: 0, most: 2 });
  expect(narrow({ least: -1, most: 0 }, { least: 0, most: 1 })).toEqual({ least: 0, most: 0 });
  expect(narrow({ least: 1, most: 1 }, { least: 0, most: 0 })).toBeUndefined();
});
