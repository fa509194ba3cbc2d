// Makes the two templates of a deployment in this process. Bundling and strict validation, which take seconds, are left out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readDeployment } from '../../bin/read-deployment.ts';
import type { Deployment } from '../../lib/deployment.ts';
import { makeLikesStacks } from '../../lib/make-likes-stacks.ts';

const cdkJson = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface LikesTemplates {
  readonly data: Template;
  readonly service: Template;
  readonly stacks: readonly [data: Stack, service: Stack];
}

export const ownDomainContext = {
  domainName: 'likes.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0f5f2ab4-1c0b-4b5e-9d0c-0d6d5d0f1a2b',
};

/** CloudFront takes certificates of us-east-1 only. */
export const edgeDomainContext = {
  ...ownDomainContext,
  certificateArn: ownDomainContext.certificateArn.replace('eu-west-1', 'us-east-1'),
};

export const oidcContext = { oidcIssuer: 'https://id.example', oidcAudience: 'likes' };

type Change = (deployment: Deployment) => Deployment;

/** @param change what differs from the deployment that context and files describe */
export function makeApp(context: Record<string, string> = {}, change: Change = (deployment) => deployment) {
  const found = readDeployment({ context, directory: join(import.meta.dirname, 'deployments') });
  if ('problem' in found) throw new Error(found.problem);
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  return { app, ...makeLikesStacks(app, change(found.deployment)) };
}

export function synthesizeTemplates(context: Record<string, string> = {}, change?: Change): LikesTemplates {
  const { data, service } = makeApp(context, change);
  return { data: Template.fromStack(data), service: Template.fromStack(service), stacks: [data, service] };
}

/** The resources of a type, by logical id. */
export const resourcesOf = (template: Template, type: string) =>
  Object.entries(template.findResources(type)) as unknown as [logicalId: string, Resource][];

/** The properties of a type's only resource. */
export function onlyResourceOf(template: Template, type: string): Resource['Properties'] {
  const resources = resourcesOf(template, type);
  const [only] = resources;
  if (!only || resources.length > 1) throw new Error(`${resources.length} resources of type ${type}`);
  return only[1].Properties;
}

/** The resource whose construct has this id in its stack. */
export function resourceNamed(template: Template, type: string, id: string) {
  const found = resourcesOf(template, type).find(([logicalId]) => logicalId.startsWith(id));
  if (!found) throw new Error(`no resource of type ${type} is named ${id}`);
  return found[1].Properties;
}
