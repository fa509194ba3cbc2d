// describe-api needs no permissions: it answers from its own bundle, with the API's description or with a problem.

import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import { LikesFunction } from './likes-function.ts';

export class DescribeApiFunction extends LikesFunction {
  /** @param liveUrl where pages connect for live counts; undefined where they ask for counts */
  constructor(scope: Construct, id: string, capacity: Capacity, liveUrl: string | undefined) {
    super(scope, id, {
      name: 'describe-api',
      description: 'Serves the OpenAPI description and answers unknown routes',
      size: capacity.functions.describeApi,
      logRetentionDays: capacity.logRetentionDays,
      ...(liveUrl !== undefined && { environment: { LIVE_URL: liveUrl } }),
    });
  }
}
