// The same API as a REST API, for LocalStack, whose free edition has no HTTP APIs. For one machine: no CORS, no access log.

import { Stack, Validations } from 'aws-cdk-lib';
import {
  EndpointType,
  type IResource,
  LambdaIntegration,
  Resource,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { acknowledgePublic, acknowledgeSynchronous } from './api-findings.ts';
import { apiRoutes, type LikesApiProps } from './api-routes.ts';

export class LikesRestApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: LikesApiProps) {
    super(scope, id);
    const { scenario, describeApi } = props;
    const api = new RestApi(this, 'Api', {
      restApiName: Stack.of(this).stackName,
      description: `Likes counter, ${scenario.name}`,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: {
        stageName: 'likes',
        throttlingRateLimit: scenario.throttling.requestsPerSecond,
        throttlingBurstLimit: scenario.throttling.burstRequests,
      },
    });
    this.url = api.url;
    // The stack has an output of its own for it.
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
    // A method of its own comes before ANY, and a resource of its own before the proxy: the rest is describe-api's.
    const rest = integrate(describeApi);
    for (const resource of [...withChildren(api.root), api.root.addResource('{proxy+}')])
      addMethod(resource, 'ANY', rest);
  }
}

/** One permission for all methods of a function. */
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
      reason: 'For an emulator on one machine only; functions check every request themselves',
    });
}
