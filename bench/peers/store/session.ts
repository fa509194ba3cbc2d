// What one design has for the whole run: a client of its own that is metered and can fail, its tables, and a clock.

import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DYNAMODB_MAX_CONNECTIONS } from '../../../adapters/clients.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ChangeStream } from '../change-stream.ts';
import { ClientTokens } from '../client-tokens.ts';
import type { Counting, Design } from '../design.ts';
import { Faults } from '../faults.ts';
import { Meter } from '../meter.ts';
import { makeClient } from './client.ts';
import { instrument } from './instrument.ts';
import type { StoreServer } from './server.ts';

export interface Session {
  readonly design: Design;
  readonly meter: Meter;
  readonly faults: Faults;
  /** The time that the design sees, in milliseconds since 1970. */
  readonly clock: { nowMs: number };
  readonly streams: readonly ChangeStream[];
  readonly tableOf: (name: string) => string;
  /** Starts the design in a new execution environment, which remembers nothing. */
  readonly start: (random: () => number) => Counting;
  readonly close: () => void;
}

export async function openSession(design: Design, server: StoreServer): Promise<Session> {
  const client = makeClient(server.url);
  const tableOf = (name: string) => `${design.name}-${name}`;
  const tables = Object.entries(design.tables);
  const streamOf = new Map(
    tables.filter(([, { stream }]) => stream).map(([name]) => [tableOf(name), new ChangeStream()]),
  );
  const clock = { nowMs: Date.now() };
  const meter = new Meter();
  const faults = new Faults();
  const tokens = new ClientTokens(() => clock.nowMs);
  instrument(client, { meter, faults, tokens, streams: streamOf });
  for (const [name, { keys }] of tables) await createTable(client, tableOf(name), keys);
  meter.take();
  return {
    design,
    meter,
    faults,
    clock,
    streams: [...streamOf.values()],
    tableOf,
    start: (random) =>
      design.start({
        client,
        tableOf,
        streamOf: (name) => streamOf.get(tableOf(name)) as ChangeStream,
        limit: makeLimit(DYNAMODB_MAX_CONNECTIONS),
        now: () => clock.nowMs,
        random,
      }),
    close: () => client.destroy(),
  };
}

async function createTable(
  client: DynamoDBClient,
  TableName: string,
  keys: readonly (string | undefined)[],
): Promise<void> {
  const names = keys.filter((key) => key !== undefined);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: names.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
    }),
  );
}
