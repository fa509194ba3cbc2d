// Answers what the functions ask of AWS. It runs in a process of its own, so that its CPU time does not count as theirs.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PUT_RECORD = {
  ShardId: 'shardId-000000000000',
  SequenceNumber: '49600000000000000000000000000000000000000000000000000002',
  EncryptionType: 'NONE',
};
const GET_SECRET = { SecretString: 'no secret at all: the key of a benchmark that talks to itself' };

/** This is the answer to an update of an item that did not exist before. */
const UPDATE_ITEM = { ConsumedCapacity: { CapacityUnits: 1 } };

/** Every statement is done, as the insert of a row that did not exist before. */
function answerStatements(body: string): object {
  const { Statements } = JSON.parse(body) as { Statements: object[] };
  return { Responses: Statements.map(() => ({ TableName: 'likes' })) };
}

function answerTo(target: string, body: string): object {
  if (target.includes('GetSecretValue')) return GET_SECRET;
  if (target.includes('BatchExecuteStatement')) return answerStatements(body);
  return target.includes('UpdateItem') ? UPDATE_ITEM : PUT_RECORD;
}

const server = createServer((request, response) => {
  let received = '';
  request.on('data', (chunk: Buffer) => (received += chunk.toString()));
  request.on('end', () => {
    const body = JSON.stringify(answerTo(String(request.headers['x-amz-target']), received));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
