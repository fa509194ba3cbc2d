// Everything that can happen in a story. A story is a seed and a list of these, and the same list gives the same story.

import type { LikeOp } from '../../core/likes/like-event.ts';
import type { Lane, Person } from './persons.ts';

export type Happening =
  /** A person likes the post or takes the like back. That puts a record on the person's lane. */
  | { readonly type: 'press'; readonly person: Person; readonly op: LikeOp }
  /** A producer sends the record with this number once more. */
  | { readonly type: 'duplicate'; readonly lane: Lane; readonly number: number }
  /** The record with this number changes places with the next one, so that an older action arrives later. */
  | { readonly type: 'swap'; readonly lane: Lane; readonly number: number }
  /** The event source mapping reads the lane's next batch and starts an attempt to count it. */
  | { readonly type: 'start'; readonly lane: Lane }
  /** The next batches of the lane are half as long. */
  | { readonly type: 'bisect'; readonly lane: Lane }
  /** Another reader reads the lane again, from its start to where it has been read. */
  | { readonly type: 'reread'; readonly lane: Lane }
  /** The batch of an attempt is delivered a second time. */
  | { readonly type: 'again'; readonly attempt: string }
  /** One of the calls that the attempt waits for is made; 0 is the oldest. */
  | { readonly type: 'call'; readonly attempt: string; readonly index: number }
  /** The call is made, but the attempt is told that it has failed. */
  | { readonly type: 'lose-answer'; readonly attempt: string }
  | { readonly type: 'crash'; readonly attempt: string }
  /** The attempt crashes, and the requests that it has sent arrive later. */
  | { readonly type: 'crash-late'; readonly attempt: string }
  /** The attempt falls asleep and is given up. */
  | { readonly type: 'time-out'; readonly attempt: string }
  /** A sleeping attempt, which nobody waits for any more, goes on. */
  | { readonly type: 'wake'; readonly attempt: string }
  /** The post is hot: a lane moves to a bucket when it commits to the root. */
  | { readonly type: 'split' }
  /** The post has cooled: a merger brings the buckets back to the root. */
  | { readonly type: 'merge' }
  /** The scheduler does what it likes until nothing is left to do. */
  | { readonly type: 'run' };
