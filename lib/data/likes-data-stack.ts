// The stack of all that must survive: the stream, the tables, the queues, the bucket and the visitors' keys. The code that uses
// them is in the other stack.

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import { type Capacity, SPLIT_POSTS_INDEX } from '../../planner/capacity.ts';
import type { Target } from '../target.ts';
import { BurstQueue } from './burst-queue.ts';
import { BroadcastQueue } from './broadcast-queue.ts';
import { CountUpdatesStream } from './count-updates-stream.ts';
import { LastResortBucket } from './last-resort-bucket.ts';
import { LikeEventsStream } from './like-events-stream.ts';
import { LikesTable, type LikesTableProps, type UsedTable } from './likes-table.ts';
import { NamedTable } from './named-table.ts';
import type { OidcIssuer, PersonAuth } from './person-auth.ts';
import { QuarantineQueue } from './quarantine-queue.ts';
import { SealKey, VisitorKey } from './visitor-key.ts';

interface LikesDataStackProps extends StackProps {
  readonly capacity: Capacity;
  readonly target: Target;
  /** If there is an OIDC issuer, its tokens take the place of our visitor tokens. */
  readonly oidc: OidcIssuer | undefined;
  /** The names of tables that are there already, such as restored ones. The deployment makes none in their place. */
  readonly tables?: TableNames | undefined;
}

export type TableNames = {
  readonly [Table in 'counters' | 'likes' | 'posts' | 'timeline']?: string | undefined;
};

export class LikesDataStack extends Stack {
  readonly likeEvents: LikeEventsStream;
  /** The counts and the marks of the lanes. */
  readonly counters: UsedTable;
  /** The ledger: the latest action of each person on each post. */
  readonly likes: UsedTable;
  /** What people like, and the deny list under a partition key of its own. */
  readonly posts: UsedTable;
  readonly quarantine: QuarantineQueue;
  /** Takes records that were not counted for so long that the stream would soon forget them. */
  readonly lastResort: LastResortBucket;
  /** Undefined where the plan has none: then a like that the stream does not take is refused. */
  readonly burst: BurstQueue | undefined;
  readonly auth: PersonAuth;
  /** Undefined where the plan wants nothing live. */
  readonly rollUp: { readonly countUpdates: Stream; readonly timeline: UsedTable } | undefined;
  /** Undefined where pages ask for counts. */
  readonly push: { readonly queue: BroadcastQueue; readonly connections: LikesTable } | undefined;

  constructor(
    scope: Construct,
    id: string,
    { capacity, target, oidc, tables = {}, ...props }: LikesDataStackProps,
  ) {
    super(scope, id, { description: 'Likes counter: stream, tables, queues, bucket', ...props });
    const autoScaling = target === 'aws';
    this.likeEvents = new LikeEventsStream(this, 'LikeEvents', capacity.stream);
    const table = (id: string, name: string | undefined, tableProps: LikesTableProps): UsedTable =>
      name === undefined
        ? new LikesTable(this, id, tableProps)
        : new NamedTable(this, `Named${id}`, name, tableProps);
    this.counters = table('Counters', tables.counters, {
      // Bucket and post together: buckets of one post must not start on one partition.
      partitionKey: 'counter',
      // DynamoDB deletes a closed bucket when no batch that knows it can come again.
      timeToLiveAttribute: 'expiresAt',
      // The index is sparse: only the roots of split posts have splitState, which is one of several values.
      indexKeys: { [SPLIT_POSTS_INDEX]: 'splitState' },
      capacity: capacity.tables.counters,
      autoScaling,
    });
    this.likes = table('Likes', tables.likes, {
      partitionKey: 'userId',
      sortKey: 'postId',
      capacity: capacity.tables.likes,
      autoScaling,
    });
    this.posts = table('Posts', tables.posts, {
      partitionKey: 'feed',
      // The time comes first, so that the newest are one Query.
      sortKey: 'place',
      capacity: capacity.tables.posts,
      autoScaling,
    });
    this.quarantine = new QuarantineQueue(this, 'Quarantine');
    this.lastResort = new LastResortBucket(this, 'LastResort');
    this.burst = capacity.burst && new BurstQueue(this, 'Burst', capacity.burst);
    this.rollUp = capacity.rollUp && {
      countUpdates: new CountUpdatesStream(this, 'CountUpdates', capacity.rollUp.stream),
      timeline: table('Timeline', tables.timeline, {
        partitionKey: 'series',
        sortKey: 'at',
        timeToLiveAttribute: 'expiresAt',
        capacity: capacity.rollUp.timeline,
        autoScaling,
      }),
    };
    // LocalStack's free edition has no WebSocket API.
    this.push =
      target === 'localstack'
        ? undefined
        : capacity.push && {
            queue: new BroadcastQueue(this, 'Broadcast', capacity.push),
            connections: new LikesTable(this, 'Connections', {
              // A slot's connections that watch one post, and one item for the connection itself.
              partitionKey: 'watched',
              sortKey: 'connectionId',
              timeToLiveAttribute: 'expiresAt',
              transient: true,
              capacity: capacity.push.connections,
              autoScaling,
            }),
          };
    this.auth = oidc
      ? { kind: 'oidc', oidc }
      : {
          kind: 'visitor-key',
          secret: new VisitorKey(this, 'VisitorKey'),
          sealKey: new SealKey(this, 'SealKey'),
        };

    // Alarms and dashboards name queues, and may be switched off. An export that came and went with them would have to be deleted while the other
    // stack still uses it.
    for (const queue of [this.quarantine, this.burst?.queue, this.burst?.deadLetters, this.push?.queue])
      for (const value of queue ? [queue.queueName, queue.queueUrl] : []) this.exportValue(value);

    new CfnOutput(this, 'LikeEventsStream', { value: this.likeEvents.streamName });
    if (this.rollUp)
      new CfnOutput(this, 'CountUpdatesStream', { value: this.rollUp.countUpdates.streamName });
    new CfnOutput(this, 'CountersTable', { value: this.counters.tableName });
    new CfnOutput(this, 'LikesTable', { value: this.likes.tableName });
    new CfnOutput(this, 'PostsTable', { value: this.posts.tableName });
    if (this.rollUp) new CfnOutput(this, 'TimelineTable', { value: this.rollUp.timeline.tableName });
    new CfnOutput(this, 'QuarantineQueue', { value: this.quarantine.queueName });
    new CfnOutput(this, 'QuarantineQueueUrl', { value: this.quarantine.queueUrl });
    new CfnOutput(this, 'LastResortBucket', { value: this.lastResort.bucketName });
    if (this.burst) {
      new CfnOutput(this, 'BurstQueueUrl', { value: this.burst.queue.queueUrl });
      new CfnOutput(this, 'BurstDeadLetterQueueUrl', { value: this.burst.deadLetters.queueUrl });
    }
    if (this.auth.kind === 'visitor-key') {
      new CfnOutput(this, 'VisitorKeyArn', { value: this.auth.secret.secretArn });
      new CfnOutput(this, 'SealKeyArn', { value: this.auth.sealKey.secretArn });
    }
  }
}
