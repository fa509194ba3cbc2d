// The stack of all that must survive: the stream, the tables, the quarantine and the visitors' key. The code that uses
// them is in the other stack.

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Scenario } from '../../scenarios/scenario.ts';
import { LikeEventsStream } from './like-events-stream.ts';
import { LikesTable } from './likes-table.ts';
import type { OidcIssuer, PersonAuth } from './person-auth.ts';
import { QuarantineQueue } from './quarantine-queue.ts';
import { VisitorKey } from './visitor-key.ts';

export const SPLIT_POSTS_INDEX = 'split-posts';

interface LikesDataStackProps extends StackProps {
  readonly scenario: Scenario;
  /** If there is an OIDC issuer, its tokens take the place of our visitor tokens. */
  readonly oidc: OidcIssuer | undefined;
}

export class LikesDataStack extends Stack {
  readonly likeEvents: LikeEventsStream;
  /** The counts and the marks of the lanes. */
  readonly counters: LikesTable;
  /** The ledger: the latest action of each person on each post. */
  readonly likes: LikesTable;
  readonly quarantine: QuarantineQueue;
  readonly auth: PersonAuth;

  constructor(scope: Construct, id: string, { scenario, oidc, ...props }: LikesDataStackProps) {
    super(scope, id, { description: 'Likes counter: stream, tables, quarantine', ...props });
    this.likeEvents = new LikeEventsStream(this, 'LikeEvents', scenario.stream);
    this.counters = new LikesTable(this, 'Counters', {
      // Bucket and post together: buckets of one post must not start on one partition.
      partitionKey: 'counter',
      // DynamoDB deletes a closed bucket when no batch that knows it can come again.
      timeToLiveAttribute: 'expiresAt',
    });
    // The index is sparse: only the roots of split posts have splitState, which is one of several values.
    this.counters.addGlobalSecondaryIndex({
      indexName: SPLIT_POSTS_INDEX,
      partitionKey: { name: 'splitState', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.likes = new LikesTable(this, 'Likes', { partitionKey: 'userId', sortKey: 'postId' });
    this.quarantine = new QuarantineQueue(this, 'Quarantine');
    this.auth = oidc
      ? { kind: 'oidc', oidc }
      : { kind: 'visitor-key', secret: new VisitorKey(this, 'VisitorKey') };

    new CfnOutput(this, 'LikeEventsStream', { value: this.likeEvents.streamName });
    new CfnOutput(this, 'CountersTable', { value: this.counters.tableName });
    new CfnOutput(this, 'LikesTable', { value: this.likes.tableName });
    new CfnOutput(this, 'QuarantineQueue', { value: this.quarantine.queueName });
    new CfnOutput(this, 'QuarantineQueueUrl', { value: this.quarantine.queueUrl });
    if (this.auth.kind === 'visitor-key')
      new CfnOutput(this, 'VisitorKeyArn', { value: this.auth.secret.secretArn });
  }
}
