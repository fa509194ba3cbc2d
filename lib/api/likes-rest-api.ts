// The same API as a REST API for LocalStack, whose free edition has no HTTP APIs. It serves one machine, so it has no access
// log. Its functions do CORS, because a REST API passes their answers on as they are.

import { Stack, Validations } from 'aws-cdk-lib';
import {
  EndpointType,
  type IResource,
  LambdaIntegration,
  Resource,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { acknowledgePublic, acknowledgeSynchronous } from './api-findings.ts';
import { apiRoutes, type LikesApiProps } from './api-routes.ts';
import { corsFor } from './likes-api.ts';

interface LikesRestApiProps extends LikesApiProps {
  /** Origins whose pages may call the API from a browser. If there are none, no other origin may. */
  readonly allowedOrigins: readonly string[];
}

export class LikesRestApi extends Construct {
  readonly url: string;
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: LikesRestApiProps) {
    super(scope, id);
    const { plan, describeApi, allowedOrigins } = props;
    const { throttling } = plan.capacity;
    this.api = new RestApi(this, 'Api', {
      restApiName: Stack.of(this).stackName,
      description: `Likes counter, ${plan.name}`,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: {
        stageName: 'likes',
        throttlingRateLimit: throttling.requestsPerSecond,
        throttlingBurstLimit: throttling.burstRequests,
      },
    });
    const { api } = this;
    this.url = api.url;
    // The stack has its own output for the URL.
    api.node.tryRemoveChild('Endpoint');
    acknowledge(api, ['AwsSolutions-APIG2']);
    acknowledge(api.deploymentStage, [
      'AwsSolutions-APIG1',
      'AwsSolutions-APIG3',
      'AwsSolutions-APIG6',
      'Serverless-APIGWAccessLogging',
      'Serverless-APIGWXrayEnabled',
    ]);

    for (const { target, routes } of apiRoutes(props)) {
      const integration = integrate(target);
      for (const { method, path } of routes) addMethod(api.root.resourceForPath(path), method, integration);
    }
    // API Gateway prefers a named method to ANY, and a named resource to the proxy. Only the rest goes to describe-api.
    const rest = integrate(describeApi);
    for (const resource of [...withChildren(api.root), api.root.addResource('{proxy+}')])
      addMethod(resource, 'ANY', rest);

    if (allowedOrigins.length === 0) return;
    // A preflight is a request to describe-api, because no route has the method OPTIONS.
    for (const target of [describeApi, ...apiRoutes(props).map((it) => it.target)])
      (target as LambdaFunction).addEnvironment('CORS', corsOf(allowedOrigins));
  }
}

/** Returns the CORS configuration that an HTTP API would have. Here the functions get it. */
function corsOf(allowedOrigins: readonly string[]): string {
  const { maxAge, ...cors } = corsFor(allowedOrigins);
  return JSON.stringify({ ...cors, maxAgeSeconds: maxAge.toSeconds() });
}

/** All methods of a function share one permission to invoke it. */
function integrate(target: IFunction): LambdaIntegration {
  acknowledgeSynchronous(target);
  return new LambdaIntegration(target, { scopePermissionToMethod: false });
}

function addMethod(resource: IResource, name: string, integration: LambdaIntegration) {
  acknowledgePublic(resource.addMethod(name, integration), ['AwsSolutions-APIG4', 'AwsSolutions-COG4']);
}

function withChildren(resource: IResource): IResource[] {
  const children = resource.node.children.filter((child) => child instanceof Resource);
  return [resource, ...children.flatMap(withChildren)];
}

function acknowledge(construct: IConstruct, ruleIds: readonly string[]) {
  for (const id of ruleIds)
    Validations.of(construct).acknowledge({
      id,
      reason: 'It is for an emulator on one machine only, and functions check every request themselves',
    });
}
