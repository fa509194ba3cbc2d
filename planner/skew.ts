// Compares candidate partition keys on a sample of events: how evenly would each spread the load over the shards?

/** An event as a candidate key sees it: the value of each key, by the key's name. */
export type Sampled = Readonly<Record<string, string>>;

export interface KeySkew {
  readonly key: string;
  readonly values: number;
  /** Share of the sample that the most frequent value has. */
  readonly largestShare: number;
  /** How many times its fair share the hottest shard gets, in a window of the sample. */
  readonly hottestShardTimes: number;
  readonly isEven: boolean;
}

/** A shard may get this many times its fair share, because the stream takes twice the peak. */
const MAX_TIMES = 2;
/** Events that arrive together. Over a whole day every timestamp is as frequent as another, and still all of them are one shard's at once. */
const WINDOW = 1_000;

/** A window says nothing about more shards than this: chance alone would make some of them hot. */
const MAX_SHARDS = 16;

/** @param sample in the order of arrival */
export function reportSkew(keys: readonly string[], sample: readonly Sampled[], shards: number): KeySkew[] {
  return keys.map((key) => {
    const values = sample.map((event) => event[key] ?? '');
    const counts = countEach(values);
    const largestShare = values.length === 0 ? 0 : Math.max(...counts.values()) / values.length;
    const windows = Array.from({ length: Math.ceil(values.length / WINDOW) }, (_, index) =>
      values.slice(index * WINDOW, (index + 1) * WINDOW),
    );
    const hottestShardTimes = Math.max(
      0,
      ...windows.map((window) => timesFairShare(window, Math.min(shards, MAX_SHARDS))),
    );
    return {
      key,
      values: counts.size,
      largestShare,
      hottestShardTimes,
      isEven: hottestShardTimes <= MAX_TIMES,
    };
  });
}

function timesFairShare(values: readonly string[], shards: number): number {
  const perShard = countEach(values.map((value) => hash(value) % shards));
  return (Math.max(...perShard.values()) * shards) / values.length;
}

function countEach<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** FNV-1a, with a last mix. Kinesis takes MD5; any even hash shows the same skew. source: draft-eastlake-fnv */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
