// Gives routes a throttling of their own, in place of the stage's.

import type { CfnStage, HttpRoute, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Operation } from '../../core/api/routes.ts';
import { routes } from '../../core/api/routes.ts';
import type { Throttling } from '../../planner/capacity.ts';

/** @param made the routes of the API, by their keys. An operation that the API does not have is passed over. */
export function throttleRoutes(
  stage: HttpStage,
  throttling: Throttling['routes'],
  made: ReadonlyMap<string, HttpRoute>,
): void {
  const settings: Record<string, object> = {};
  for (const [operation, rate] of Object.entries(throttling)) {
    const { method, path } = routes[operation as Operation];
    const key = `${method} ${path}`;
    const route = made.get(key);
    if (!route) continue;
    settings[key] = {
      ThrottlingRateLimit: rate.requestsPerSecond,
      ThrottlingBurstLimit: rate.burstRequests,
    };
    // API Gateway refuses settings of a route that does not exist yet.
    stage.node.addDependency(route);
  }
  if (Object.keys(settings).length > 0) (stage.node.defaultChild as CfnStage).routeSettings = settings;
}
