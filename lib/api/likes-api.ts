// The HTTP API. It leads each route to its function, and has throttling, an access log and CORS.

import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnIntegration,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { methods } from '../../core/api/routes.ts';
import type { Capacity } from '../../planner/capacity.ts';
import { acknowledgePublic, acknowledgeSynchronous } from './api-findings.ts';
import { apiRoutes, type LikesApiProps } from './api-routes.ts';
import { throttleRoutes } from './route-throttling.ts';
import { ApiDomain, type OwnDomain } from './own-domain.ts';

interface LikesHttpApiProps extends LikesApiProps {
  /** Origins whose pages may call the API from a browser. If there are none, no other origin may. */
  readonly allowedOrigins: readonly string[];
  readonly ownDomain: OwnDomain | undefined;
}

export class LikesApi extends Construct {
  readonly url: string;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: LikesHttpApiProps) {
    super(scope, id);
    const { plan, allowedOrigins, ownDomain } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: `Likes counter, ${plan.name}`,
      createDefaultStage: false,
      // Whoever used the other name would be outside of what the owner's name goes through.
      ...(ownDomain && { disableExecuteApiEndpoint: true }),
      ...(allowedOrigins.length > 0 && { corsPreflight: corsFor(allowedOrigins) }),
    });
    const stage = this.addStage(plan.capacity);
    this.url = ownDomain ? `https://${ownDomain.domainName}/` : stage.url;
    if (ownDomain) new ApiDomain(this, 'Domain', { ...ownDomain, api: this.api, stage });

    const made = apiRoutes(props).flatMap(({ name, target, routes }) => {
      const routeKeys = routes.map(({ method, path }) => HttpRouteKey.with(path, HttpMethod[method]));
      return this.route(name, target, routeKeys);
    });
    this.route('DescribeApi', props.describeApi, [HttpRouteKey.DEFAULT]);
    throttleRoutes(stage, plan.capacity.throttling.routes, new Map(made));
  }

  private route(name: string, target: IFunction, routeKeys: readonly HttpRouteKey[]) {
    // Each function has one integration. Its payload format is the default, 2.0.
    const integration = new HttpLambdaIntegration(name, target);
    acknowledgeSynchronous(target);
    const made = routeKeys.map((routeKey): [key: string, HttpRoute] => {
      const route = new HttpRoute(this, routeKey.key, { httpApi: this.api, routeKey, integration });
      acknowledgePublic(route);
      return [routeKey.key, route];
    });
    permitFirst(made.map(([, route]) => route));
    return made;
  }

  private addStage({ throttling, logRetentionDays }: Capacity): HttpStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      // AWS adds a log group of any other name to a resource policy that holds 5,120 characters for the whole account.
      // source: Step Functions guide, "Avoiding Amazon CloudWatch Logs resource policy size restrictions"
      logGroupName: `/aws/vendedlogs/apis/${Stack.of(this).stackName}`,
      retention: logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttling.requestsPerSecond, burstLimit: throttling.burstRequests },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }
}

/** When an integration changes to another function, or to an alias, it waits until the API may invoke that one. */
function permitFirst(routes: readonly HttpRoute[]): void {
  const parts = routes.flatMap((route) => route.node.findAll());
  const permissions = parts.filter((it) => it instanceof CfnPermission);
  for (const it of parts) if (it instanceof CfnIntegration) it.node.addDependency(...permissions);
}

// The log holds no address, token or query, so nothing in it tells who liked what.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    requestTime: AccessLogField.contextRequestTime(),
    routeKey: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    responseLatencyMs: AccessLogField.contextResponseLatency(),
    integrationError: '$context.integrationErrorMessage',
  }),
);

export const corsFor = (allowedOrigins: readonly string[]) => ({
  allowOrigins: [...allowedOrigins],
  allowMethods: methods.map((method) => CorsHttpMethod[method]),
  allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
  // `Date` tells a page the server's time, by which it corrects its event ids.
  exposeHeaders: ['Date', 'Retry-After'],
  maxAge: Duration.days(1),
});
