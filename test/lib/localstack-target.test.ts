// Checks that `-c target=localstack` uses only what LocalStack's free edition really does.

import { describe, expect, test } from 'vitest';
import { kinesisMappingProperties, nodeRuntimes, resourceTypes } from './localstack-free-edition.ts';
import { oidcContext, type Resource, resourcesOf, synthesizeTemplates } from './synthesize-templates.ts';

const target = 'localstack';
const { data, service } = synthesizeTemplates({ target });

const mappings = resourcesOf(service, 'AWS::Lambda::EventSourceMapping').map(
  ([, { Properties }]) => Properties,
);
const batchLikesMapping = mappings.find((it) => 'StartingPosition' in it) ?? {};
const drainBurstMapping = mappings.find((it) => !('StartingPosition' in it)) ?? {};

const allResourcesOf = (template: { toJSON(): unknown }) =>
  Object.values((template.toJSON() as { Resources: Record<string, Resource> }).Resources);

const unsupported = (types: readonly string[]) => types.filter((type) => !resourceTypes.has(type));

describe('the LocalStack profile', () => {
  test.each([
    ['visitors', {}],
    ['an OIDC issuer', oidcContext],
  ])('with %s has only resource types that the free edition makes', (_, context) => {
    const templates = synthesizeTemplates({ target, ...context });
    const types = [templates.data, templates.service].flatMap(allResourcesOf).map(({ Type }) => Type);
    expect(types.length).toBeGreaterThan(30);
    expect(unsupported(types)).toEqual([]);
  });

  test('is needed: what is made for AWS has types that the free edition only reports as created', () => {
    const types = allResourcesOf(synthesizeTemplates().service).map(({ Type }) => Type);
    expect(unsupported(types)).toContain('AWS::ApiGatewayV2::Api');
  });

  test('sets nothing on the mapping that the free edition does not read', () => {
    const properties = Object.keys(batchLikesMapping);
    expect(properties.filter((it) => !kinesisMappingProperties.includes(it))).toEqual([]);
  });

  test('leaves the concurrency out of the mapping of the burst queue, which the free edition ignores', () => {
    expect(drainBurstMapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(drainBurstMapping).not.toHaveProperty('ScalingConfig');
  });

  test('keeps those settings of the mapping that exactness rests on', () => {
    expect(batchLikesMapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 60 * 3_600,
    });
  });

  test('runs on a Node.js that the free edition has', () => {
    const runtimes = resourcesOf(service, 'AWS::Lambda::Function').map(([, it]) => it.Properties['Runtime']);
    expect(runtimes).not.toHaveLength(0);
    expect(runtimes.filter((it) => !nodeRuntimes.includes(String(it)))).toEqual([]);
  });

  test('has the same data stack as AWS, but for what pushes counts, because LocalStack has no WebSocket API', () => {
    const { Resources, Outputs, ...rest } = synthesizeTemplates().data.toJSON() as Record<string, object>;
    const withoutPush = (parts: object = {}) =>
      Object.fromEntries(
        Object.entries(parts).filter(([id]) => !/(^|Ref|GetAtt)(Broadcast|Connections)/.test(id)),
      );
    expect(data.toJSON()).toEqual({
      ...rest,
      Resources: withoutPush(Resources),
      Outputs: withoutPush(Outputs),
    });
  });
});
