// Starts the servers of the local cloud and deploys templates to them. On a data directory they can be stopped and started again.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeClosers } from '../../../local/closers.ts';
import { CloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';
import { type Credentials, makeCredentials } from '../../../local/guard/credentials.ts';
import { makeMappings } from '../../../local/event-source-mapping/mappings.ts';
import { MetricCollector } from '../../../local/lambda/embedded-metrics.ts';
import { checkStack } from '../../../local/resources/check-stack.ts';
import { type DeployedStack, deployStack } from '../../../local/resources/deploy-stack.ts';
import { AutoScaling } from '../../../local/auto-scaling/auto-scaling.ts';
import { type LimitOptions, makeCloudLimits } from '../../../local/limits/cloud-limits.ts';
import { makeEdgeParts } from '../../../local/edge/edge-parts.ts';
import { makeHttpApiParts } from '../../../local/resources/http-api-parts.ts';
import { makeLocalAddresses } from '../../../local/resources/local-addresses.ts';
import { makeWebSocketApis } from '../../../local/resources/web-socket/apis.ts';
import type { CloudParts } from '../../../local/resources/resource-type.ts';
import { makeFunctionEnvironment, makeServiceClients } from '../../../local/service-clients.ts';
import { startServers } from '../../../local/servers.ts';
import type { Json, Template, TemplateResource } from '../../../local/template/template.ts';

export interface TestCloud extends CloudParts {
  /** Checks and deploys a stack of these resources. Returns its outputs by name. */
  deploy(
    resources: Record<string, TemplateResource>,
    more?: Omit<Template, 'Resources'> & { stack?: string; assetDirs?: Record<string, string> },
  ): Promise<DeployedStack>;
  /** The exports by name. */
  readonly exports: Map<string, Json>;
  readonly lines: string[];
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** Makes a directory that is removed when the test ends. */
export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloud-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

/** Starts a cloud. It is closed when the test ends, if it is not closed before. */
export async function startTestCloud(dataDir?: string, limitOptions?: LimitOptions): Promise<TestCloud> {
  const closers = makeClosers();
  onTestFinished(() => closers.closeAll());
  const credentials = makeCredentials();
  const limits = makeCloudLimits(limitOptions);
  const cloudwatch = new CloudWatch();
  const endpoints = await startServers({ dataDir, credentials, limits, cloudwatch }, closers);
  const clients = makeServiceClients(endpoints, credentials);
  closers.add(async () => clients.destroy());
  const lines: string[] = [];
  const cloud: CloudParts = {
    ...clients,
    sqsUrl: endpoints.sqs,
    functionEnvironment: makeFunctionEnvironment(endpoints, credentials),
    functions: new Map(),
    mappings: makeMappings(),
    rules: new Map(),
    metrics: new MetricCollector(cloudwatch.store),
    cloudwatch,
    watchInvocation: undefined,
    now: Date.now,
    httpApi: makeHttpApiParts(),
    webSocketApis: makeWebSocketApis(credentials.accessKeyId),
    localAddresses: makeLocalAddresses(),
    edge: makeEdgeParts(),
    concurrency: 2,
    limits,
    autoScaling: new AutoScaling(clients.dynamodb, limits),
    dataDir,
    log: (line) => void lines.push(line),
  };
  const exports = new Map<string, Json>();
  return {
    ...cloud,
    exports,
    lines,
    credentials,
    async deploy(Resources, { stack = 'Test', assetDirs = {}, ...template } = {}) {
      const assembly = {
        name: stack,
        template: { Resources, ...template },
        assetDirs: new Map(Object.entries(assetDirs)),
      };
      checkStack(assembly);
      return deployStack(assembly, {
        cloud,
        exports,
        onCreated: (resource) => closers.add(async () => resource.close?.()),
      });
    },
    close: () => closers.closeAll(),
  };
}
