// A call of the store and what came of it, in words.

import type { Compaction } from '../../../core/likes/compaction.ts';
import type { CounterItem } from '../../../core/counters/counter-item.ts';
import type { LedgerRow, Version } from '../../../core/likes/ledger-row.ts';
import type { Commit, ExpectedMark, ItemOutcome, TakeOver } from '../../../core/counters/ports.ts';
import type { LedgerKey } from '../../../core/likes/ports.ts';
import type { Position } from '../../../core/stream/sequence-number.ts';
import type { Call, Fate } from '../calls.ts';
import { shortPosition, shortStamp } from './describe-start.ts';

type Describe = (args: never, result: never) => string;

const CALLS: Readonly<Record<string, Describe>> = {
  writeVersion: ([key, version]: [LedgerKey, Version], { done, row }: { done: boolean; row?: LedgerRow }) =>
    `writes ${versionText(version)} to ${rowText(key)}: ${done ? 'done' : 'refused'}, before it held ${versionsText(row)}`,
  readRow: ([key]: [LedgerKey], row?: LedgerRow) => `reads ${rowText(key)}: ${versionsText(row)}`,
  compact: ([key, compaction]: [LedgerKey, Compaction]) => compactionText(key, compaction),
  shorten: ([key, compaction]: [LedgerKey, Compaction], { done }: { done: boolean }) =>
    `${compactionText(key, compaction)}, if they stand: ${done ? 'done' : 'refused'}`,
  read: ([postId, bucket]: [string, string], item?: CounterItem) =>
    `reads ${postId}/${bucket}: ${itemText(item)}`,
  commit: ([commit]: [Commit], outcome: ItemOutcome) => `${commitText(commit)}: ${outcomeText(outcome)}`,
  split: ([postId, buckets]: [string, number], outcome: ItemOutcome) =>
    `splits ${postId} over ${buckets}: ${outcomeText(outcome)}`,
  moveLane: (
    [{ postId, lane, bucket }]: [{ postId: string; lane: string; bucket: string }],
    outcome: ItemOutcome,
  ) => `moves lane ${lane} to ${postId}/${bucket}: ${outcomeText(outcome)}`,
  unsplit: ([postId, generation]: [string, number], outcome: ItemOutcome) =>
    `ends split ${generation} of ${postId}: ${outcomeText(outcome)}`,
  closeBucket: ([postId, bucket]: [string, string], item: CounterItem) =>
    `closes ${postId}/${bucket}: ${itemText(item)}`,
  takeOver: ([{ key: postId, bucket, count: likes, lanes }]: [TakeOver], outcome: ItemOutcome) =>
    `adds ${postId}/${bucket} to the root, ${likes} likes and the marks ${marksText(lanes)}: ${outcomeText(outcome)}`,
};

const FATES: Readonly<Record<Fate, (call: string) => string>> = {
  answered: (call) => call,
  fails: (call) => `is told that a call failed, and it did: ${call}`,
  'answer-lost': () => 'is told that the call failed, though it was made',
  'crashes-before': (call) => `crashes before a call: ${call}`,
  'crashes-after': () => 'crashes',
  'times-out': (call) => `has timed out before a call, and will go on as a zombie: ${call}`,
  'sent-again': () => 'hears nothing, and asks once more',
  'fails-but-lands-later': (call) => `is told that a call failed, which is still on its way: ${call}`,
  'lands-twice': () => 'has sent this twice: the other request is still on its way',
  'crashes-but-calls-land-later': (call) => `crashes; what it asked for is still on its way: ${call}`,
};

export function describeCall(name: string, args: readonly unknown[], result: unknown): string {
  return CALLS[name]?.(args as never, result as never) ?? `${name} ${String(args[0])}`;
}

export function describeFate(fate: Fate, { name, args }: Call): string {
  const [first] = args as [string | { userId?: string; postId: string; bucket?: string }];
  if (typeof first === 'string') return FATES[fate](`${name} ${args.slice(0, 2).join('/')}`);
  return FATES[fate](`${name} ${[first.userId, first.postId, first.bucket].filter(Boolean).join('/')}`);
}

const compactionText = (key: LedgerKey, { base, remove }: Compaction) =>
  `puts ${versionText(base)} in ${rowText(key)} in the place of ${versionsText(remove)}`;

const rowText = ({ userId, postId }: LedgerKey) => `${userId}'s row of ${postId}`;

const versionText = ({ lane, position, stamp }: Version) =>
  `${lane}@${shortPosition(position)}=${shortStamp(stamp)}`;

const versionsText = (row: LedgerRow = []) => row.map(versionText).join(' ') || 'nothing';

const marksText = (marks: ReadonlyMap<string, Position | undefined>) =>
  [...marks].map(([lane, mark]) => `${lane}@${mark === undefined ? '-' : shortPosition(mark)}`).join(' ') ||
  'none';

function commitText({ key: postId, bucket, lane, delta, mark, expected }: Commit): string {
  return `adds ${delta} to ${postId}/${bucket} if ${lane} is ${expectedText(expected)}, and makes that ${shortPosition(mark)}`;
}

function expectedText(expected: ExpectedMark): string {
  if ('below' in expected) return `below ${shortPosition(expected.below)}`;
  return expected.exactly === undefined ? 'without a mark' : `at ${shortPosition(expected.exactly)}`;
}

const outcomeText = ({ done, item }: ItemOutcome) =>
  done ? `done, ${itemText(item)}` : `refused, ${itemText(item)}`;

function itemText(item: CounterItem | undefined): string {
  if (!item) return 'no item';
  const { count: likes, marks, closed, split } = item;
  return [
    `${likes} likes`,
    `marks ${marksText(marks)}`,
    closed ? 'closed' : '',
    split.buckets === undefined ? '' : `split over ${split.buckets}`,
    split.moved.size > 0 ? `moved ${[...split.moved].map((pair) => pair.join(' to ')).join(', ')}` : '',
    split.open.size > 0 ? `open ${[...split.open].join(' ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}
