// The WebSocket API of those who look at counts. One function answers all of its routes, and every frame is answered with a frame.

import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  LogGroupLogDestination,
  WebSocketApi,
  WebSocketRoute,
  WebSocketStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import { acknowledgePublic, acknowledgeSynchronous } from './api-findings.ts';

interface ViewersApiProps {
  readonly capacity: Capacity;
  readonly answerViewer: IFunction;
}

/** Frames of no other action are malformed, and get their answer from the default route. */
const FRAME_ROUTES = ['subscribe', 'unsubscribe', 'ping', '$default'];

export class ViewersApi extends Construct {
  /** Where pages connect: `wss://…`. */
  readonly url: string;
  /** Where functions reach the connections. */
  readonly connectionsUrl: string;
  readonly connectionsArn: string;
  readonly api: WebSocketApi;

  constructor(scope: Construct, id: string, { capacity, answerViewer }: ViewersApiProps) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-viewers`,
      description: 'Likes counter, live counts',
      routeSelectionExpression: '$request.body.action',
    });
    const { api } = this;
    const integration = new WebSocketLambdaIntegration('AnswerViewer', answerViewer);
    acknowledgeSynchronous(answerViewer);
    for (const routeKey of ['$connect', '$disconnect', ...FRAME_ROUTES]) {
      const route = new WebSocketRoute(this, routeKey, {
        webSocketApi: api,
        routeKey,
        integration,
        returnResponse: FRAME_ROUTES.includes(routeKey),
      });
      acknowledgePublic(route);
    }
    const stage = this.addStage(api, capacity);
    this.url = stage.url;
    this.connectionsUrl = stage.callbackUrl;
    this.connectionsArn = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stage.stageName}/*/@connections/*`,
    });
  }

  private addStage(webSocketApi: WebSocketApi, { throttling, logRetentionDays }: Capacity): WebSocketStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      // The name keeps it out of the account's resource policy, as that of the HTTP API does.
      logGroupName: `/aws/vendedlogs/apis/${Stack.of(this).stackName}-viewers`,
      retention: logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new WebSocketStage(this, 'Stage', {
      webSocketApi,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: throttling.requestsPerSecond, burstLimit: throttling.burstRequests },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }
}

// The log holds no address and no header, so no token is in it. A connection is nobody whom it could tell.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    requestTime: AccessLogField.contextRequestTime(),
    connectionId: '$context.connectionId',
    eventType: '$context.eventType',
    routeKey: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    integrationError: '$context.integrationErrorMessage',
  }),
);
