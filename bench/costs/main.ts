// npm run costs: measures what a like costs in DynamoDB, case by case, and writes the table into docs/costs.md.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FLAG, readFlags } from '../../command-line/flags.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { COUNTER_KEY } from '../../adapters/dynamodb/counter-item.ts';
import { meterCapacity } from '../../adapters/dynamodb/capacity-meter.ts';
import { startDynamoDBServer } from '../../local/dynamodb/server.ts';
import { costCases } from './cases.ts';
import { type Cost, measureCost } from './measure.ts';
import { formatPrices, formatReads } from './price.ts';
import { putIntoDocument } from '../document.ts';
import { formatCosts } from './table.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'costs.md');
const TABLES = { counters: 'counters', likes: 'likes' };

const HELP = `npm run costs: measures DynamoDB capacity per like on dynalite and updates docs/costs.md.

  --help  this text
`;

await runCommand({
  name: 'costs',
  help: HELP,
  readOptions: (args) => (readFlags(args, { help: FLAG }).help ? 'help' : {}),
  run,
});

async function run(_options: object, signal: AbortSignal): Promise<void> {
  const table = formatCosts(await measureCosts(signal));
  console.log(table);
  const document = putIntoDocument(await readFile(DOCUMENT, 'utf8'), table, 'costs');
  const priced = putIntoDocument(document, formatPrices(), 'prices');
  await writeFile(DOCUMENT, putIntoDocument(priced, formatReads(), 'reads'));
}

async function measureCosts(signal: AbortSignal): Promise<Cost[]> {
  const server = await startDynamoDBServer();
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    await createTable(client, TABLES.counters, COUNTER_KEY);
    await createTable(client, TABLES.likes, 'userId', 'postId');
    const takeCapacityUsed = meterCapacity(client, {
      [TABLES.likes]: 'Ledger',
      [TABLES.counters]: 'Counter',
    });
    const costs: Cost[] = [];
    for (const [index, costCase] of costCases.entries()) {
      signal.throwIfAborted();
      console.error(costCase.name);
      costs.push(await measureCost({ client, tables: TABLES, takeCapacityUsed }, costCase, `${index}-`));
    }
    return costs;
  } finally {
    client.destroy();
    await server.close();
  }
}

async function createTable(
  client: DynamoDBClient,
  TableName: string,
  ...keys: readonly [hash: string, range?: string]
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
    }),
  );
}
