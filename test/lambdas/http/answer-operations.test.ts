import '../../../trials/fuzz/environment.ts';
import { expect, test } from 'vitest';
import { answerOperations, inOrder } from '../../../lambdas/http/answer-operations.ts';

const answer = inOrder((c) => c.text('answered'));

test('a function has a route for each of its operations', () => {
  const { routes } = answerOperations('read-counts', {
    readLikes: answer,
    readLikesOfMany: answer,
    readBadge: answer,
    readTimeline: answer,
    readTrending: answer,
    readMyLikes: answer,
    readFeed: answer,
    readReceipt: answer,
  });
  expect(
    routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ).toEqual([
    'GET /v1/posts/:postId{[^/]*}/likes',
    'GET /v1/likes',
    'GET /v1/posts/:postId{[^/]*}/badge.svg',
    'GET /v1/posts/:postId{[^/]*}/timeline',
    'GET /v1/trending',
    'GET /v1/me/likes',
    'GET /v1/posts',
    'GET /v1/receipts/:receipt{[^/]*}',
  ]);
});

test('a function that forgets an operation neither type-checks nor starts', () => {
  // @ts-expect-error all other operations are missing
  expect(() => answerOperations('read-counts', { readLikes: answer })).toThrow(TypeError);
});

test('an operation of another function does not type-check, and gets no route', () => {
  const ofIssueVisitor = { issueVisitor: answer, poseChallenge: answer };
  // @ts-expect-error describeApi belongs to describe-api
  const { routes } = answerOperations('issue-visitor', { ...ofIssueVisitor, describeApi: answer });
  expect(routes.filter(({ method }) => method === 'GET')).toEqual([]);
});
