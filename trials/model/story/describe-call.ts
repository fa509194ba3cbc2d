// Tells in words what a call of the store does, and what came of it.

import type { Compaction } from '../../../core/likes/compaction.ts';
import type { CounterItem } from '../../../core/counters/counter-item.ts';
import type { LedgerRow, Version } from '../../../core/likes/ledger-row.ts';
import type { Commit, ExpectedMark, ItemOutcome, TakeOver } from '../../../core/counters/ports.ts';
import type { LedgerKey } from '../../../core/likes/ports.ts';
import type { Position } from '../../../core/stream/sequence-number.ts';
import type { Call, Fate } from '../calls.ts';
import { amountText, shortPosition, shortStamp } from './describe-start.ts';

type Describe = (args: never, result: never) => string;

const CALLS: Readonly<Record<string, Describe>> = {
  insertRow: ([key, version]: [LedgerKey, Version], { done }: { done: boolean }) =>
    `makes ${rowText(key)} with ${versionText(version)}, if there is none: ${doneText(done)}`,
  updateRow: ([key, version]: [LedgerKey, Version], { done, row }: { done: boolean; row?: LedgerRow }) =>
    `writes ${versionText(version)} to ${rowText(key)}, if there is one: ${doneText(done)}; the row held ${versionsText(row)} before`,
  readRow: ([key]: [LedgerKey], row?: LedgerRow) => `reads ${rowText(key)}: ${versionsText(row)}`,
  compact: ([key, compaction]: [LedgerKey, Compaction]) => compactionText(key, compaction),
  shorten: ([key, compaction]: [LedgerKey, Compaction], { done }: { done: boolean }) =>
    `${compactionText(key, compaction)}, if the row is as it was found: ${doneText(done)}`,
  read: ([key, bucket]: [string, string], item?: CounterItem) => `reads ${key}/${bucket}: ${itemText(item)}`,
  commit: ([commit]: [Commit], outcome: ItemOutcome) => `${commitText(commit)}: ${outcomeText(outcome)}`,
  updateItem: ([commit]: [Commit], outcome: ItemOutcome) =>
    `${commitText(commit)}, and if there is an item with a count: ${outcomeText(outcome)}`,
  insertItem: ([{ key, bucket, lane, delta, mark }]: [Commit], { done }: { done: boolean }) =>
    `makes ${key}/${bucket} with the count ${delta} and the mark ${shortPosition(mark)} of ${lane}, if there is none: ${doneText(done)}`,
  split: ([key, buckets]: [string, number], outcome: ItemOutcome) =>
    `splits ${key} over ${amountText(buckets, 'bucket')}: ${outcomeText(outcome)}`,
  moveLane: (
    [{ key, lane, bucket }]: [{ key: string; lane: string; bucket: string }],
    outcome: ItemOutcome,
  ) => `moves lane ${lane} to ${key}/${bucket}: ${outcomeText(outcome)}`,
  unsplit: ([key, generation]: [string, number], outcome: ItemOutcome) =>
    `ends split ${generation} of ${key}: ${outcomeText(outcome)}`,
  closeBucket: ([key, bucket]: [string, string], item: CounterItem) =>
    `closes ${key}/${bucket}: ${itemText(item)}`,
  takeOver: ([{ key, bucket, count, lanes }]: [TakeOver], outcome: ItemOutcome) =>
    `adds ${key}/${bucket} to the root, with the count ${count} and the marks ${marksText(lanes)}: ${outcomeText(outcome)}`,
  expireBucket: ([key, bucket]: [string, string]) => `lets ${key}/${bucket} expire`,
  putRecords: ([records]: [string], refused: number[]) => putText(records, refused),
  putRecord: ([record]: [string], refused: number[]) => putText(record, refused),
  deleteMessages: ([ids]: [string]) => `deletes ${ids} from the queue`,
  observe: ([key]: [string]) => `keeps an observation of ${key}`,
  forgetSplit: ([key]: [string]) => `takes ${key} off the list of split posts`,
  unlist: ([key]: [string]) => `takes ${key} off the list of split posts`,
};

const FATES: Readonly<Record<Fate, (call: string) => string>> = {
  answered: (call) => call,
  fails: (call) => `is told that a call has failed, and the call was not made: ${call}`,
  'answer-lost': () => 'is told that the call has failed, although it was made',
  'crashes-before': (call) => `crashes before it makes a call: ${call}`,
  'crashes-after': () => 'crashes after this call',
  'times-out': (call) => `times out before it makes a call, and will go on as a zombie: ${call}`,
  'sent-again': () => 'gets no answer to this call, and will make it once more',
  'fails-but-lands-later': (call) =>
    `is told that a call has failed, but the call is still on its way: ${call}`,
  'lands-twice': () => 'has sent this call twice, and the other request is still on its way',
  'crashes-but-calls-land-later': (call) =>
    `crashes, but the calls that it has sent are still on their way, among them ${call}`,
};

export function describeCall(name: string, args: readonly unknown[], result: unknown): string {
  return CALLS[name]?.(args as never, result as never) ?? `${name} ${String(args[0])}`;
}

export function describeFate(fate: Fate, { name, args }: Call): string {
  const [first] = args as [string | { userId?: string; postId?: string; key?: string; bucket?: string }];
  if (typeof first === 'string') return FATES[fate](`${name} ${args.slice(0, 2).join('/')}`);
  return FATES[fate](
    `${name} ${[first.userId, first.postId, first.key, first.bucket].filter(Boolean).join('/')}`,
  );
}

const putText = (records: string, refused: readonly number[]) =>
  `puts on the stream: ${records}; ${refused.length > 0 ? `throttled: number ${refused.join(', ')}` : 'all taken'}`;

const compactionText = (key: LedgerKey, { base, remove }: Compaction) =>
  `replaces ${versionsText(remove)} with ${versionText(base)} in ${rowText(key)}`;

const rowText = ({ userId, postId }: LedgerKey) => `${userId}'s row of ${postId}`;

const versionText = ({ lane, position, stamp }: Version) =>
  `${lane}@${shortPosition(position)}=${shortStamp(stamp)}`;

const versionsText = (row: LedgerRow = []) => row.map(versionText).join(' ') || 'nothing';

const marksText = (marks: ReadonlyMap<string, Position | undefined>) =>
  [...marks].map(([lane, mark]) => `${lane}@${mark === undefined ? '-' : shortPosition(mark)}`).join(' ') ||
  'none';

function commitText({ key, bucket, lane, delta, mark, expected }: Commit): string {
  return `adds ${delta} to ${key}/${bucket} and moves the mark of ${lane} to ${shortPosition(mark)}, if ${expectedText(expected)}`;
}

function expectedText(expected: ExpectedMark): string {
  if ('below' in expected) return `there is none or one below ${shortPosition(expected.below)}`;
  return expected.exactly === undefined ? 'there is none' : `it is ${shortPosition(expected.exactly)}`;
}

const outcomeText = ({ done, item }: ItemOutcome) => `${doneText(done)}, ${itemText(item)}`;

const doneText = (done: boolean) => (done ? 'done' : 'refused');

function itemText(item: CounterItem | undefined): string {
  if (!item) return 'no item';
  const { count, marks, closed, split } = item;
  return [
    `count ${count}`,
    `marks ${marksText(marks)}`,
    closed ? 'closed' : '',
    split.buckets === undefined ? '' : `split over ${amountText(split.buckets, 'bucket')}`,
    split.moved.size > 0 ? `moved ${[...split.moved].map((pair) => pair.join(' to ')).join(', ')}` : '',
    split.open.size > 0 ? `open ${[...split.open].join(' ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}
