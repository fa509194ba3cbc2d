// Holds the sender of statements to its rules with a client that answers as a script says.

import type {
  BatchExecuteStatementCommand,
  BatchStatementResponse,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import {
  makeStatementSender,
  type Statement,
  StatementFailedError,
} from '../../../adapters/dynamodb/statement-sender.ts';
import { makeLimit } from '../../../adapters/limit.ts';

type Answer = (statements: readonly string[]) => { Responses?: BatchStatementResponse[] };

const DONE: BatchStatementResponse = { TableName: 'likes' };
const failed = (Code: string, Item?: BatchStatementResponse['Item']) =>
  ({ Error: { Code, ...(Item && { Item }) } }) as BatchStatementResponse;
const doAll: Answer = (statements) => ({ Responses: statements.map(() => DONE) });

function makeSender(answer: Answer, hasTime: () => boolean = () => true) {
  const requests: string[][] = [];
  const waits: number[] = [];
  const client = {
    async send({ input }: BatchExecuteStatementCommand) {
      const statements = (input.Statements ?? []).map(({ Statement: text }) => text ?? '');
      requests.push(statements);
      return answer(statements);
    },
  } as unknown as DynamoDBClient;
  const wait = async (ms: number) => void waits.push(ms);
  const send = makeStatementSender({ client, limit: makeLimit(4), hasTime, wait });
  return { send, requests, waits };
}

const statement = (itemKey: string, text = itemKey): Statement => ({ text, parameters: [], itemKey });
const statements = (count: number) => Array.from({ length: count }, (_, index) => statement(`item-${index}`));

describe('statements', () => {
  test('of one moment travel together, 25 in a request', async () => {
    const { send, requests } = makeSender(doAll);
    await Promise.all(statements(60).map(send));
    expect(requests.map(({ length }) => length)).toEqual([25, 25, 10]);
  });

  test('gather while all connections are busy', async () => {
    let free = () => {};
    const busy = new Promise<void>((resolve) => (free = resolve));
    const requests: number[] = [];
    const client = {
      async send({ input }: BatchExecuteStatementCommand) {
        requests.push(input.Statements?.length ?? 0);
        await busy;
        return { Responses: input.Statements?.map(() => DONE) };
      },
    } as unknown as DynamoDBClient;
    const send = makeStatementSender({ client, limit: makeLimit(1) });
    const first = send(statement('first'));
    await new Promise(setImmediate);
    const rest = statements(10).map(send);
    await new Promise(setImmediate);
    free();
    await Promise.all([first, ...rest]);
    expect(requests).toEqual([1, 10]);
  });

  test('on one item never travel in one request', async () => {
    const { send, requests } = makeSender(doAll);
    await Promise.all(
      [statement('a', 'a1'), statement('a', 'a2'), statement('b'), statement('a', 'a3')].map(send),
    );
    expect(requests.map((request) => request.toSorted())).toEqual([['a1', 'b'], ['a2'], ['a3']]);
  });

  test('have each their own outcome', async () => {
    const item = { userId: { S: 'ann' } };
    const { send } = makeSender(() => ({
      Responses: [
        { Item: item },
        failed('DuplicateItem'),
        failed('ConditionalCheckFailed', item),
        failed('ConditionalCheckFailed'),
      ],
    }));
    expect(await Promise.all(statements(4).map(send))).toEqual([
      { outcome: 'done', item },
      { outcome: 'item-exists', item: undefined },
      { outcome: 'condition-failed', item },
      { outcome: 'condition-failed', item: undefined },
    ]);
  });
});

describe('a statement that is not known to be done', () => {
  test.each([
    'ProvisionedThroughputExceeded',
    'ThrottlingError',
    'RequestLimitExceeded',
    'InternalServerError',
    'TransactionConflict',
  ])('is sent again by itself after %s, with a delay', async (code) => {
    let round = 0;
    const { send, requests, waits } = makeSender((sent) => ({
      Responses: sent.map((text) => (text === 'item-1' && round++ === 0 ? failed(code) : DONE)),
    }));
    const answers = await Promise.all(statements(3).map(send));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect(requests).toEqual([['item-0', 'item-1', 'item-2'], ['item-1']]);
    expect(waits).toHaveLength(1);
  });

  test('is sent again when the answer has nothing about it', async () => {
    let round = 0;
    const { send, requests } = makeSender((sent) => ({
      Responses: round++ === 0 ? [DONE] : sent.map(() => DONE),
    }));
    await Promise.all(statements(2).map(send));
    expect(requests).toEqual([['item-0', 'item-1'], ['item-1']]);
  });

  test('is sent again as long as there is time, however often it was throttled', async () => {
    let round = 0;
    const { send, waits } = makeSender(() => ({
      Responses: [round++ < 100 ? failed('ProvisionedThroughputExceeded') : DONE],
    }));
    expect(await send(statement('a'))).toEqual({ outcome: 'done', item: undefined });
    expect(waits).toHaveLength(100);
  });

  test('that is throttled until the time is over says so, and the others of its request are done', async () => {
    let times = 3;
    const { send, requests } = makeSender(
      (sent) => ({ Responses: sent.map((text) => (text === 'item-0' ? failed('ThrottlingError') : DONE)) }),
      () => times-- > 0,
    );
    const [late, good] = await Promise.allSettled(statements(2).map(send));
    expect(late).toMatchObject({ status: 'rejected', reason: { name: 'OutOfTimeError' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { outcome: 'done' } });
    expect(requests).toHaveLength(4);
  });

  test('fails alone after its last attempt, and says why', async () => {
    const { send, requests } = makeSender((sent) => ({
      Responses: sent.map((text) => (text === 'item-0' ? failed('InternalServerError') : DONE)),
    }));
    const [bad, good] = await Promise.allSettled(statements(2).map(send));
    expect(bad).toMatchObject({
      status: 'rejected',
      reason: { name: 'StatementFailedError', code: 'InternalServerError' },
    });
    expect(good).toMatchObject({ status: 'fulfilled', value: { outcome: 'done' } });
    expect(requests).toHaveLength(8);
  });

  test.each([
    'ValidationError',
    'AccessDenied',
    'ResourceNotFound',
    'ItemCollectionSizeLimitExceeded',
    'SomethingNew',
  ])('fails at once after %s', async (code) => {
    const { send, requests } = makeSender(() => ({ Responses: [failed(code)] }));
    await expect(send(statement('a'))).rejects.toThrow(StatementFailedError);
    expect(requests).toHaveLength(1);
  });

  test('fails with its whole request, and the next one is sent all the same', async () => {
    let round = 0;
    const { send } = makeSender((sent) => {
      if (round++ === 0) throw new Error('no connection');
      return doAll(sent);
    });
    const results = await Promise.allSettled(statements(3).map(send));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await send(statement('later'))).toMatchObject({ outcome: 'done' });
  });
});
