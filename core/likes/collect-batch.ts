// Sorts a batch of records by post and sets aside those that this release cannot count: malformed records, and records that a newer
// release wrote. This happens before any state changes, so such a record blocks nothing, and nothing else is ever skipped.

import { type Position, toPosition } from '../stream/sequence-number.ts';
import type { StreamRecord } from '../stream/stream-record.ts';
import type { PositionedStamp } from './count-delta.ts';
import { decodeLikeRecord, type LikeRecordProblem } from './like-record.ts';
import { stampOf } from './stamp.ts';

/** Everything that a batch says about one post. */
export interface PostBatch {
  readonly postId: string;
  /** Each person's events, in lane order. */
  readonly users: ReadonlyMap<string, readonly PositionedStamp[]>;
  readonly first: Position;
  readonly last: Position;
  /** When this post cannot be counted, the batch must be repeated from this record on. */
  readonly firstSequenceNumber: string;
}

/** A record that this release cannot count, and why. */
export interface SetAsideRecord {
  readonly record: StreamRecord;
  readonly problem: LikeRecordProblem;
}

export interface CollectedBatch {
  /** The posts are in the order in which they first appear. */
  readonly posts: readonly PostBatch[];
  readonly setAside: readonly SetAsideRecord[];
}

type GrowingPost = Omit<PostBatch, 'users' | 'last'> & {
  readonly users: Map<string, PositionedStamp[]>;
  last: Position;
};

/** @param records the records of one lane, in order */
export function collectBatch(records: Iterable<StreamRecord>): CollectedBatch {
  const posts = new Map<string, GrowingPost>();
  const setAside: SetAsideRecord[] = [];
  for (const record of records) {
    const decoded = decodeLikeRecord(record.data, record.partitionKey);
    if (!decoded.ok) {
      setAside.push({ record, problem: decoded.problem });
      continue;
    }
    const position = toPosition(record.sequenceNumber);
    for (const event of decoded.events) {
      const post = posts.get(event.postId) ?? startPost(event.postId, position, record.sequenceNumber);
      posts.set(event.postId, post);
      const events = post.users.get(event.userId);
      const stamped = { position, stamp: stampOf(event) };
      if (events) events.push(stamped);
      else post.users.set(event.userId, [stamped]);
      post.last = position;
    }
  }
  return { posts: [...posts.values()], setAside };
}

function startPost(postId: string, position: Position, firstSequenceNumber: string): GrowingPost {
  return { postId, users: new Map(), first: position, last: position, firstSequenceNumber };
}
