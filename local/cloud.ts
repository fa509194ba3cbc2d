// The local cloud runs what a cloud assembly declares. Each AWS service that the assembly uses is a server on this machine.

import { availableParallelism } from 'node:os';
import { AutoScaling } from './auto-scaling/auto-scaling.ts';
import { type Closers, makeClosers } from './closers.ts';
import { lockDataDir } from './data-dir.ts';
import { makeHttpApiMetrics } from './cloudwatch/api-metrics.ts';
import { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { makeAccountMetrics } from './cloudwatch/function-metrics.ts';
import { makeCredentials, writeCredentialsFile } from './guard/credentials.ts';
import { makePageOrigins } from './gateway/page-origins.ts';
import { startGateway } from './gateway/server.ts';
import { makeEdgeCounters } from './edge/edge-load.ts';
import { makeEdgeParts } from './edge/edge-parts.ts';
import { startEdgeBefore } from './edge/start-edge-before.ts';
import { makeMappings } from './event-source-mapping/mappings.ts';
import { startLambdaApi } from './lambda-api/server.ts';
import { MetricCollector } from './lambda/embedded-metrics.ts';
import type { LambdaFunction } from './lambda/function.ts';
import { makeInvokeByArn } from './lambda/invoke-by-arn.ts';
import { makeCloudLimits } from './limits/cloud-limits.ts';
import { makeFunctionEnvironment, makeServiceClients } from './service-clients.ts';
import { startServers, wrapEndpoints } from './servers.ts';
import { apiDomainName } from './resources/api-id.ts';
import { checkStack } from './resources/check-stack.ts';
import { deployStack } from './resources/deploy-stack.ts';
import { joinHttpApi, makeHttpApiParts } from './resources/http-api-parts.ts';
import type { LocalCloud, LocalCloudOptions } from './local-cloud.ts';
import type { CloudParts } from './resources/resource-type.ts';
import { makeLocalAddresses } from './resources/local-addresses.ts';
import { makeWebSocketApis } from './resources/web-socket/apis.ts';
import { readAssembly } from './template/read-assembly.ts';
import type { Json } from './template/template.ts';

export type { LocalCloud, LocalCloudOptions } from './local-cloud.ts';

// Each environment is a thread of about 35 MB that warms up by itself. More threads than cores make nothing faster.
const DEFAULT_CONCURRENCY = Math.min(4, Math.max(2, availableParallelism()));

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
  const cloudwatch = new CloudWatch({ minuteMs: options.alarmMinuteMs });
  cloudwatch.addSource(makeAccountMetrics(cloudwatch.store, cloudwatch.executions));
  const functions = new Map<string, LambdaFunction>();
  const invokeFunction = makeInvokeByArn(functions);
  const endpoints = await startServers(
    { dataDir, credentials, limits, cloudwatch, log, invokeFunction },
    closers,
  );
  const { wrapEndpoint } = options;
  const { s3: _, ...ofFunctions } = endpoints;
  const functionEndpoints = wrapEndpoint
    ? await wrapEndpoints(ofFunctions, wrapEndpoint, closers)
    : ofFunctions;
  log('servers: DynamoDB, Kinesis, SQS, S3, Secrets Manager, Lambda');

  const clients = makeServiceClients(endpoints, credentials);
  closers.add(async () => clients.destroy());
  const httpApi = makeHttpApiParts();
  const webSocketApis = makeWebSocketApis(credentials.accessKeyId);
  const edge = makeEdgeParts();
  const mappings = makeMappings();
  const lambdaApi = await startLambdaApi({ mappings, accessKeyId: credentials.accessKeyId });
  closers.add(() => lambdaApi.close());
  const metrics = new MetricCollector(cloudwatch.store);
  const autoScaling = new AutoScaling(clients.dynamodb, limits);
  const cloud: CloudParts = {
    ...clients,
    sqsUrl: functionEndpoints.sqs,
    functionEnvironment: makeFunctionEnvironment(functionEndpoints, credentials),
    functions,
    mappings,
    rules: new Map(),
    metrics,
    cloudwatch,
    watchInvocation: options.watchInvocation,
    now: options.now ?? Date.now,
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

  const allEndpoints = { ...endpoints, lambda: lambdaApi.url };
  const stopScaling = autoScaling.start(log);
  closers.add(async () => stopScaling());
  const stopAlarms = cloudwatch.start(log);
  closers.add(async () => stopAlarms());
  const credentialsFile = writeCredentialsFile(credentials);
  closers.add(async () => credentialsFile.remove());
  const gateway = await startGateway(joinHttpApi(httpApi, limits), {
    // Behind an edge, the port is the edge's, and the page comes out of the bucket.
    ...(edge.distribution ? {} : { port, siteDir }),
    mount: options.mount,
    // The description holds no credentials, because any process on this machine can read it.
    description: () => ({
      endpoints: allEndpoints,
      outputs,
      credentialsFile: credentialsFile.path,
      alarms: cloudwatch.readAlarms(),
    }),
    onThrottled: (by) => limits.countThrottle(`api ${by}`),
    onAnswered: makeHttpApiMetrics(cloudwatch.store, httpApi.apiId ?? ''),
    log,
  });
  closers.add(() => gateway.close());
  // The functions of $disconnect are called before they are closed.
  closers.add(() => webSocketApis.disconnectAll());
  log(`credentials of the servers: ${credentialsFile.path}`);
  const edgeCounters = makeEdgeCounters();
  const atEdge = await startEdgeBefore(gateway.url, { edge, httpApi, edgeCounters, port, log }, closers);
  const url = atEdge?.url ?? gateway.url;
  if (httpApi.apiId !== undefined) cloud.localAddresses.add(apiDomainName(httpApi.apiId), gateway.url);
  if (edge.domainName !== undefined) cloud.localAddresses.add(edge.domainName, url);
  webSocketApis.allowPages(makePageOrigins(url, httpApi.cors));
  return {
    url,
    apiUrl: gateway.url,
    endpoints: allEndpoints,
    credentials,
    physicalIds,
    outputs,
    functions,
    mappings,
    rules: cloud.rules,
    runOtherFunctions(invocations) {
      limits.concurrency.runOthers(invocations);
      cloudwatch.executions.others = invocations;
    },
    readMetrics: () => metrics.read(),
    readThrottles: () => limits.readThrottles(),
    readLoad: () => limits.readLoad(),
    liveUrl: webSocketApis.urls()[0],
    readConnections: () => webSocketApis.readUsage(),
    dropConnections: (share = 1) => webSocketApis.dropConnections(share),
    readEdge: () => edgeCounters.read(),
    readAlarms: () => cloudwatch.readAlarms(),
    close: () => closers.closeAll(),
  };
}
