// What a function's write did to a post's counter, told from the request alone: for the report's figures and for the story.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Call } from './fault-proxy.ts';

export type PostWriteKind = 'commit' | 'split' | 'lane move' | 'unsplit' | 'bucket close' | 'bucket merge';

export interface PostWrite {
  readonly kind: PostWriteKind;
  readonly postId: string;
  readonly description: string;
  /** Of a commit; else empty. */
  readonly lane: string;
  /** Of a commit; else 0. */
  readonly delta: number;
}

interface UpdateItem {
  readonly Key: Record<string, AttributeValue>;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

type Describe = (value: (name: string) => string, bucket: string, lane: (name: string) => string) => string;

/** By how the adapter's updates begin. */
const KINDS: readonly (readonly [start: string, kind: PostWriteKind, describe: Describe])[] = [
  [
    'ADD #likes :delta',
    'commit',
    (value, bucket, lane) =>
      `${bucket}: lane ${lane('#mark')} commits ${signed(value(':delta'))} up to ${value(':mark')}`,
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

/** Only counters have buckets. Ledger rows, of which there are many more, are not even parsed. */
const COUNTER_KEY = '"bucket":{"S":';

/** Undefined for any call but a write to a counter that changes its count or its split. */
export function readPostWrite({ service, operation, body }: Call): PostWrite | undefined {
  if (service !== 'dynamodb' || operation !== 'UpdateItem' || !body.includes(COUNTER_KEY)) return undefined;
  const { Key, UpdateExpression, ...expression } = JSON.parse(body) as UpdateItem;
  const [, kind, describe] = KINDS.find(([start]) => UpdateExpression.startsWith(start)) ?? [];
  const postId = Key['postId']?.S;
  if (!kind || !describe || postId === undefined) return undefined;
  const value = (name: string) => Object.values(expression.ExpressionAttributeValues[name] ?? {}).join();
  const lane = (name: string) => (expression.ExpressionAttributeNames[name] ?? '').replace(/^[mb]:/, '');
  const description = describe(value, Key['bucket']?.S ?? '', lane);
  return { kind, postId, description, lane: lane('#mark'), delta: Number(value(':delta')) };
}

const signed = (number: string) => (number.startsWith('-') ? number : `+${number}`);
