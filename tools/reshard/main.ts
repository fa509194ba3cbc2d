// npm run reshard: changes how many shards a stream has, while likes flow.

import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { explainChange, reminder } from './explain.ts';
import { HELP, type ReshardCommand, readOptions } from './options.ts';
import { ReshardLimitError, readSummary, reshard } from './reshard.ts';
import { CALLS_IN_A_DAY, stepsBetween } from './steps.ts';
import { streams } from './streams.ts';

await runCommand({ name: 'reshard', help: HELP, readOptions, run, failures: [ReshardLimitError] });

async function run(command: ReshardCommand, signal: AbortSignal): Promise<void> {
  const { outputs, configFor } = await findDeployment(command.deployment);
  const { output } = streams[command.stream];
  const streamName = outputs[output];
  if (streamName === undefined)
    throw new UsageError(`the deployment names no ${output}: is it a likes counter with such a stream?`);
  const kinesis = new KinesisClient(configFor('kinesis'));
  try {
    await change(kinesis, streamName, command, signal);
  } catch (error) {
    const reason = explainFailure(error, 'Kinesis');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    kinesis.destroy();
  }
}

async function change(
  kinesis: KinesisClient,
  streamName: string,
  { stream, shards: to, isSure }: ReshardCommand,
  signal: AbortSignal,
): Promise<void> {
  const { mode, shards: from, retentionHours } = await readSummary(kinesis, streamName);
  if (mode === 'ON_DEMAND')
    throw new UsageError(`${stream} is on demand: AWS decides how many shards it has`);
  if (from === to) {
    console.log(`${stream} has ${to} shards: there is nothing to do.\n${reminder({ stream, to })}`);
    return;
  }
  const calls = stepsBetween(from, to).length;
  if (calls > CALLS_IN_A_DAY)
    throw new UsageError(
      `--shards ${to} takes ${calls} calls, and ${stream} takes ${CALLS_IN_A_DAY} in 24 hours: go a part of the way first`,
    );
  console.log(explainChange({ stream, from, to, retentionHours }));
  if (!isSure) {
    console.log('\nNothing has changed. Add --yes to do it.');
    return;
  }
  console.log('');
  const wait = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal });
  await reshard({ kinesis, say: console.error, now: Date.now, wait }, streamName, to, signal);
  console.log(`${stream} has ${to} shards and is active.`);
}
