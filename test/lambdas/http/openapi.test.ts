import '../../../trials/fuzz/environment.ts';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Operation as OperationName, operations as names, routes } from '../../../core/api/routes.ts';
import { makeAcceptLike } from '../../../lambdas/accept-like.ts';
import { makeDescribeApi } from '../../../lambdas/describe-api.ts';
import { describeRoutes } from '../../../lambdas/http/openapi.ts';
import { descriptions } from '../../../lambdas/http/operations.ts';
import { Problem } from '../../../lambdas/http/schemas.ts';
import { serve } from '../../../lambdas/http/serve.ts';
import { makeIssueVisitor } from '../../../lambdas/issue-visitor.ts';
import { makeReadCounts } from '../../../lambdas/read-counts.ts';
import {
  asAnn,
  eventIdAt,
  NOW_MS,
  readerOf,
  recordingStream,
  verifyToken,
} from '../../../trials/fuzz/fakes.ts';
import { httpApiEvent } from '../http-api-event.ts';

interface Operation {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: { 'application/json': { schema: { additionalProperties: boolean } } } };
  responses: Record<string, { description?: string; $ref?: string; content?: object }>;
}

const document = describeRoutes() as {
  openapi: string;
  info: Record<string, unknown>;
  paths: Record<string, Record<string, Operation>>;
  components: { responses: object; schemas: object; securitySchemes: object };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const apps = [
  makeAcceptLike({
    stream: recordingStream(),
    verifyToken,
    now: () => NOW_MS,
    newId: () => eventIdAt(NOW_MS),
  }),
  makeReadCounts({ reader: readerOf({ p: { count: 2, asOf: '2026-11-24T00:00:00.000Z' } }), verifyToken }),
  makeIssueVisitor({
    signToken: async (visitorId) => ({ token: `token of ${visitorId}`, expiresAtMs: NOW_MS }),
    newVisitorId: () => 'visitor-1',
  }),
  makeDescribeApi(),
];

const templateOf = (honoPath: string) => honoPath.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
const servedBy = (name: OperationName) =>
  apps.find((app) =>
    app.routes.some(
      ({ method, path }) => method === routes[name].method && templateOf(path) === routes[name].path,
    ),
  );

async function call(name: OperationName, headers: Record<string, string>) {
  const app = servedBy(name);
  if (!app) throw new Error(`nobody serves ${name}`);
  const { method, path } = routes[name];
  const { parameters, body } = descriptions[name];
  return await serve(app)(
    httpApiEvent(`${method} ${path}`, {
      headers,
      ...(path.includes('{') ? { parameters: { postId: 'p' } } : {}),
      ...(parameters.some(({ name }) => name === 'posts') ? { query: 'posts=p,q' } : {}),
      ...(body ? { body: { actions: [{ postId: 'p', op: 'like' }] } } : {}),
    }),
  );
}

describe('the OpenAPI document', () => {
  test('has all that OpenAPI 3.1 requires', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
      for (const response of Object.values(operation.responses)) {
        expect(response.$ref ?? response.description).toEqual(expect.any(String));
      }
    }
  });

  test('refers only to parts that it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, kind, name] of references)
      expect(document.components).toHaveProperty([kind ?? '', name ?? '']);
    for (const scheme of operations.flatMap(({ operation }) => operation.security.flatMap(Object.keys))) {
      expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  });

  test('names every route that a function has and no other', () => {
    const served = apps.flatMap((app) =>
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method.toLowerCase()} ${templateOf(path)}`),
    );
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
  });

  test('says that unknown fields are refused', () => {
    const body = document.paths['/v1/likes']?.['post']?.requestBody?.content['application/json'].schema;
    expect(body?.additionalProperties).toBe(false);
  });

  test.each(names)('tells the truth about the answer of %s', async (name) => {
    const { person, answer } = descriptions[name];
    const { statusCode, body } = await call(name, person === 'none' ? {} : asAnn);
    expect(statusCode).toBe(answer.status);
    expect(v.safeParse(answer.schema ?? v.looseObject({}), JSON.parse(body)).issues).toBeUndefined();
  });

  test.each(names.filter((name) => descriptions[name].person !== 'none'))(
    'tells the truth about the problems of %s',
    async (name) => {
      const { statusCode, body } = await call(name, { authorization: 'Bearer bad' });
      expect(descriptions[name].problems).toContain(statusCode);
      expect(v.safeParse(Problem, JSON.parse(body)).issues).toBeUndefined();
    },
  );
});
