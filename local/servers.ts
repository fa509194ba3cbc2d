// Starts the servers behind the SDK's endpoints, one for each service.

import { join } from 'node:path';
import type { Closers } from './closers.ts';
import { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { makeQueueMetrics } from './cloudwatch/queue-metrics.ts';
import { makeStreamMetrics } from './cloudwatch/stream-metrics.ts';
import { makeTableMetrics } from './cloudwatch/table-metrics.ts';
import { startDynamoDBServer } from './dynamodb/server.ts';
import { startKinesisServer } from './kinesis/server.ts';
import type { Credentials } from './guard/credentials.ts';
import { scaleShardLimits } from './kinesis/shard-limits.ts';
import { type CloudLimits, makeCloudLimits } from './limits/cloud-limits.ts';
import { reportDynamoDB } from './limits/dynamodb-report.ts';
import { reportKinesis } from './limits/kinesis-report.ts';
import type { LocalServer } from './local-server.ts';
import type { InvokeByArn } from './secrets-manager/rotations.ts';
import { startSecretsManagerServer } from './secrets-manager/server.ts';
import { startSqsServer } from './sqs/server.ts';

/** The URL of each service that functions call. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly kinesis: string;
  readonly sqs: string;
  readonly secretsManager: string;
}

/** With S3, which only mappings and tools call. */
export interface AllEndpoints extends Endpoints {
  readonly s3: string;
}

export interface ServersOptions {
  /** Directory that keeps all state. Without it the state is in memory. */
  readonly dataDir?: string | undefined;
  readonly credentials: Credentials;
  /** The limits to enforce. The servers add what they have taken and refused. The default is AWS's limits. */
  readonly limits?: CloudLimits | undefined;
  /** Gets the metrics of the servers. */
  readonly cloudwatch?: CloudWatch;
  readonly log?: (line: string) => void;
  /** Invokes the functions that rotate secrets. */
  readonly invokeFunction?: InvokeByArn;
}

/** Starts the servers, which take only these credentials, one after the other. Hands each to the closers as soon as it runs. */
export async function startServers(
  {
    dataDir,
    credentials: { accessKeyId },
    limits = makeCloudLimits(),
    cloudwatch = new CloudWatch(),
    log,
    invokeFunction,
  }: ServersOptions,
  closers: Closers,
): Promise<AllEndpoints> {
  const within = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));

  async function start<Server extends LocalServer>(starting: Promise<Server>) {
    const server = await starting;
    closers.add(() => server.close());
    return server;
  }

  const { scale } = limits;
  const { store } = cloudwatch;
  const dynamodb = await start(startDynamoDBServer({ dataDir: within('dynamodb'), accessKeyId, log, scale }));
  limits.addSource(() => reportDynamoDB(dynamodb.readUsage()));
  cloudwatch.addSource(makeTableMetrics(store, () => dynamodb.readUsage()));
  const kinesis = await start(
    startKinesisServer({ dataDir: within('kinesis'), accessKeyId, limits: scaleShardLimits(scale) }),
  );
  limits.addSource(() => reportKinesis(kinesis.readUsage()));
  cloudwatch.addSource(makeStreamMetrics(store, () => kinesis.readUsage()));
  const sqs = await start(startSqsServer({ dataDir: within('sqs'), accessKeyId }));
  cloudwatch.addSource(makeQueueMetrics(store, () => sqs.readUsage()));
  const secretsManager = await start(
    startSecretsManagerServer({ file: within('secrets.json'), accessKeyId, invokeFunction, log }),
  );
  return {
    dynamodb: dynamodb.url,
    kinesis: kinesis.url,
    sqs: sqs.url,
    // fauxqs is both.
    s3: sqs.url,
    secretsManager: secretsManager.url,
  };
}

/** Starts a server that stands before a service and passes requests on to `url`. Undefined leaves the service as it is. */
export type WrapEndpoint = (service: keyof Endpoints, url: string) => Promise<LocalServer | undefined>;

/** Returns the endpoints with the wrapping servers in their places, and hands those servers to the closers. */
export async function wrapEndpoints(
  endpoints: Endpoints,
  wrapEndpoint: WrapEndpoint,
  closers: Closers,
): Promise<Endpoints> {
  const wrapped = { ...endpoints };
  for (const service of Object.keys(endpoints) as (keyof Endpoints)[]) {
    const server = await wrapEndpoint(service, endpoints[service]);
    if (!server) continue;
    closers.add(() => server.close());
    wrapped[service] = server.url;
  }
  return wrapped;
}
