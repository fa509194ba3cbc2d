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

interface Statement {
  readonly Statement: string;
  readonly Parameters: readonly Readonly<Record<string, string>>[];
}

/** Every statement is done: an insert of a row that did not exist before, or the commit to a counter that did. */
function answerStatements(body: string): object {
  const { Statements } = JSON.parse(body) as { Statements: readonly Statement[] };
  return { Responses: Statements.map(answerStatement) };
}

/** A commit is answered with the item as it is then. Its lane and its parameters are in the statement. */
function answerStatement({
  Statement: text,
  Parameters: [delta, one, mark, asOf, counter],
}: Statement): object {
  const lane = /"(m:[^"]+)"/.exec(text)?.[1];
  if (lane === undefined || !text.startsWith('UPDATE')) return { TableName: 'likes' };
  return { TableName: 'counters', Item: { counter, likes: delta, commits: one, [lane]: mark, asOf } };
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
