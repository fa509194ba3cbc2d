// Reads from a request what a function's writes did to a post's counter, for the figures of the report and for the
// story.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { COUNTER_KEY, nameOf } from '../../adapters/dynamodb/counter-item.ts';
import { type CommitWrite, readCommits } from './commit-writes.ts';
import type { Call } from './fault-proxy.ts';

export type PostWriteKind = 'commit' | 'split' | 'lane move' | 'unsplit' | 'bucket close' | 'bucket merge';

export interface PostWrite {
  readonly kind: PostWriteKind;
  readonly postId: string;
  readonly description: string;
  /** The lane of a commit. It is empty for other writes. */
  readonly lane: string;
  /** The likes that a commit adds. It is 0 for other writes. */
  readonly delta: number;
}

interface UpdateItem {
  readonly Key: Record<string, AttributeValue>;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

type Describe = (value: (name: string) => string, bucket: string, lane: (name: string) => string) => string;

const signed = (number: string) => (number.startsWith('-') ? number : `+${number}`);

const commitText = (bucket: string, lane: string, delta: string, mark: string) =>
  `${bucket}: lane ${lane} commits ${signed(delta)} up to ${mark}`;

/** Kinds of writes, by the beginning of the adapter's update expression. */
const KINDS: readonly (readonly [start: string, kind: PostWriteKind, describe: Describe])[] = [
  [
    'ADD #likes :delta',
    'commit',
    (value, bucket, lane) => commitText(bucket, lane('#mark'), value(':delta'), value(':mark')),
  ],
  ['SET #buckets', 'split', (value) => `split over ${value(':buckets')} buckets`],
  [
    'SET #moved',
    'lane move',
    (value, _, lane) => `lane ${lane('#moved')} moves to bucket ${value(':bucket')}`,
  ],
  ['REMOVE #buckets', 'unsplit', (value) => `split ${value(':generation')} ends`],
  ['SET #closed', 'bucket close', (_, bucket) => `bucket ${bucket} is closed`],
  [
    'ADD #likes :likes',
    'bucket merge',
    (value) => `bucket ${value(':bucket')} with ${value(':likes')} likes is merged into the root`,
  ],
];

/** Only counters have this key. Writes of ledger rows, which are many more, are not even parsed. */
const KEY_IN_BODY = `"${COUNTER_KEY}":{"S":`;

/**
 * Returns nothing for any call that does not change the count or the split of a counter.
 *
 * @param answer the answer to the call, which tells the statements that are done from the others
 */
export function readPostWrites({ service, operation, body }: Call, answer?: string): PostWrite[] {
  if (service !== 'dynamodb') return [];
  if (operation === 'BatchExecuteStatement') return readCommits(body, answer).map(toPostWrite);
  const write = operation === 'UpdateItem' && body.includes(KEY_IN_BODY) ? readUpdate(body) : undefined;
  return write ? [write] : [];
}

const toPostWrite = ({ postId, bucket, lane, delta, mark }: CommitWrite): PostWrite => ({
  kind: 'commit',
  postId,
  description: commitText(bucket, lane, delta, mark),
  lane,
  delta: Number(delta),
});

function readUpdate(body: string): PostWrite | undefined {
  const { Key, UpdateExpression, ...expression } = JSON.parse(body) as UpdateItem;
  const [, kind, describe] = KINDS.find(([start]) => UpdateExpression.startsWith(start)) ?? [];
  if (!kind || !describe) return undefined;
  const { key: postId, bucket } = nameOf(Key);
  const value = (name: string) => Object.values(expression.ExpressionAttributeValues[name] ?? {}).join();
  const lane = (name: string) => (expression.ExpressionAttributeNames[name] ?? '').replace(/^[mb]:/, '');
  const description = describe(value, bucket, lane);
  return { kind, postId, description, lane: lane('#mark'), delta: Number(value(':delta')) };
}
