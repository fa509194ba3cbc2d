import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deltaOf, type PositionedStamp, type UserChange } from '../../../core/likes/count-delta.ts';
import { countedVersions, type LedgerRow } from '../../../core/likes/ledger-row.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { likedBy, stampOf, winnerOf } from '../../../core/likes/stamp.ts';
import { eventIds } from '../../../trials/fuzz/arbitraries.ts';

const at = (sequenceNumber: number) => toPosition(String(sequenceNumber));
const stamp = (id: number, op: 'like' | 'unlike' = 'like') =>
  stampOf({ id: `0190163d-8694-7000-8000-${String(id).padStart(12, '0')}`, op });

function row(...versions: [lane: string, sequenceNumber: number, stamp: string][]): LedgerRow {
  return versions.map(([lane, number, stamp]) => ({ lane, position: at(number), stamp }));
}

const change = (row: LedgerRow | undefined, ...events: [number, string][]): UserChange => ({
  row,
  events: events.map(([number, stamp]) => ({ position: at(number), stamp })),
});

test.each<[string, number, number | undefined, UserChange]>([
  ['a first like', 1, undefined, change(undefined, [5, stamp(1)])],
  ['a first unlike', 0, undefined, change(undefined, [5, stamp(1, 'unlike')])],
  ['a like and an unlike', 0, undefined, change(undefined, [5, stamp(1)], [6, stamp(2, 'unlike')])],
  [
    'an older action that was sent later',
    1,
    undefined,
    change(undefined, [5, stamp(2)], [6, stamp(1, 'unlike')]),
  ],
  ['a second like', 0, 3, change(row(['a', 3, stamp(1)]), [5, stamp(2)])],
  ['an unlike of a like', -1, 3, change(row(['a', 3, stamp(1)]), [5, stamp(2, 'unlike')])],
  ['an action older than the ledger', 0, 3, change(row(['a', 3, stamp(2)]), [5, stamp(1, 'unlike')])],
  [
    'a like after a version above the mark, which is not counted,',
    1,
    2,
    change(row(['a', 3, stamp(1)]), [5, stamp(2)]),
  ],
  [
    'a like after a version in a lane without a mark',
    1,
    undefined,
    change(row(['a', 3, stamp(1)]), [5, stamp(2)]),
  ],
  [
    'a like after a version of another lane, which is counted,',
    0,
    undefined,
    change(row(['b', 9, stamp(1)]), [5, stamp(2)]),
  ],
  [
    'a like after an own event at the mark, which is counted,',
    0,
    5,
    change(undefined, [5, stamp(1)], [6, stamp(2)]),
  ],
  [
    'an unlike after an own like at the mark, which is counted,',
    -1,
    5,
    change(undefined, [5, stamp(1)], [6, stamp(2, 'unlike')]),
  ],
])('%s changes the count by %i', (_, delta, mark, userChange) => {
  expect(deltaOf('a', mark === undefined ? undefined : at(mark), [userChange])).toBe(delta);
});

test('the changes of all people in a batch add up', () => {
  const likes = [1, 2, 3].map((id) => change(undefined, [id, stamp(id)]));
  expect(deltaOf('a', undefined, [...likes, change(row(['a', 1, stamp(1)]), [9, stamp(2, 'unlike')])])).toBe(
    3,
  );
  expect(
    deltaOf('a', at(1), [...likes.slice(1), change(row(['a', 1, stamp(1)]), [9, stamp(2, 'unlike')])]),
  ).toBe(1);
});

const events = fc.array(
  fc
    .tuple(eventIds, fc.constantFrom('like' as const, 'unlike' as const))
    .map(([id, op]) => stampOf({ id, op })),
  { minLength: 1, maxLength: 12 },
);

test('the deltas of a lane add up to whether the person likes the post, however it is cut into batches and repeated', () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat(11)), (stamps, cuts) => {
      const lane: PositionedStamp[] = stamps.map((each, index) => ({ position: at(index + 1), stamp: each }));
      let ledger: LedgerRow | undefined;
      let mark: string | undefined;
      let count = 0;
      let from = 0;
      for (const cut of [...cuts, stamps.length]) {
        const to = Math.min(stamps.length, Math.max(cut, from));
        const batch = lane.slice(Math.min(from, cut), to);
        const last = batch.at(-1);
        if (!last) continue;
        if (mark === undefined || last.position > mark) {
          count += deltaOf('a', mark, [{ events: batch, row: ledger }]);
          mark = last.position;
        }
        const version = {
          lane: 'a',
          position: last.position,
          stamp: winnerOf(batch.map((each) => each.stamp))!,
        };
        ledger = [...(ledger ?? []), version];
        from = to;
      }
      expect(count).toBe(likedBy(winnerOf(stamps)));
      expect(likedBy(winnerOf(countedVersions(ledger!, 'a', mark).map((each) => each.stamp)))).toBe(count);
    }),
  );
});
