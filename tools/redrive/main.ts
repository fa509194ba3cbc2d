// npm run redrive: lists what was set aside, and sends through again what this release can count.

import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import type { KinesisPuts } from '../../adapters/kinesis/puts.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { makeQueueReader } from '../../adapters/sqs/queue-reader.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { explainFailure } from '../explain-failure.ts';
import { type FoundDeployment, findDeployment } from '../find-deployment.ts';
import { openBucket } from './bucket.ts';
import { HELP, type RedriveOptions, readOptions } from './options.ts';
import { makePutAll } from './raw-records.ts';
import { redrive } from './redrive.ts';
import { redriveObjects } from './redrive-objects.ts';
import { formatObjects, formatReport } from './report.ts';
import { LAST_RESORT, type SourceName, sources } from './sources.ts';

/** Long enough to go through some ten thousand messages before the first one shows again. */
const HIDDEN_SECONDS = 600;
/** How long to wait for a message before the queue counts as read to its end. */
const WAIT_SECONDS = 5;

await runCommand({ name: 'redrive', help: HELP, readOptions, run });

async function run(options: RedriveOptions, signal: AbortSignal): Promise<void> {
  const { from } = options;
  const { outputs, configFor } = await findDeployment(options.deployment);
  const { label, output } = from === 's3' ? LAST_RESORT : sources[from];
  const { [output]: place, LikeEventsStream: streamName } = outputs;
  if (place === undefined || streamName === undefined)
    throw new UsageError(
      `the deployment names no ${output} and LikeEventsStream: is it a likes counter that has them?`,
    );
  const kinesis = new KinesisClient(configFor('kinesis'));
  const way: Way = { puts: makeSdkPuts(kinesis), streamName, configFor, place };
  try {
    const report =
      from === 's3'
        ? await fromBucket(options, way, signal)
        : await fromQueue(options, { ...way, from }, signal);
    console.log(report);
  } catch (error) {
    const reason = explainFailure(error, `the ${label}`);
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    kinesis.destroy();
  }
}

interface Way {
  readonly puts: KinesisPuts;
  readonly streamName: string;
  readonly configFor: FoundDeployment['configFor'];
  /** The URL of the queue, or the name of the bucket. */
  readonly place: string;
}

async function fromQueue(
  { send, recordsPerSecond }: RedriveOptions,
  { puts, streamName, configFor, place, from }: Way & { readonly from: SourceName },
  signal: AbortSignal,
): Promise<string> {
  const client = new SQSClient(configFor('sqs'));
  const reader = makeQueueReader({
    client,
    queueUrl: place,
    hiddenSeconds: HIDDEN_SECONDS,
    waitSeconds: WAIT_SECONDS,
  });
  try {
    const source = sources[from];
    const report = await redrive(
      {
        source,
        reader,
        stream: makeLikeStream({ puts, streamName }),
        pace: () => sleep(1_000 / recordsPerSecond, undefined, { signal }),
        onProgress: (messages) => console.error(`${messages} messages read`),
      },
      send,
      signal,
    );
    return formatReport(report, send, source.label);
  } finally {
    client.destroy();
  }
}

async function fromBucket(
  { send, recordsPerSecond }: RedriveOptions,
  { puts, streamName, configFor, place }: Way,
  signal: AbortSignal,
): Promise<string> {
  const config = configFor('s3');
  // A bucket of an emulator has no host name of its own.
  const client = new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined });
  try {
    const report = await redriveObjects(
      {
        objects: openBucket(client, place),
        putAll: makePutAll(puts, streamName),
        pace: (records) => sleep((1_000 * records) / recordsPerSecond, undefined, { signal }),
        recordsPerSecond,
        onProgress: (records) => console.error(`${records} records read`),
      },
      send,
      signal,
    );
    return formatObjects(report, send);
  } finally {
    client.destroy();
  }
}
