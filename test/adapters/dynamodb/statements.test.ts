// What a store must do with the statements that the adapters send, on the local cloud's server as on DynamoDB Local.

import { BatchExecuteStatementCommand, type BatchStatementResponse } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

const insert = (userId: string, stamp: string) => ({
  Statement: `INSERT INTO "${LIKES_TABLE}" VALUE {'userId': ?, 'postId': ?, 'v:a:1': ?}`,
  Parameters: [{ S: userId }, { S: 'p' }, { S: stamp }],
});
const update = (userId: string, stamp: string, table = LIKES_TABLE) => ({
  Statement: `UPDATE "${table}" SET "v:a:1" = ? WHERE "userId" = ? AND "postId" = ? AND NOT ("v:a:1" IS NOT MISSING AND "v:a:1" > ?) RETURNING ALL OLD *`,
  Parameters: [{ S: stamp }, { S: userId }, { S: 'p' }, { S: stamp }],
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});
const row = (userId: string, stamp: string) => ({
  userId: { S: userId },
  postId: { S: 'p' },
  'v:a:1': { S: stamp },
});

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  async function send(...Statements: ReturnType<typeof insert>[]) {
    const { Responses = [] } = await server.client.send(new BatchExecuteStatementCommand({ Statements }));
    return Responses.map(({ Error: error, Item }: BatchStatementResponse) => ({
      ...(error && { code: error.Code, found: error.Item }),
      ...(Item && { item: Item }),
    }));
  }

  test('each statement of a request has its own outcome, in order', async () => {
    expect(await send(insert('a', '2+'), insert('b', '2+'))).toEqual([{}, {}]);
    expect(
      await send(insert('a', '3+'), update('b', '1-'), update('nobody', '1-'), insert('c', '2+')),
    ).toEqual([
      { code: 'DuplicateItem' },
      { code: 'ConditionalCheckFailed', found: row('b', '2+') },
      { code: 'ConditionalCheckFailed', found: undefined },
      {},
    ]);
    expect(await send(update('a', '2+'), update('b', '9+'))).toEqual([
      { item: row('a', '2+') },
      { item: row('b', '2+') },
    ]);
  });

  test('an update never makes an item', async () => {
    await send(update('ghost', '1-'));
    expect(await send(update('ghost', '2-'))).toEqual([{ code: 'ConditionalCheckFailed', found: undefined }]);
  });

  test('an item that two statements name refuses the whole request', async () => {
    await expect(
      send(insert('twin', '1+'), insert('other', '1+'), update('twin', '2+')),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('item keys contains duplicates'),
    });
    // Nothing is known of it then: DynamoDB Local carries the statements out, and the local cloud does not.
  });

  test('a statement that is not understood fails alone', async () => {
    const [bad, good] = await send(
      { Statement: 'UPDATE nonsense', Parameters: [{ S: 'x' }] },
      insert('d', '1+'),
    );
    expect(bad).toMatchObject({ code: 'ValidationError' });
    expect(good).toEqual({});
  });

  test('a table that is not there fails alone', async () => {
    const [bad, good] = await send(update('e', '1+', 'no-such-table'), insert('e', '1+'));
    expect(bad).toMatchObject({ code: 'ResourceNotFound' });
    expect(good).toEqual({});
  });

  test('26 statements are too many for one request', async () => {
    const statements = Array.from({ length: 26 }, (__, index) => insert(`many-${index}`, '1+'));
    await expect(send(...statements)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
