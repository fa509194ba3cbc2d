// npm run restore: restores the tables of a deployment to one second, as new tables.

import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Outputs } from '../deployment.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { openTables } from './dynamodb-tables.ts';
import { HELP, type RestoreOptions, readOptions, TABLE_OUTPUTS, type TableKind } from './options.ts';
import { checkRestore, type RestoreRequest, restoreTable } from './restore-table.ts';

/** A restore takes from minutes to hours on AWS, and less than a second on a local cloud. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

await runCommand({ name: 'restore', help: HELP, readOptions, run });

async function run(options: RestoreOptions, signal: AbortSignal): Promise<void> {
  const { outputs, configFor } = await findDeployment(options.deployment);
  const requests = findTables(outputs, options);
  const client = new DynamoDBClient(configFor('dynamodb'));
  const tables = openTables(client);
  try {
    for (const request of requests) await checkRestore(tables, request);
    if (options.checkOnly) return console.log(`${requests.length} tables can be restored to that time.`);
    const onStatus = (table: string, status: string) => console.error(`${table}: ${status}`);
    await Promise.all(
      requests.map((request) => restoreTable({ tables, pause: makePause(signal), onStatus }, request)),
    );
    console.log(
      [...requests.map(({ target }) => target), '', 'docs/backups.md says what to do now.'].join('\n'),
    );
  } catch (error) {
    const reason = explainFailure(error, 'DynamoDB');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    client.destroy();
  }
}

function findTables(outputs: Outputs, { tables, atMs, suffix }: RestoreOptions): RestoreRequest[] {
  const kinds = tables ?? (Object.keys(TABLE_OUTPUTS) as TableKind[]);
  const found = kinds.flatMap((kind) => {
    const source = outputs[TABLE_OUTPUTS[kind]];
    if (source === undefined && tables)
      throw new UsageError(`the deployment names no ${TABLE_OUTPUTS[kind]}: it has no such table`);
    return source === undefined ? [] : [{ source, target: `${source}-${suffix}`, atMs }];
  });
  if (found.length === 0) throw new UsageError('the deployment names no tables: is it a likes counter?');
  return found;
}

/** Each pause is twice as long as the one before. */
function makePause(signal: AbortSignal): () => Promise<void> {
  let nextMs = FIRST_PAUSE_MS;
  return async () => {
    await sleep(nextMs, undefined, { signal });
    nextMs = Math.min(2 * nextMs, LONGEST_PAUSE_MS);
  };
}
