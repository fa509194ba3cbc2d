// A request of statements that has another shape than the API's is refused, and the server goes on.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import type { LocalServer } from '../../../local/local-server.ts';

let server: LocalServer;
beforeAll(async () => {
  server = await startDynamoDBServer();
});
afterAll(() => server.close());

async function send(body: string) {
  const answer = await fetch(server.url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.BatchExecuteStatement',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f',
    },
    body,
  });
  const { __type } = (await answer.json()) as { __type?: string };
  return { status: answer.status, type: __type?.replace(/^.*#/, '') };
}

test.each([
  ['no JSON', '{', 'SerializationException'],
  ['no object', 'null', 'ValidationException'],
  ['no statements', '{"Statements":[]}', 'ValidationException'],
  ['statements that are no list', '{"Statements":"UPDATE"}', 'ValidationException'],
  ['a statement that is null', '{"Statements":[null]}', 'SerializationException'],
  ['a statement that is no text', '{"Statements":[{"Statement":7}]}', 'SerializationException'],
])('%s', async (_, body, type) => {
  expect(await send(body)).toEqual({ status: 400, type });
});
