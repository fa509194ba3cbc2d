// The local cloud: runs what a cloud assembly declares, with a server of this machine for every service it uses.

import { availableParallelism } from 'node:os';
import { type Closers, makeClosers } from './closers.ts';
import { lockDataDir } from './data-dir.ts';
import { startGateway } from './gateway/server.ts';
import { MetricCollector, type MetricSums } from './lambda/embedded-metrics.ts';
import type { LambdaFunction } from './lambda/function.ts';
import type { WatchInvocation } from './lambda/invocation-fault.ts';
import { makeFunctionEnvironment, makeServiceClients } from './service-clients.ts';
import { type Endpoints, startServers, type WrapEndpoint, wrapEndpoints } from './servers.ts';
import { checkStack } from './resources/check-stack.ts';
import { deployStack } from './resources/deploy-stack.ts';
import { joinHttpApi, makeHttpApiParts } from './resources/http-api-parts.ts';
import type { CloudParts, Log } from './resources/resource-type.ts';
import { readAssembly } from './template/read-assembly.ts';
import type { Json } from './template/template.ts';

// Each is a thread of about 35 MB that has to warm up by itself: more than there are cores make nothing faster.
const DEFAULT_CONCURRENCY = Math.min(4, Math.max(2, availableParallelism()));

export interface LocalCloudOptions {
  /** Directory that `cdk synth` wrote. */
  readonly assemblyDir: string;
  /** Port of the HTTP API; 0, the default: any free one. */
  readonly port?: number | undefined;
  /** Directory that keeps all state; undefined: in memory. */
  readonly dataDir?: string | undefined;
  /** Files to serve beside the API. */
  readonly siteDir?: string | undefined;
  /** Most execution environments of one function. */
  readonly concurrency?: number | undefined;
  readonly log?: Log;
  /** Sees every invocation, and may give it a fault. */
  readonly watchInvocation?: WatchInvocation | undefined;
  /** Puts something between the functions and a service. */
  readonly wrapEndpoint?: WrapEndpoint | undefined;
}

export interface LocalCloud {
  /** Of the HTTP API, without a slash at the end. */
  readonly url: string;
  /** Of the servers themselves. */
  readonly endpoints: Endpoints;
  /** What `Ref` stands for, by logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  /** Of all stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What the functions counted so far, added up. */
  readMetrics(): MetricSums;
  close(): Promise<void>;
}

/** Starts everything in the order of its dependencies; where a part fails, what was started is closed again. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers = makeClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    // What went wrong first is what has to be told.
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
  const endpoints = await startServers(dataDir, closers);
  const { wrapEndpoint } = options;
  const functionEndpoints = wrapEndpoint ? await wrapEndpoints(endpoints, wrapEndpoint, closers) : endpoints;
  log('servers: DynamoDB, Kinesis, SQS, Secrets Manager');

  const clients = makeServiceClients(endpoints);
  closers.add(async () => clients.destroy());
  const httpApi = makeHttpApiParts();
  const functions = new Map<string, LambdaFunction>();
  const metrics = new MetricCollector();
  const cloud: CloudParts = {
    ...clients,
    sqsUrl: functionEndpoints.sqs,
    functionEnvironment: makeFunctionEnvironment(functionEndpoints),
    functions,
    metrics,
    watchInvocation: options.watchInvocation,
    httpApi,
    concurrency,
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

  const gateway = await startGateway(joinHttpApi(httpApi), {
    port,
    siteDir,
    description: { endpoints, outputs },
    log,
  });
  closers.add(() => gateway.close());
  const { url } = gateway;
  return {
    url,
    endpoints,
    physicalIds,
    outputs,
    functions,
    readMetrics: () => metrics.read(),
    close: () => closers.closeAll(),
  };
}
