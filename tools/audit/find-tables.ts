// Finds the two tables that the command line names, and makes a DynamoDB client for them.

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Credentials } from '../../local/guard/credentials.ts';
import {
  clientConfigFor,
  describeLocalCloud,
  isLoopback,
  type Outputs,
  readOutputsFile,
} from '../deployment.ts';
import { CALLS_AT_A_TIME, type Tables } from './tables.ts';

export type TableNames =
  | { readonly url: string }
  | { readonly endpoint: string | undefined; readonly outputsFile: string }
  | { readonly endpoint: string | undefined; readonly countersTable: string; readonly likesTable: string };

export interface FoundTables extends Tables {
  /** The number of items in each table, which DynamoDB updates every six hours; 0 when it is not known. */
  readonly items: { readonly counters: number; readonly ledger: number };
}

/** Throws a UsageError when the tables cannot be reached. */
export async function findTables(names: TableNames): Promise<FoundTables> {
  const { endpoint, credentials, countersTable, likesTable } = await nameTables(names);
  const client = makeClient(endpoint, credentials);
  try {
    const [counters, ledger] = await Promise.all(
      [countersTable, likesTable].map(async (TableName) => {
        const { Table } = await client.send(new DescribeTableCommand({ TableName }));
        return Table?.ItemCount ?? 0;
      }),
    );
    const items = { counters: counters ?? 0, ledger: ledger ?? 0 };
    return { client, countersTable, likesTable, items };
  } catch (error) {
    client.destroy();
    throw error;
  }
}

interface Named {
  readonly endpoint: string | undefined;
  /** Undefined leaves it to the environment. */
  readonly credentials?: Credentials | undefined;
  readonly countersTable: string;
  readonly likesTable: string;
}

async function nameTables(names: TableNames): Promise<Named> {
  if ('url' in names) {
    const { endpoints, outputs, credentials } = await describeLocalCloud(names.url);
    return { endpoint: endpoints.dynamodb, credentials, ...tablesOf(outputs, names.url) };
  }
  if ('countersTable' in names) return names;
  const outputs = await readOutputsFile(names.outputsFile);
  return { endpoint: names.endpoint, ...tablesOf(outputs, names.outputsFile) };
}

function tablesOf(outputs: Outputs, source: string): Omit<Named, 'endpoint'> {
  const { CountersTable: countersTable, LikesTable: likesTable } = outputs;
  if (countersTable === undefined || likesTable === undefined)
    throw new UsageError(`${source} names no CountersTable and LikesTable: is it a likes counter?`);
  return { countersTable, likesTable };
}

/** Its timeouts are long, because nobody waits for a single answer and a page of a scan may be a megabyte. */
function makeClient(endpoint: string | undefined, credentials: Credentials | undefined): DynamoDBClient {
  const agent = { keepAlive: true, maxSockets: 2 * CALLS_AT_A_TIME };
  return new DynamoDBClient({
    maxAttempts: isLoopback(endpoint) ? 3 : 10,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    }),
    ...clientConfigFor(endpoint, credentials),
  });
}
