// The local cloud runs what a cloud assembly declares. Each AWS service that the assembly uses is a server on this machine.

import { availableParallelism } from 'node:os';
import { AutoScaling } from './auto-scaling/auto-scaling.ts';
import { type Closers, makeClosers } from './closers.ts';
import { lockDataDir } from './data-dir.ts';
import { type Credentials, makeCredentials, writeCredentialsFile } from './guard/credentials.ts';
import { makePageOrigins } from './gateway/page-origins.ts';
import { type Mount, startGateway } from './gateway/server.ts';
import { type EdgeLoad, makeEdgeCounters } from './edge/edge-load.ts';
import { makeEdgeParts } from './edge/edge-parts.ts';
import { startEdgeBefore } from './edge/start-edge-before.ts';
import { MetricCollector, type MetricSums } from './lambda/embedded-metrics.ts';
import type { LambdaFunction } from './lambda/function.ts';
import type { WatchInvocation } from './lambda/invocation-fault.ts';
import { type LimitOptions, type Load, makeCloudLimits, type ThrottleCounts } from './limits/cloud-limits.ts';
import { makeFunctionEnvironment, makeServiceClients } from './service-clients.ts';
import { type Endpoints, startServers, type WrapEndpoint, wrapEndpoints } from './servers.ts';
import { checkStack } from './resources/check-stack.ts';
import { deployStack } from './resources/deploy-stack.ts';
import { joinHttpApi, makeHttpApiParts } from './resources/http-api-parts.ts';
import type { CloudParts, Log } from './resources/resource-type.ts';
import { makeLocalAddresses } from './resources/local-addresses.ts';
import { makeWebSocketApis } from './resources/web-socket/apis.ts';
import { readAssembly } from './template/read-assembly.ts';
import type { WebSocketUsage } from './websocket/usage.ts';
import type { Json } from './template/template.ts';

// Each environment is a thread of about 35 MB that warms up by itself. More threads than cores make nothing faster.
const DEFAULT_CONCURRENCY = Math.min(4, Math.max(2, availableParallelism()));

export interface LocalCloudOptions extends LimitOptions {
  /** Directory that `cdk synth` wrote. */
  readonly assemblyDir: string;
  /** Port of the HTTP API. The default, 0, takes any free port. */
  readonly port?: number | undefined;
  /** Directory that keeps all state. Without it the state is in memory. */
  readonly dataDir?: string | undefined;
  /** Directory whose files are served beside the API. */
  readonly siteDir?: string | undefined;
  /** Answers some paths of the gateway instead of the API. */
  readonly mount?: Mount | undefined;
  /** The most execution environments that one function runs at a time. */
  readonly concurrency?: number | undefined;
  readonly log?: Log;
  /** Is called for every invocation, and may return a fault for it. */
  readonly watchInvocation?: WatchInvocation | undefined;
  /** Puts another server between the functions and a service. */
  readonly wrapEndpoint?: WrapEndpoint | undefined;
}

export interface LocalCloud {
  /** Address of the edge, or else of the HTTP API, without a slash at the end. */
  readonly url: string;
  /** Address of the HTTP API itself. Behind an edge it refuses what did not come through the edge. */
  readonly apiUrl: string;
  /** Addresses of the servers themselves, not of what `wrapEndpoint` put before them. */
  readonly endpoints: Endpoints;
  /** What the servers take. They are new in each run. */
  readonly credentials: Credentials;
  /** What `Ref` returns for each resource, by logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  /** The outputs of all stacks, by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The functions by name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** Returns the sums of the metrics that the functions have printed so far. */
  readMetrics(): MetricSums;
  /** Returns how often each component has throttled since the start. The counts of DynamoDB are up to 200 ms old. */
  readThrottles(): ThrottleCounts;
  /** Returns what tables, indexes and shards have taken since the start, beside their limits. */
  readLoad(): readonly Load[];
  /** Address of the first stage of a WebSocket API, such as ws://127.0.0.1:3001/live. */
  readonly liveUrl: string | undefined;
  /** Returns what the WebSocket APIs have done since the start. */
  readConnections(): WebSocketUsage;
  /** Ends this share of the WebSocket connections as a failing network does, the oldest first. Returns how many. */
  dropConnections(share?: number): number;
  /** Returns what the edge has answered by itself, and what it has asked the API and the buckets, by path. */
  readEdge(): readonly EdgeLoad[];
  close(): Promise<void>;
}

