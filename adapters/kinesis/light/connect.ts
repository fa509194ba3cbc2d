// Wires the light client to the environment, the clock and the network of this process.

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KinesisPuts } from '../puts.ts';
import { findEndpoint } from './endpoint.ts';
import { type LightPutsOptions, makeLightPuts } from './light-puts.ts';

export interface ConnectOptions
  extends Pick<LightPutsOptions, 'connectTimeoutMs' | 'requestTimeoutMs' | 'maxAttempts'> {
  /** The most connections at a time. */
  readonly maxSockets: number;
}

/** The endpoint is looked up at the first call, as the SDK does. */
export function connectLightPuts({ maxSockets, ...limits }: ConnectOptions): KinesisPuts {
  let connected: KinesisPuts | undefined;

  function connect(): KinesisPuts {
    const endpoint = findEndpoint(process.env);
    const MakeAgent = endpoint.url.protocol === 'https:' ? HttpsAgent : HttpAgent;
    return makeLightPuts({
      ...limits,
      endpoint,
      env: process.env,
      agent: new MakeAgent({ keepAlive: true, maxSockets }),
      now: Date.now,
      random: Math.random,
      pause: (ms, signal) => sleep(ms, undefined, signal && { signal }),
    });
  }

  return {
    putRecord: async (...args) => (connected ??= connect()).putRecord(...args),
    putRecords: async (...args) => (connected ??= connect()).putRecords(...args),
  };
}
