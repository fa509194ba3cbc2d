// `-c target=localstack` uses only what LocalStack's free edition really does.

import { describe, expect, test } from 'vitest';
import { kinesisMappingProperties, nodeRuntimes, resourceTypes } from './localstack-free-edition.ts';
import {
  oidcContext,
  onlyResourceOf,
  type Resource,
  resourcesOf,
  synthesizeTemplates,
} from './synthesize-templates.ts';

const target = 'localstack';
const { data, service } = synthesizeTemplates({ target });

const allResourcesOf = (template: { toJSON(): unknown }) =>
  Object.values((template.toJSON() as { Resources: Record<string, Resource> }).Resources);

const unsupported = (types: readonly string[]) => types.filter((type) => !resourceTypes.has(type));

/** "METHOD path" to the function behind it. */
function methodsOf(template = service) {
  const resources = new Map(resourcesOf(template, 'AWS::ApiGateway::Resource'));
  const pathOf = (id: unknown): string => {
    const resource = resources.get((id as { Ref?: string }).Ref ?? '');
    if (!resource) return '';
    return `${pathOf(resource.Properties['ParentId'])}/${String(resource.Properties['PathPart'])}`;
  };
  return Object.fromEntries(
    resourcesOf(template, 'AWS::ApiGateway::Method').map(([, { Properties }]) => {
      const { HttpMethod, ResourceId, Integration } = Properties;
      const functionId = /"(\w+)Function[0-9A-F]{8}"/.exec(JSON.stringify(Integration))?.[1];
      return [`${String(HttpMethod)} ${pathOf(ResourceId) || '/'}`, functionId];
    }),
  );
}

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
    const properties = Object.keys(onlyResourceOf(service, 'AWS::Lambda::EventSourceMapping'));
    expect(properties.filter((it) => !kinesisMappingProperties.includes(it))).toEqual([]);
  });

  test('keeps of the mapping what exactness rests on', () => {
    expect(onlyResourceOf(service, 'AWS::Lambda::EventSourceMapping')).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
    });
  });

  test('runs on a Node.js that the free edition has', () => {
    const runtimes = resourcesOf(service, 'AWS::Lambda::Function').map(([, it]) => it.Properties['Runtime']);
    expect(runtimes).not.toHaveLength(0);
    expect(runtimes.filter((it) => !nodeRuntimes.includes(String(it)))).toEqual([]);
  });

  test('has the same data stack as AWS', () => {
    expect(data.toJSON()).toEqual(synthesizeTemplates().data.toJSON());
  });
});

describe('its REST API', () => {
  test('leads every route to its function, and the rest to describe-api', () => {
    const routes = Object.entries(methodsOf());
    expect(Object.fromEntries(routes.filter(([key]) => !key.startsWith('ANY ')))).toEqual({
      'PUT /v1/posts/{postId}/like': 'AcceptLike',
      'DELETE /v1/posts/{postId}/like': 'AcceptLike',
      'POST /v1/likes': 'AcceptLike',
      'GET /v1/posts/{postId}/likes': 'ReadCounts',
      'GET /v1/likes': 'ReadCounts',
      'POST /v1/visitors': 'IssueVisitor',
    });
    const rest = routes.filter(([key]) => key.startsWith('ANY '));
    expect(new Set(rest.map(([, functionId]) => functionId))).toEqual(new Set(['DescribeApi']));
    expect(rest.map(([key]) => key).sort()).toEqual([
      'ANY /',
      'ANY /v1',
      'ANY /v1/likes',
      'ANY /v1/posts',
      'ANY /v1/posts/{postId}',
      'ANY /v1/posts/{postId}/like',
      'ANY /v1/posts/{postId}/likes',
      'ANY /v1/visitors',
      'ANY /{proxy+}',
    ]);
  });

  test('passes whole requests on', () => {
    for (const [, { Properties }] of resourcesOf(service, 'AWS::ApiGateway::Method'))
      expect(Properties['Integration']).toMatchObject({ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' });
  });

  test('with an OIDC issuer has no method that issues visitors', () => {
    expect(methodsOf(synthesizeTemplates({ target, ...oidcContext }).service)).not.toHaveProperty([
      'POST /v1/visitors',
    ]);
  });

  test('may invoke its functions, and no other API may', () => {
    const permissions = resourcesOf(service, 'AWS::Lambda::Permission').filter(
      ([, it]) => it.Properties['Principal'] === 'apigateway.amazonaws.com',
    );
    expect(permissions).toHaveLength(4);
    for (const [, { Properties }] of permissions)
      expect(JSON.stringify(Properties['SourceArn'])).toContain('{"Ref":"RestApi');
  });
});
