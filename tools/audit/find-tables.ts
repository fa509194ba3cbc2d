// Finds the two tables that the command line names, and makes a DynamoDB client for them.

import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { UsageError } from '../../command-line/usage-error.ts';
import { CALLS_AT_A_TIME, type Tables } from './tables.ts';

export type TableNames =
  | { readonly url: string }
  | { readonly endpoint: string | undefined; readonly outputsFile: string }
  | { readonly endpoint: string | undefined; readonly countersTable: string; readonly likesTable: string };

export interface FoundTables extends Tables {
  /** The number of items in each table, which DynamoDB updates every six hours; 0 when it is not known. */
  readonly items: { readonly counters: number; readonly ledger: number };
}

/** The path at which a local cloud describes its parts. */
const LOCAL_CLOUD_PATH = '/_local-cloud';

const LOCAL_CREDENTIALS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Throws a UsageError when the tables cannot be reached. */
export async function findTables(names: TableNames): Promise<FoundTables> {
  const { endpoint, countersTable, likesTable } = await nameTables(names);
  const client = makeClient(endpoint);
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
  readonly countersTable: string;
  readonly likesTable: string;
}

async function nameTables(names: TableNames): Promise<Named> {
  if ('url' in names) {
    const { endpoints, outputs } = await describeLocalCloud(names.url);
    return { endpoint: endpoints.dynamodb, ...tablesOf(outputs, names.url) };
  }
  if ('countersTable' in names) return names;
  return { endpoint: names.endpoint, ...(await readOutputs(names.outputsFile)) };
}

type Outputs = Readonly<Record<string, string>>;

async function describeLocalCloud(
  url: string,
): Promise<{ endpoints: { dynamodb: string }; outputs: Outputs }> {
  try {
    const response = await fetch(new URL(LOCAL_CLOUD_PATH, url), { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return (await response.json()) as { endpoints: { dynamodb: string }; outputs: Outputs };
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
    throw new UsageError(`--url ${url} is not a running local cloud: ${reason}`, { cause: error });
  }
}

/** The file has an object for each stack. */
async function readOutputs(file: string): Promise<Omit<Named, 'endpoint'>> {
  let stacks: Record<string, Outputs>;
  try {
    stacks = JSON.parse(await readFile(file, 'utf8')) as Record<string, Outputs>;
  } catch (error) {
    throw new UsageError(`--outputs ${file}: ${(error as Error).message}`, { cause: error });
  }
  return tablesOf(Object.assign({}, ...Object.values(stacks ?? {})) as Outputs, file);
}

function tablesOf(outputs: Outputs | undefined, source: string): Omit<Named, 'endpoint'> {
  const { CountersTable: countersTable, LikesTable: likesTable } = outputs ?? {};
  if (countersTable === undefined || likesTable === undefined)
    throw new UsageError(`${source} names no CountersTable and LikesTable: is it a likes counter?`);
  return { countersTable, likesTable };
}

/** Its timeouts are long, because nobody waits for a single answer and a page of a scan may be a megabyte. */
function makeClient(endpoint: string | undefined): DynamoDBClient {
  const agent = { keepAlive: true, maxSockets: 2 * CALLS_AT_A_TIME };
  const isLocal = endpoint !== undefined && LOOPBACK.test(new URL(endpoint).hostname);
  return new DynamoDBClient({
    maxAttempts: isLocal ? 3 : 10,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    }),
    ...(endpoint !== undefined && { endpoint }),
    // An emulator on this machine accepts any credentials. Without these the SDK would look for real ones.
    ...(isLocal && process.env['AWS_ACCESS_KEY_ID'] === undefined && LOCAL_CREDENTIALS),
  });
}
