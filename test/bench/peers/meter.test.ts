import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { Meter } from '../../../bench/peers/meter.ts';

const details = { message: '', $metadata: {} };
const transaction = {
  TransactItems: [
    { Put: { TableName: 'rows', Item: {} } },
    { Delete: { TableName: 'rows', Key: {} } },
    { Update: { TableName: 'counters', Key: {}, UpdateExpression: '' } },
  ],
};

test('what the store reports counts, reads apart from writes', () => {
  const meter = new Meter();
  meter.succeeded('PutItemCommand', {}, { ConsumedCapacity: { TableName: 'rows', CapacityUnits: 3 } });
  meter.succeeded(
    'BatchWriteItemCommand',
    {},
    { ConsumedCapacity: [{ TableName: 'rows', CapacityUnits: 2 }] },
  );
  meter.succeeded('QueryCommand', {}, { ConsumedCapacity: { TableName: 'rows', CapacityUnits: 0.5 } });
  expect(meter.take()).toEqual({ requests: 3, writeUnits: { rows: 5 }, readUnits: { rows: 0.5 } });
  expect(meter.take()).toEqual({ requests: 0, writeUnits: {}, readUnits: {} });
});

test('a transaction costs two units for each item, whether it is done or cancelled and whatever is reported', () => {
  const meter = new Meter();
  const reported = { ConsumedCapacity: [{ TableName: 'rows', CapacityUnits: 2 }] };
  meter.succeeded('TransactWriteItemsCommand', transaction, reported);
  meter.failed(transaction, new TransactionCanceledException(details));
  expect(meter.take()).toEqual({ requests: 2, writeUnits: { rows: 8, counters: 4 }, readUnits: {} });
});

test('a failed condition costs a unit, and so does a statement of which nothing is reported', () => {
  const meter = new Meter();
  meter.failed({ TableName: 'rows' }, new ConditionalCheckFailedException(details));
  const Statements = [
    { Statement: 'INSERT INTO "rows" VALUE {}' },
    { Statement: 'UPDATE "rows" SET "a" = ?' },
  ];
  meter.succeeded('BatchExecuteStatementCommand', { Statements }, {});
  expect(meter.take()).toEqual({ requests: 2, writeUnits: { rows: 3 }, readUnits: {} });
});

test('a request that fails otherwise is a request and costs no units', () => {
  const meter = new Meter();
  meter.failed({ TableName: 'rows' }, new Error('no answer'));
  expect(meter.take()).toEqual({ requests: 1, writeUnits: {}, readUnits: {} });
});

test('a key that is read costs half a unit, or one when the read is consistent, whether there is an item or not', () => {
  const meter = new Meter();
  const Keys = [{ a: { S: '1' } }, { a: { S: '2' } }];
  const input = { RequestItems: { rows: { Keys }, counters: { Keys, ConsistentRead: true } } };
  meter.succeeded('BatchGetItemCommand', input, {
    ConsumedCapacity: [
      { TableName: 'rows', CapacityUnits: 0.5 },
      { TableName: 'counters', CapacityUnits: 3 },
    ],
  });
  expect(meter.take().readUnits).toEqual({ rows: 1, counters: 3 });
});
