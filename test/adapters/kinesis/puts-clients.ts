// Both implementations of KinesisPuts, so that one table of tests runs against each of them.

import { Agent } from 'node:http';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type LightPutsOptions, makeLightPuts } from '../../../adapters/kinesis/light/light-puts.ts';
import type { KinesisPuts } from '../../../adapters/kinesis/puts.ts';
import { makeSdkPuts } from '../../../adapters/kinesis/sdk-puts.ts';

export interface Connected {
  readonly puts: KinesisPuts;
  readonly close: () => void;
}

export interface Limits {
  readonly maxAttempts?: number;
  readonly requestTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

/** Longer than any test waits. A test that needs a timeout sets a short one. */
const LONG_MS = 20_000;

export type Connect = (url: string, limits?: Limits) => Connected;

const KEYS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

const connectSdk: Connect = (
  url,
  { maxAttempts = 1, requestTimeoutMs = LONG_MS, connectTimeoutMs = LONG_MS } = {},
) => {
  const client = new KinesisClient({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts,
    requestHandler: new NodeHttpHandler({
      requestTimeout: requestTimeoutMs,
      connectionTimeout: connectTimeoutMs,
      throwOnRequestTimeout: true,
    }),
  });
  return { puts: makeSdkPuts(client), close: () => client.destroy() };
};

/** Waits between attempts take no time. */
export function connectLight(
  url: string,
  limits: Limits = {},
  others: Partial<LightPutsOptions> = {},
): Connected {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const puts = makeLightPuts({
    endpoint: { region: 'us-east-1', url: new URL(url) },
    env: KEYS,
    agent,
    maxAttempts: 1,
    requestTimeoutMs: LONG_MS,
    connectTimeoutMs: LONG_MS,
    now: Date.now,
    random: () => 0.5,
    pause: async () => {},
    ...limits,
    ...others,
  });
  return { puts, close: () => agent.destroy() };
}

export const implementations: readonly [name: string, connect: Connect][] = [
  ['the AWS SDK', connectSdk],
  ['the light client', connectLight],
];
