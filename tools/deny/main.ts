// npm run deny: lists, adds and removes persons and posts of which no likes are taken.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { deny } from './deny.ts';
import { type DenyCommand, HELP, readOptions } from './options.ts';

await runCommand({ name: 'deny', help: HELP, readOptions, run });

async function run(command: DenyCommand): Promise<void> {
  const { outputs, configFor } = await findDeployment(command.deployment);
  const table = outputs['PostsTable'];
  if (table === undefined) throw new UsageError('the deployment names no PostsTable: is it a likes counter?');
  const client = new DynamoDBClient(configFor('dynamodb'));
  try {
    console.log(await deny({ client, table }, command, Date.now()));
  } catch (error) {
    const reason = explainFailure(error, 'DynamoDB');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    client.destroy();
  }
}
