// Says in plain words what a call of the store is for, and what came of it. "write" is the call before it is made, "writes" after it.

import type { CounterItem } from '../../core/counters/counter-item.ts';
import type { Commit, ExpectedMark, ItemOutcome, TakeOver } from '../../core/counters/ports.ts';
import type { Compaction } from '../../core/likes/compaction.ts';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import { likedBy } from '../../core/likes/stamp.ts';
import type { Position } from '../../core/stream/sequence-number.ts';
import { nameOf } from './persons.ts';

interface Words {
  readonly verb: string;
  readonly rest: string;
  /** What came of it; undefined when there is nothing to add. */
  readonly outcome?: (result: never) => string | undefined;
}

const WORDS: Readonly<Record<string, (args: never) => Words>> = {
  insertRow: ([key, version]: [LedgerKey, Version]) => ({
    verb: 'write',
    rest: `version ${versionText(version)} as the first of ${rowOf(key)}`,
    outcome: ({ done }: { done: boolean }) => (done ? 'done' : 'refused, because there is a row already'),
  }),
  updateRow: ([key, version]: [LedgerKey, Version]) => ({
    verb: 'write',
    rest: `version ${versionText(version)} to ${rowOf(key)}`,
    outcome: ({ done, row }: { done: boolean; row?: LedgerRow }) =>
      done
        ? 'done'
        : row
          ? 'refused, because a later action stands there'
          : 'refused, because there is no row',
  }),
  readRow: ([key]: [LedgerKey]) => ({ verb: 'read', rest: rowOf(key) }),
  compact: ([key, { remove }]: [LedgerKey, Compaction]) => ({
    verb: 'compact',
    rest: `${rowOf(key)}: ${remove.length + 1} counted versions become one`,
  }),
  shorten: ([key, { remove }]: [LedgerKey, Compaction]) => ({
    verb: 'shorten',
    rest: `${rowOf(key)} by ${remove.length}, if it is as it was found`,
    outcome: doneText,
  }),
  read: ([, bucket]: [string, string]) => ({ verb: 'read', rest: bucketText(bucket), outcome: itemText }),
  commit: commitWords,
  updateItem: commitWords,
  insertItem: ([{ bucket, lane, delta, mark }]: [Commit]) => ({
    verb: 'make',
    rest: `${bucketText(bucket)} with ${signed(delta)} and the mark ${lane}@${numberOf(mark)}`,
    outcome: ({ done }: { done: boolean }) => (done ? 'done' : 'refused, because it is there already'),
  }),
  split: ([, buckets]: [string, number]) => ({
    verb: 'split',
    rest: `the counter over ${buckets} buckets`,
    outcome: doneText,
  }),
  moveLane: ([{ lane, bucket }]: [{ lane: string; bucket: string }]) => ({
    verb: 'move',
    rest: `lane ${lane} to ${bucketText(bucket)}`,
    outcome: doneText,
  }),
  unsplit: () => ({ verb: 'end', rest: 'the split, so that no lane moves any more', outcome: doneText }),
  closeBucket: ([, bucket]: [string, string]) => ({
    verb: 'close',
    rest: `${bucketText(bucket)} for good`,
    outcome: itemText,
  }),
  takeOver: ([{ bucket, count }]: [TakeOver]) => ({
    verb: 'add',
    rest: `${signed(count)} and the marks of ${bucketText(bucket)} to the root`,
    outcome: doneText,
  }),
  expireBucket: ([, bucket]: [string, string]) => ({ verb: 'let', rest: `${bucketText(bucket)} expire` }),
  forgetSplit: () => ({ verb: 'take', rest: 'the post off the list of split posts', outcome: doneText }),
};

function commitWords([{ bucket, lane, delta, mark, expected }]: [Commit]): Words {
  return {
    verb: 'commit',
    rest: `${signed(delta)} to ${bucketText(bucket)} and move the mark of ${lane} to ${numberOf(mark)}, if ${expectedText(expected)}`,
    outcome: ({ done, item }: ItemOutcome) => {
      if (done) return 'done';
      if (!item) return 'refused, because there is no such counter yet';
      if (item.closed) return 'refused, because the bucket is closed';
      const moved = item.split.moved.get(lane);
      return moved === undefined
        ? `refused, because the mark is ${markText(item.marks.get(lane))}`
        : `refused, because ${lane} has moved to ${bucketText(moved)}`;
    },
  };
}

/** What the call is for, before it is made. */
export function describeIntent(name: string, args: readonly unknown[]): string {
  const { verb, rest } = wordsOf(name, args);
  return `${verb} ${rest}`;
}

/** What the call has done. */
export function describeCall(name: string, args: readonly unknown[], result: unknown): string {
  const { verb, rest, outcome } = wordsOf(name, args);
  const came = outcome?.(result as never);
  return `${verb}s ${rest.replace(' and move ', ' and moves ')}${came === undefined || came === 'done' ? '' : `: ${came}`}`;
}

const wordsOf = (name: string, args: readonly unknown[]): Words =>
  WORDS[name]?.(args as never) ?? { verb: 'make', rest: `the call ${name}` };

export const bucketText = (bucket: string): string => (bucket === 'root' ? 'the root' : `bucket ${bucket}`);

/** A position as the number of its record. */
export const numberOf = (position: Position): number => Number.parseInt(position.slice(2), 36);

export const signed = (delta: number): string => (delta === 0 ? '0' : delta < 0 ? `−${-delta}` : `+${delta}`);

/** A whole number with a proper minus sign. */
export const minus = (count: number): string => String(count).replace('-', '−');

const rowOf = ({ userId }: LedgerKey) => `${nameOf(userId)}’s row`;

const versionText = ({ lane, position, stamp }: Version) =>
  `${lane}@${numberOf(position)} (${likedBy(stamp) ? 'like' : 'unlike'})`;

const markText = (mark: Position | undefined) => (mark === undefined ? 'missing' : `${numberOf(mark)}`);

function expectedText(expected: ExpectedMark): string {
  if ('below' in expected) return `it is below ${numberOf(expected.below)} or missing`;
  return `it is ${expected.exactly === undefined ? 'missing' : `still ${numberOf(expected.exactly)}`}`;
}

function doneText({ done }: { done: boolean }): string {
  return done ? 'done' : 'refused';
}

function itemText(item: CounterItem | undefined): string {
  if (!item) return 'there is none';
  const marks = [...item.marks].map(([lane, mark]) => `${lane}@${numberOf(mark)}`).join(', ');
  return `count ${minus(item.count)}, ${marks ? `marks ${marks}` : 'no mark'}${item.closed ? ', closed' : ''}`;
}
