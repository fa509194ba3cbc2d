// The stream of what counts have become. It is derived from the counters, so it goes with its stack.

import { RemovalPolicy } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { StreamCapacity } from '../../planner/capacity.ts';
import { streamProps } from './stream-props.ts';

export class CountUpdatesStream extends Stream {
  constructor(scope: Construct, id: string, capacity: StreamCapacity) {
    super(scope, id, { ...streamProps(capacity), removalPolicy: RemovalPolicy.DESTROY });
  }
}
