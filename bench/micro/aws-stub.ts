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

/** How many other lanes have a mark on each counter, and how many versions there are in each row. */
const MARKS = Number(process.env['STUB_MARKS'] ?? 0);
const VERSIONS = Number(process.env['STUB_VERSIONS'] ?? 0);

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const marks = Object.fromEntries(
  range(MARKS).map((index) => [`m:1k7xq3s-${1_000 + index}`, { S: `36${'z'.repeat(34)}` }]),
);
const row = Object.fromEntries(
  range(VERSIONS).map((index) => [
    `v:1k7xq3s-1000:36${String(index).padStart(34, '0')}`,
    { S: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}${index % 2 === 0 ? '+' : '-'}` },
  ]),
);
const GET_ITEM = { Item: { counter: { S: 'root#post' }, likes: { N: '7' }, commits: { N: '3' }, ...marks } };

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
  if (lane !== undefined && text.startsWith('UPDATE'))
    return {
      TableName: 'counters',
      Item: { counter, likes: delta, commits: one, ...marks, [lane]: mark, asOf },
    };
  if (VERSIONS === 0) return { TableName: 'likes' };
  if (text.startsWith('UPDATE')) return { TableName: 'likes', Item: row };
  return { Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } };
}

/** Every counter that is asked for exists. */
function answerReads(body: string): object {
  const { RequestItems } = JSON.parse(body) as {
    RequestItems: Readonly<Record<string, { readonly Keys: readonly object[] }>>;
  };
  const tables = Object.entries(RequestItems).map(([table, { Keys }]) => [
    table,
    Keys.map((key) => ({ ...GET_ITEM.Item, ...key })),
  ]);
  return { Responses: Object.fromEntries(tables) };
}

function answerTo(target: string, body: string): object {
  if (target.includes('GetSecretValue')) return GET_SECRET;
  if (target.endsWith('.GetItem')) return GET_ITEM;
  if (target.endsWith('.BatchGetItem')) return answerReads(body);
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
