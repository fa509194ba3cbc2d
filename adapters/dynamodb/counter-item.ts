// A counter item as DynamoDB holds it. Every lane has attributes of its own, so that lanes never touch each other's: `m:<lane>` is its
// mark, and `b:<lane>` on the root is the bucket that the lane has moved to.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CounterItem, EMPTY_ITEM } from '../../core/counters/counter-item.ts';

export type Item = Record<string, AttributeValue>;

const MARK = 'm:';
const MOVED = 'b:';

export const markOf = (lane: string) => MARK + lane;
export const movedOf = (lane: string) => MOVED + lane;

/** The attributes of a total, by the names that expressions use. */
export const TOTAL_ATTRIBUTES = {
  '#total': 'total',
  '#totalCommits': 'totalCommits',
  '#totalAsOf': 'totalAsOf',
} as const;

/** The partition key of the table. */
export const COUNTER_KEY = 'counter';

/**
 * The partition key names the bucket, because items that share a partition key start on the same partition, and a partition takes
 * 1,000 WCU/s. There is no sort key. source: DynamoDB guide, write sharding
 */
export const keyOf = (key: string, bucket: string): Item => ({ [COUNTER_KEY]: { S: `${bucket}#${key}` } });

/** The partition key of an item, as text. */
export const keyTextOf = (item: Item): string => item[COUNTER_KEY]?.S ?? '';

/** Returns which counter and which bucket an item is. The name of a bucket has no `#`, but a key may have one. */
export function nameOf(item: Item): { key: string; bucket: string } {
  const text = keyTextOf(item);
  const end = text.indexOf('#');
  return { bucket: text.slice(0, end), key: text.slice(end + 1) };
}

export function readCounterItem(item: Item): CounterItem {
  const marks = new Map<string, string>();
  const moved = new Map<string, string>();
  for (const [name, { S: text = '' }] of Object.entries(item)) {
    if (name.startsWith(MARK)) marks.set(name.slice(MARK.length), text);
    else if (name.startsWith(MOVED)) moved.set(name.slice(MOVED.length), text);
  }
  return {
    count: Number(item['likes']?.N ?? 0),
    marks,
    commits: Number(item['commits']?.N ?? 0),
    mergedCommits: Number(item['mergedCommits']?.N ?? 0),
    closed: item['closed']?.BOOL ?? false,
    observation: readObservation(item['observation']?.M),
    split: {
      buckets: item['buckets']?.N === undefined ? EMPTY_ITEM.split.buckets : Number(item['buckets'].N),
      generation: Number(item['generation']?.N ?? 0),
      moved,
      open: new Set(item['open']?.SS),
      merged: new Set(item['merged']?.SS),
    },
  };
}

function readObservation(map: Item | undefined): CounterItem['observation'] {
  if (!map) return undefined;
  const [commits = 0, atMs = 0, coolSinceMs] = ['commits', 'atMs', 'coolSinceMs'].map((name) =>
    map[name]?.N === undefined ? undefined : Number(map[name].N),
  );
  return { commits, atMs, coolSinceMs };
}
