// Fuzzes the HTTP functions. Whatever a request holds, its answer is valid, a refusal is a problem document that says why, and no request
// makes a function fail. Only events that were answered with 202 are in the stream.

import './environment.ts';
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { type HttpFunction, operations, routes } from '../../core/api/routes.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { decodeLikeRecord, encodeLikeRecord } from '../../core/likes/like-record.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { makeDescribeApi } from '../../lambdas/describe-api.ts';
import { descriptions } from '../../lambdas/http/operations.ts';
import { Problem } from '../../lambdas/http/answer-schemas.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { makeVerifyOldToken } from '../../lambdas/http/renew-visitor.ts';
import { makeCheckVisitorToken, makeSignVisitorToken } from '../../lambdas/http/visitor-token.ts';
import { makeIssueVisitor } from '../../lambdas/issue-visitor.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { bytesOf } from './arbitraries.ts';
import { activity, eventIdAt, NOW_MS, readerOf, recordingStream } from './fakes.ts';
import { eventOf, type Request, requests } from './http-events.ts';
import { makeTarget } from './target.ts';
import { VISITOR, VISITOR_KEYS } from './tokens.ts';

const { now } = VISITOR_KEYS;
const checkToken = makeCheckVisitorToken(VISITOR_KEYS);
const verifyToken = async (token: string) => (await checkToken(token))?.userId;

const stream = recordingStream();
let ids = 0;
const newId = () => eventIdAt(NOW_MS, `8000-${String(ids++).padStart(12, '0')}`);
const acceptLike = serve(makeAcceptLike({ stream, verifyToken, now, newId }));
const readCounts = serve(makeReadCounts({ reader: readerOf({}), activity, verifyToken }));
const describeApi = serve(makeDescribeApi());
const issueVisitor = serve(
  makeIssueVisitor({
    signToken: makeSignVisitorToken(VISITOR_KEYS),
    verifyOldToken: makeVerifyOldToken(VISITOR_KEYS),
    newVisitorId: () => VISITOR,
    challenge: makeProofOfWork(VISITOR_KEYS),
  }),
);

const HANDLERS: Record<HttpFunction, typeof acceptLike> = {
  'accept-like': acceptLike,
  'read-counts': readCounts,
  'issue-visitor': issueVisitor,
  'describe-api': describeApi,
};

/** The function of each route, and the schema of its answer when the request is valid. */
const FUNCTIONS = new Map<string, [typeof acceptLike, v.GenericSchema]>(
  operations.map((operation) => {
    const { method, path, answeredBy } = routes[operation];
    const schema = descriptions[operation].answer.schema ?? v.object({ openapi: v.literal('3.1.0') });
    return [`${method} ${path}`, [HANDLERS[answeredBy], schema]];
  }),
);
const FALLBACK: [typeof acceptLike, v.GenericSchema] = [describeApi, v.object({ openapi: v.string() })];

const BADGE = 'GET /v1/posts/{postId}/badge.svg';
const REFUSALS = new Set([400, 401, 404, 405, 413, 415]);

export const httpRequests = makeTarget('http-requests', requests, async (request) => {
  stream.records.length = 0;
  ids = 0;
  const [handler, schema] = FUNCTIONS.get(request.routeKey) ?? FALLBACK;
  const answer = await handler(eventOf(request));
  checkAnswer(request, answer, schema);
  checkStream(request, answer);
});

type Answer = Awaited<ReturnType<typeof acceptLike>>;

/** The headers of an answer. A REST API gets them as lists. */
function headersOf(answer: Answer): Record<string, string> {
  const headers = Object.entries(answer.headers ?? (answer.multiValueHeaders as object | undefined) ?? {});
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

function checkAnswer({ method, routeKey, postId }: Request, answer: Answer, schema: v.GenericSchema) {
  const { statusCode, body, isBase64Encoded } = answer;
  const sent = headersOf(answer);
  for (const [name, value] of Object.entries(sent)) {
    assert.match(name, /^[a-z-]+$/);
    assert.match(value, /^[\t\x20-\x7e]*$/);
  }
  assert.equal(isBase64Encoded, false);
  if (statusCode < 300) {
    if (statusCode === 204 || body === '') return;
    if (routeKey === BADGE) return assert.match(body, /^<svg [^<]*>\n<title>[^<]*<\/title>/);
    v.assert(schema, JSON.parse(body));
    if (routeKey === 'GET /v1/posts/{postId}/likes')
      assert.equal((JSON.parse(body) as { postId: string }).postId, postId);
    return;
  }
  if (routeKey === BADGE && statusCode === 304) return;
  assert.ok(REFUSALS.has(statusCode), `a request was answered with ${statusCode}: ${body}`);
  assert.equal(sent['content-type'], 'application/problem+json');
  assert.equal(sent['cache-control'], 'no-store');
  if (body === '') assert.equal(method, 'HEAD');
  else assert.equal(v.parse(Problem, JSON.parse(body)).status, statusCode);
  if (statusCode === 401) assert.match(sent['www-authenticate'] ?? '', /^(Bearer|Solution)/);
  if (statusCode === 405) assert.match(sent['allow'] ?? '', /OPTIONS$/);
}

/** No action that was accepted has the id of an action with the opposite effect on the same post. */
function checkIds(events: readonly LikeEvent[]) {
  const ops = new Map(events.map(({ id, postId, op }) => [`${id} ${postId}`, op]));
  for (const { id, postId, op } of events) assert.equal(ops.get(`${id} ${postId}`), op);
}

function checkStream({ routeKey, postId }: Request, { statusCode, body }: Answer) {
  assert.equal(stream.records.length, statusCode === 202 ? 1 : 0);
  const [events] = stream.records;
  if (!events) return;
  checkIds(events);
  assert.deepEqual(decodeLikeRecord(bytesOf(encodeLikeRecord(events)), VISITOR), { ok: true, events });
  const answered = JSON.parse(body) as { id: string; events: { postId: string; id: string }[] };
  if (routeKey === 'POST /v1/likes')
    assert.deepEqual(
      answered.events.map(({ postId: named, id }) => ({ postId: named, id })),
      events.map(({ postId, id }) => ({ postId, id })),
    );
  else {
    const op = routeKey.startsWith('PUT') ? 'like' : 'unlike';
    assert.deepEqual(events, [{ v: 1, id: answered.id, postId, userId: VISITOR, op }]);
  }
}
