// describe-api answers from its own bundle: the API's description, and problems for unknown routes. No permissions.

import type { Construct } from 'constructs';
import type { Scenario } from '../../scenarios/scenario.ts';
import { LikesFunction } from './likes-function.ts';

export class DescribeApiFunction extends LikesFunction {
  constructor(scope: Construct, id: string, scenario: Scenario) {
    super(scope, id, {
      name: 'describe-api',
      description: 'Serves the OpenAPI description and answers unknown routes',
      size: scenario.functions.describeApi,
      logRetentionDays: scenario.logRetentionDays,
    });
  }
}
