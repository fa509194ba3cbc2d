// The origins of a distribution: the HTTP API by the name that API Gateway gives it, and buckets.

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readBucket } from '../edge/bucket.ts';
import type { Headers, Origin } from '../edge/edge-message.ts';
import { isObject, type Json, type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { CloudParts } from './resource-type.ts';

export const objectsOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export async function readOrigin(
  address: ResourceAddress,
  origin: JsonObject,
  cloud: CloudParts,
): Promise<{ ask: Origin; headers: Headers }> {
  const domainName = toText(origin['DomainName']);
  const headers = await Promise.all(
    objectsOf(origin['OriginCustomHeaders']).map(
      async ({ HeaderName: name, HeaderValue: value }) =>
        [toText(name).toLowerCase(), await resolveSecret(cloud.secretsManager, toText(value))] as const,
    ),
  );
  return { ask: findOrigin(address, domainName, cloud), headers };
}

function findOrigin(address: ResourceAddress, domainName: string, { edge, httpApi }: CloudParts): Origin {
  const [name = '', service = ''] = domainName.split('.');
  // The API listens only once everything is made.
  if (service === 'execute-api' && name === httpApi.apiId) return (request) => edge.api(request);
  const bucket = service === 's3' ? edge.buckets.get(name) : undefined;
  if (bucket) return async (request) => readBucket(bucket, request);
  throw new UnsupportedTemplateError(
    address,
    `property DistributionConfig.Origins[].DomainName: ${domainName} is no API or bucket of the local cloud`,
  );
}

const REFERENCE = /^\{\{resolve:secretsmanager:(arn:.*):SecretString:::?\}\}$/;

/** CloudFormation puts the value of a secret in the place of a reference. */
// source: CloudFormation guide, "Get a secret or secret value from Secrets Manager"
async function resolveSecret(secretsManager: SecretsManagerClient, value: string): Promise<string> {
  const [, arn] = REFERENCE.exec(value) ?? [];
  if (arn === undefined) return value;
  const { SecretString: secret } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
  return secret ?? '';
}
