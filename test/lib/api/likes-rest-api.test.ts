import { describe, expect, test } from 'vitest';
import { oidcContext, resourceNamed, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const target = 'localstack';
const { service } = synthesizeTemplates({ target });

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

/** The CORS configuration of each function that has one. */
function corsOf(template: typeof service): Record<string, unknown> {
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
    const { Variables } = Properties['Environment'] as { Variables: Record<string, string> };
    return [id.replace(/Function\w+$/, ''), Variables['CORS']] as const;
  });
  return Object.fromEntries(
    functions.flatMap(([name, json]) => (json === undefined ? [] : [[name, JSON.parse(json) as unknown]])),
  );
}

describe('the REST API for LocalStack', () => {
  test('leads every route to its function, and the rest to describe-api', () => {
    const routes = Object.entries(methodsOf());
    expect(Object.fromEntries(routes.filter(([key]) => !key.startsWith('ANY ')))).toEqual({
      'PUT /v1/posts/{postId}/like': 'AcceptLike',
      'DELETE /v1/posts/{postId}/like': 'AcceptLike',
      'POST /v1/likes': 'AcceptLike',
      'GET /v1/posts/{postId}/likes': 'ReadCounts',
      'GET /v1/posts/{postId}/badge.svg': 'ReadCounts',
      'GET /v1/likes': 'ReadCounts',
      'GET /v1/posts/{postId}/timeline': 'ReadCounts',
      'GET /v1/posts': 'ReadCounts',
      'GET /v1/trending': 'ReadCounts',
      'GET /v1/me/likes': 'ReadCounts',
      'GET /v1/receipts/{receipt}': 'ReadCounts',
      'POST /v1/visitors': 'IssueVisitor',
      'POST /v1/challenges': 'IssueVisitor',
    });
    const rest = routes.filter(([key]) => key.startsWith('ANY '));
    expect(new Set(rest.map(([, functionId]) => functionId))).toEqual(new Set(['DescribeApi']));
    expect(rest.map(([key]) => key).sort()).toEqual([
      'ANY /',
      'ANY /v1',
      'ANY /v1/challenges',
      'ANY /v1/likes',
      'ANY /v1/me',
      'ANY /v1/me/likes',
      'ANY /v1/posts',
      'ANY /v1/posts/{postId}',
      'ANY /v1/posts/{postId}/badge.svg',
      'ANY /v1/posts/{postId}/like',
      'ANY /v1/posts/{postId}/likes',
      'ANY /v1/posts/{postId}/timeline',
      'ANY /v1/receipts',
      'ANY /v1/receipts/{receipt}',
      'ANY /v1/trending',
      'ANY /v1/visitors',
      'ANY /{proxy+}',
    ]);
  });

  test('passes whole requests on', () => {
    for (const [, { Properties }] of resourcesOf(service, 'AWS::ApiGateway::Method'))
      expect(Properties['Integration']).toMatchObject({ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' });
  });

  test('lets pages of allowed origins call it through its functions, which get the HTTP API’s configuration', () => {
    const origins = { allowedOrigins: 'http://localhost:5173,https://*' };
    const configurations = corsOf(synthesizeTemplates({ target, ...origins }).service);
    expect(Object.keys(configurations).sort()).toEqual([
      'AcceptLike',
      'DescribeApi',
      'IssueVisitor',
      'ReadCounts',
    ]);
    const { CorsConfiguration } = resourceNamed(
      synthesizeTemplates(origins).service,
      'AWS::ApiGatewayV2::Api',
      'Http',
    );
    const { AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders, MaxAge } = CorsConfiguration as Record<
      string,
      unknown
    >;
    for (const configuration of Object.values(configurations))
      expect(configuration).toEqual({
        allowOrigins: AllowOrigins,
        allowMethods: AllowMethods,
        allowHeaders: AllowHeaders,
        exposeHeaders: ExposeHeaders,
        maxAgeSeconds: MaxAge,
      });
  });

  test('leads every preflight to describe-api, because no method OPTIONS is in its way', () => {
    const { service } = synthesizeTemplates({ target, allowedOrigins: '*' });
    const methods = methodsOf(service);
    expect(Object.keys(methods).filter((key) => key.startsWith('OPTIONS'))).toEqual([]);
    for (const key of Object.keys(methods)) expect(methods).toHaveProperty([key.replace(/^\w+/, 'ANY')]);
  });

  test('does no CORS unless an origin is allowed', () => {
    expect(corsOf(service)).toEqual({});
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
