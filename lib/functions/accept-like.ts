// accept-like may put one record at a time on the stream, and read the visitors' key where it verifies their tokens.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { LikesFunction } from './likes-function.ts';
import { tokenAccess } from './token-access.ts';

export class AcceptLikeFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, data: LikesDataStack) {
    const access = tokenAccess(data.auth);
    super(scope, id, {
      name: 'accept-like',
      description: 'Puts likes and unlikes on the stream',
      size: capacity.functions.acceptLike,
      logRetentionDays: capacity.logRetentionDays,
      environment: { LIKE_EVENTS_STREAM: data.likeEvents.streamName, ...access.environment },
      permissions: [
        new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [data.likeEvents.streamArn] }),
        ...access.permissions,
      ],
    });
  }
}