/** Starts everything in the order of its dependencies. When a part fails to start, it closes what was started before. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers = makeClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    // The first error is the one that the caller needs to see.
    await closers.closeAll().catch((closing: unknown) => options.log?.(String(closing)));
    throw error;
  }
}

async function start(options: LocalCloudOptions, closers: Closers): Promise<LocalCloud> {
  const { assemblyDir, port, dataDir, siteDir, concurrency = DEFAULT_CONCURRENCY, log = () => {} } = options;
  const stacks = readAssembly(assemblyDir);
  for (const stack of stacks) checkStack(stack);

  if (dataDir !== undefined) {
    const unlock = lockDataDir(dataDir);
    closers.add(async () => unlock());
  }
  const credentials = makeCredentials();
  const limits = makeCloudLimits(options);
  const endpoints = await startServers({ dataDir, credentials, limits, log }, closers);
  const { wrapEndpoint } = options;
  const functionEndpoints = wrapEndpoint ? await wrapEndpoints(endpoints, wrapEndpoint, closers) : endpoints;
  log('servers: DynamoDB, Kinesis, SQS, Secrets Manager');

  const clients = makeServiceClients(endpoints, credentials);
  closers.add(async () => clients.destroy());
  const httpApi = makeHttpApiParts();
  const webSocketApis = makeWebSocketApis(credentials.accessKeyId);
  const edge = makeEdgeParts();
  const functions = new Map<string, LambdaFunction>();
  const metrics = new MetricCollector();
  const autoScaling = new AutoScaling(clients.dynamodb, limits);
  const cloud: CloudParts = {
    ...clients,
    sqsUrl: functionEndpoints.sqs,
    functionEnvironment: makeFunctionEnvironment(functionEndpoints, credentials),
    functions,
    metrics,
    watchInvocation: options.watchInvocation,
    httpApi,
    webSocketApis,
    localAddresses: makeLocalAddresses(),
    edge,
    concurrency,
    limits,
    autoScaling,
    dataDir,
    log,
  };
  const exports = new Map<string, Json>();
  const physicalIds: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  for (const stack of stacks) {
    const deployed = await deployStack(stack, {
      cloud,
      exports,
      onCreated: (resource) => closers.add(async () => resource.close?.()),
    });
    Object.assign(physicalIds, deployed.physicalIds);
    Object.assign(outputs, deployed.outputs);
    log(`stack ${stack.name}: ${Object.keys(deployed.physicalIds).length} resources`);
  }

  const stopScaling = autoScaling.start(log);
  closers.add(async () => stopScaling());
  const credentialsFile = writeCredentialsFile(credentials);
  closers.add(async () => credentialsFile.remove());
  const gateway = await startGateway(joinHttpApi(httpApi, limits), {
    // Behind an edge, the port is the edge's, and the page comes out of the bucket.
    ...(edge.distribution ? {} : { port, siteDir }),
    mount: options.mount,
    // The description holds no credentials, because any process on this machine can read it.
    description: { endpoints, outputs, credentialsFile: credentialsFile.path },
    onThrottled: (by) => limits.countThrottle(`api ${by}`),
    log,
  });
  closers.add(() => gateway.close());
  // The functions of $disconnect are called before they are closed.
  closers.add(() => webSocketApis.disconnectAll());
  log(`credentials of the servers: ${credentialsFile.path}`);
  const edgeCounters = makeEdgeCounters();
  const atEdge = await startEdgeBefore(gateway.url, { edge, httpApi, edgeCounters, port, log }, closers);
  const url = atEdge?.url ?? gateway.url;
  webSocketApis.allowPages(makePageOrigins(url, httpApi.cors));
  return {
    url,
    apiUrl: gateway.url,
    endpoints,
    credentials,
    physicalIds,
    outputs,
    functions,
    readMetrics: () => metrics.read(),
    readThrottles: () => limits.readThrottles(),
    readLoad: () => limits.readLoad(),
    liveUrl: webSocketApis.urls()[0],
    readConnections: () => webSocketApis.readUsage(),
    dropConnections: (share = 1) => webSocketApis.dropConnections(share),
    readEdge: () => edgeCounters.read(),
    close: () => closers.closeAll(),
  };
}
