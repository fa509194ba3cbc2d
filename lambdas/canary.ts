// Likes a post through the front door every few minutes, as a visitor does, and takes the like back. It fails when a step fails or when
// the like was counted too late, so that the errors of this function are the alarm.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { makeAskedApi } from '../adapters/http/asked-api.ts';
import { CANARY_PREFIX } from '../core/live/canary-post.ts';
import { type CanaryPorts, makeCanaryRun } from '../core/smoke/canary.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMilliseconds, logger } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

const PATIENCE_MS = 15_000;
const COUNT_TIMEOUT_MS = 40_000;
/** What is left for taking the like back. */
const RESERVED_MS = 20_000;

/** Thrown when a like was counted, but later than the workload wants. */
export class CountedLateError extends Error {
  override readonly name = 'CountedLateError';
}

export function makeCanary(freshnessMs: number, ports: CanaryPorts) {
  const run = makeCanaryRun(ports);
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const steps: string[] = [];
    const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - RESERVED_MS));
    try {
      const countedMs = await run({ signal, say: (line) => void steps.push(line) });
      addMilliseconds('CanaryFreshness', countedMs);
      if (countedMs > freshnessMs)
        throw new CountedLateError(`A like was counted after ${countedMs} ms, not within ${freshnessMs} ms.`);
    } catch (error) {
      logger.error('The canary has failed.', { steps });
      throw error;
    }
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeCanary> {
  const url = requireEnv(env, 'API_URL');
  const canary = makeCanary(1_000 * Number(requireEnv(env, 'FRESHNESS_SECONDS')), {
    api: makeAskedApi({ url, patienceMs: PATIENCE_MS, now: Date.now }),
    newPostId: () => CANARY_PREFIX + crypto.randomUUID(),
    timeoutMs: COUNT_TIMEOUT_MS,
    now: Date.now,
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
  });
  return withMetrics(canary);
}

export const handler = wire(process.env);
