// npm run mapping: shows, pauses and resumes the event source mappings of a deployment.

import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Outputs } from '../deployment.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { changeMapping } from './change-mapping.ts';
import { formatMapping, formatPause } from './format-mapping.ts';
import { knownMappings, type MappingName, mappingNames } from './known-mappings.ts';
import { HELP, type MappingCommand, readOptions } from './options.ts';
import { type Clients, readMapping } from './read-mapping.ts';

await runCommand({ name: 'mapping', help: HELP, readOptions, run });

async function run({ deployment, change }: MappingCommand, signal: AbortSignal): Promise<void> {
  const { outputs, configFor } = await findDeployment(deployment);
  const clients = {
    lambda: new LambdaClient(configFor('lambda')),
    kinesis: new KinesisClient(configFor('kinesis')),
    sqs: new SQSClient(configFor('sqs')),
  };
  try {
    if (change) await makeChange(clients, outputs, change, signal);
    else await showAll(clients, outputs);
  } catch (error) {
    const reason = explainFailure(error, 'the deployment');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

async function makeChange(
  clients: Clients,
  outputs: Outputs,
  { name, wanted }: NonNullable<MappingCommand['change']>,
  signal: AbortSignal,
): Promise<void> {
  const uuid = outputs[knownMappings[name].output];
  if (uuid === undefined) throw new UsageError(`the deployment names no ${knownMappings[name].output}`);
  const { lambda } = clients;
  const wait = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal });
  await changeMapping({ lambda, say: console.error, now: Date.now, wait }, uuid, wanted, signal);
  const mapping = await readMapping(clients, uuid);
  const isPaused = wanted === 'Disabled';
  console.log(isPaused ? formatPause(name, mapping) : formatMapping(name, mapping));
}

async function showAll(clients: Clients, outputs: Outputs): Promise<void> {
  const deployed = mappingNames.flatMap((name): [MappingName, string][] => {
    const uuid = outputs[knownMappings[name].output];
    return uuid === undefined ? [] : [[name, uuid]];
  });
  if (deployed.length === 0)
    throw new UsageError('the deployment names no event source mapping: is it a likes counter?');
  for (const [name, uuid] of deployed) console.log(formatMapping(name, await readMapping(clients, uuid)));
}
