// The stream of accepted likes. Its records are durable, and those of one user are in order.

import { RemovalPolicy } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { StreamCapacity } from '../../planner/capacity.ts';
import { streamProps } from './stream-props.ts';

export class LikeEventsStream extends Stream {
  constructor(scope: Construct, id: string, capacity: StreamCapacity) {
    super(scope, id, {
      ...streamProps(capacity),
      // Accepted means durable, also when a deployment replaces or deletes the stream. A first deployment that fails
      // deletes the stream, so that nobody pays for it.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
