// npm run redrive: lists what was set aside, and sends through again what this release can count.

import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { makeQueueReader } from '../../adapters/sqs/queue-reader.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { HELP, type RedriveOptions, readOptions } from './options.ts';
import { redrive } from './redrive.ts';
import { formatReport } from './report.ts';
import { sources } from './sources.ts';

/** Long enough to go through some ten thousand messages before the first one shows again. */
const HIDDEN_SECONDS = 600;
/** How long to wait for a message before the queue counts as read to its end. */
const WAIT_SECONDS = 5;

await runCommand({ name: 'redrive', help: HELP, readOptions, run });

async function run(options: RedriveOptions, signal: AbortSignal): Promise<void> {
  const { send, recordsPerSecond } = options;
  const { outputs, configFor } = await findDeployment(options.deployment);
  const source = sources[options.from];
  const { [source.output]: queueUrl, LikeEventsStream: streamName } = outputs;
  if (queueUrl === undefined || streamName === undefined)
    throw new UsageError(
      `the deployment names no ${source.output} and LikeEventsStream: is it a likes counter with such a queue?`,
    );
  const sqs = new SQSClient(configFor('sqs'));
  const kinesis = new KinesisClient(configFor('kinesis'));
  try {
    const report = await redrive(
      {
        source,
        reader: makeQueueReader({
          client: sqs,
          queueUrl,
          hiddenSeconds: HIDDEN_SECONDS,
          waitSeconds: WAIT_SECONDS,
        }),
        stream: makeLikeStream({ puts: makeSdkPuts(kinesis), streamName }),
        pace: () => sleep(1_000 / recordsPerSecond, undefined, { signal }),
        onProgress: (messages) => console.error(`${messages} messages read`),
      },
      send,
      signal,
    );
    console.log(formatReport(report, send, source.label));
  } catch (error) {
    const reason = explainFailure(error, `the ${source.label}`);
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    sqs.destroy();
    kinesis.destroy();
  }
}
