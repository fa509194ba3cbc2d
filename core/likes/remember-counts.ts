// Remembers counts for a moment, so that many reads of one post cost one. A page of 100 posts that everybody reads would otherwise take
// 50 read units for each reader.

import type { CountReader, PostCount } from './ports.ts';

export interface CountMemoryOptions {
  readonly reader: CountReader;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** How old a count may be that is given again. */
  readonly keepMs: number;
  /** How many counts are remembered. The oldest is forgotten first. */
  readonly mostPosts: number;
}

type Counts = ReadonlyMap<string, PostCount>;

/** Returns a reader of the same counts. It asks for what it does not remember. Who likes what is never remembered. */
export function rememberCounts({ reader, now, keepMs, mostPosts }: CountMemoryOptions): CountReader {
  // The one that was read first stands first.
  const known = new Map<string, { readonly count: PostCount; readonly readAtMs: number }>();
  const reading = new Map<string, Promise<Counts>>();

  function remember(counts: Counts, readAtMs: number) {
    for (const [postId, count] of counts) {
      known.delete(postId);
      known.set(postId, { count, readAtMs });
    }
    for (const oldest of known.keys()) {
      if (known.size <= mostPosts) break;
      known.delete(oldest);
    }
  }

  /** The age of a count begins before it is read, so that what is given is never older than `keepMs` and the read. */
  async function readNow(postIds: readonly string[], signal?: AbortSignal): Promise<Counts> {
    const readAtMs = now();
    const read = reader.readCounts(postIds, signal);
    for (const postId of postIds) reading.set(postId, read);
    try {
      const counts = await read;
      remember(counts, readAtMs);
      return counts;
    } finally {
      for (const postId of postIds) if (reading.get(postId) === read) reading.delete(postId);
    }
  }

  return {
    async readCounts(postIds, signal) {
      const nowMs = now();
      const counts = new Map<string, PostCount>();
      const unread: string[] = [];
      const shared = new Map<Promise<Counts>, string[]>();
      for (const postId of postIds) {
        const remembered = known.get(postId);
        const read = reading.get(postId);
        if (remembered && nowMs - remembered.readAtMs < keepMs) counts.set(postId, remembered.count);
        else if (read) shared.set(read, [...(shared.get(read) ?? []), postId]);
        else unread.push(postId);
      }
      const answers = [...shared].map(([read, ids]) =>
        // The request that began the read may have been given up. That is no failure of this one.
        read.catch(() => readNow(ids, signal)),
      );
      if (unread.length > 0) answers.push(readNow(unread, signal));
      for (const answer of await Promise.all(answers))
        for (const postId of postIds) {
          const count = answer.get(postId);
          if (count) counts.set(postId, count);
        }
      return counts;
    },
    readLiked: (userId, postIds, signal) => reader.readLiked(userId, postIds, signal),
  };
}
