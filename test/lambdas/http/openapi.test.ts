import '../../../trials/fuzz/environment.ts';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Operation as OperationName, operations as names, routes } from '../../../core/api/routes.ts';
import { ownerOf } from '../../../core/likes/receipt.ts';
import { makeAcceptLike } from '../../../lambdas/accept-like.ts';
import { makeDescribeApi } from '../../../lambdas/describe-api.ts';
import { describeRoutes } from '../../../lambdas/http/openapi.ts';
import { descriptions } from '../../../lambdas/http/operations.ts';
import { writeReceipt } from '../../../lambdas/http/read-receipt.ts';
import { Problem } from '../../../lambdas/http/answer-schemas.ts';
import { serve } from '../../../lambdas/http/serve.ts';
import { makeProofOfWork } from '../../../lambdas/http/proof-of-work.ts';
import { makeIssueVisitor } from '../../../lambdas/issue-visitor.ts';
import { makeReadCounts } from '../../../lambdas/read-counts.ts';
import { VISITOR_KEYS } from '../../../trials/fuzz/tokens.ts';
import {
  activity,
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
  makeReadCounts({
    reader: readerOf({ p: { count: 2, asOf: '2026-11-24T00:00:00.000Z' } }),
    activity,
    verifyToken,
  }),
  makeIssueVisitor({
    signToken: async (visitorId) => ({ token: `token of ${visitorId}`, expiresAtMs: NOW_MS }),
    verifyOldToken: verifyToken,
    newVisitorId: () => 'visitor-1',
    challenge: makeProofOfWork(VISITOR_KEYS),
  }),
  makeDescribeApi(),
];

const RECEIPT = writeReceipt({
  owner: ownerOf('ann'),
  id: eventIdAt(NOW_MS),
  op: 'like',
  postId: 'p',
  issuedAs: 'queued',
  place: undefined,
});

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
      ...(path.includes('{') ? { parameters: { postId: 'p', receipt: RECEIPT } } : {}),
      ...(parameters.some(({ name }) => name === 'post') ? { query: 'post=p&post=q' } : {}),
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

  test('says which ids are event ids: of an answer in lower case, of a request in both, and in quotes in the header', () => {
    const id = eventIdAt(NOW_MS, '8abc-00000000abcd');
    const patternOf = (schema: unknown) => new RegExp((schema as { pattern: string }).pattern);
    const like = document.paths['/v1/posts/{postId}/like']?.['put'];
    const key = like?.parameters.find(({ name }) => name === 'Idempotency-Key')?.schema as {
      anyOf: object[];
    };
    const isKey = (text: string) => key.anyOf.some((schema) => patternOf(schema).test(text));
    for (const written of [id, id.toUpperCase(), `"${id}"`]) expect(isKey(written)).toBe(true);
    for (const other of [crypto.randomUUID(), `"${id}`, `${id}${id}`, '']) expect(isKey(other)).toBe(false);
    const answer = like?.responses['202']?.content as
      | { 'application/json': { schema: { properties: { id: object } } } }
      | undefined;
    const answered = patternOf(answer?.['application/json'].schema.properties.id);
    expect(id).toMatch(answered);
    expect(id.toUpperCase()).not.toMatch(answered);
  });

  test('says which post ids are good, as far as a pattern can', () => {
    const schemaOf = (path: string, name: string) =>
      document.paths[path]?.['get']?.parameters.find((each) => each.name === name)?.schema as {
        pattern: string;
        items: { pattern: string };
      };
    const inPath = new RegExp(schemaOf('/v1/posts/{postId}/likes', 'postId').pattern);
    const inQuery = new RegExp(schemaOf('/v1/likes', 'post').items.pattern);
    for (const good of ['a', '...', 'a.b', 'é 👍', 'x,y']) {
      expect(good).toMatch(inPath);
      expect(good).toMatch(inQuery);
    }
    for (const bad of ['', 'a\n', '\u0000', 'a\u0085', '\ufffd']) {
      expect(bad).not.toMatch(inPath);
      expect(bad).not.toMatch(inQuery);
    }
    for (const onlyInQuery of ['.', '..', 'a/b', 'a?']) {
      expect(onlyInQuery).not.toMatch(inPath);
      expect(onlyInQuery).toMatch(inQuery);
    }
  });

  test('says that unknown fields are refused', () => {
    const body = document.paths['/v1/likes']?.['post']?.requestBody?.content['application/json'].schema;
    expect(body?.additionalProperties).toBe(false);
  });

  test.each(names)('tells the truth about the answer of %s', async (name) => {
    const { person, answer } = descriptions[name];
    const { statusCode, headers, body } = await call(name, person === 'none' ? {} : asAnn);
    expect(statusCode).toBe(answer.status);
    expect(headers?.['content-type']).toContain(answer.mediaType ?? 'application/json');
    const content: unknown = answer.mediaType === undefined ? JSON.parse(body) : body;
    const schema = answer.schema ?? (answer.mediaType === undefined ? v.looseObject({}) : v.string());
    expect(v.safeParse(schema, content).issues).toBeUndefined();
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

test('the document says which operations may be limited, and that the answer tells when to come again', () => {
  const limited = operations.filter(({ operation }) => '429' in operation.responses);
  expect(limited.map(({ operation }) => operation.operationId).toSorted()).toEqual(
    names.filter((name) => !name.startsWith('describe')).toSorted(),
  );
  for (const { operation } of limited)
    expect(operation.responses['429']).toEqual({ $ref: '#/components/responses/TooMany' });
  expect(document.components.responses).toMatchObject({
    TooMany: { headers: { 'Retry-After': { schema: { type: 'integer', minimum: 1 } } } },
  });
});
