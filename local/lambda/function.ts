// A function: its execution environments, of which each runs one invocation at a time. Idle ones are used again, the most
// recently used first; one that has ended is replaced by the next cold start.

import {
  type EnvironmentOptions,
  type ExecutionEnvironment,
  startExecutionEnvironment,
} from './execution-environment.ts';
import type { WatchInvocation } from './invocation-fault.ts';
import type { InvokeResult } from './invoke-result.ts';

/** Invocations that may wait for an environment where the machine, not the template, sets the limit. */
const MAX_WAITING = 1_000;

/** As on Lambda, where it takes some minutes, an environment that nobody calls is ended: it is memory. */
const IDLE_MS = 60_000;

const CLOSED: InvokeResult = {
  status: 'function-error',
  errorType: 'Closed',
  errorMessage: 'the local cloud is closing',
};

export interface LambdaFunctionOptions extends EnvironmentOptions {
  /** Most environments that this machine runs: further invocations wait, as Lambda would start more. */
  readonly maxConcurrency: number;
  /** Most environments that the template allows: further invocations are throttled, as on Lambda. */
  readonly reservedConcurrency?: number;
  /** Sees every invocation, and may give it a fault. */
  readonly watch?: WatchInvocation | undefined;
  /** After how long without an invocation an environment is ended; a minute by default. */
  readonly idleMs?: number;
}

interface IdleEnvironment {
  readonly environment: ExecutionEnvironment;
  readonly end: NodeJS.Timeout;
}

export interface LambdaFunction {
  invoke(payloadJson: string): Promise<InvokeResult>;
  /** Ends all environments, in the middle of what they do. */
  close(): Promise<void>;
}

export function createLambdaFunction(options: LambdaFunctionOptions): LambdaFunction {
  const { name, maxConcurrency, reservedConcurrency = Number.POSITIVE_INFINITY, watch } = options;
  const { idleMs = IDLE_MS } = options;
  // Also those that nobody waits for any more.
  const running = new Set<ExecutionEnvironment>();
  const idle: IdleEnvironment[] = [];
  const busy = new Set<ExecutionEnvironment>();
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  let invocations = 0;
  let closed = false;

  async function takeEnvironment(): Promise<ExecutionEnvironment | undefined> {
    if (busy.size >= maxConcurrency) return new Promise((resolve) => waiting.push(resolve));
    return start(takeIdle());
  }

  function takeIdle(): ExecutionEnvironment | undefined {
    for (;;) {
      const last = idle.pop();
      clearTimeout(last?.end);
      if (!last || last.environment.alive) return last?.environment;
    }
  }

  function keepIdle(environment: ExecutionEnvironment): void {
    const end = setTimeout(() => void environment.close(), idleMs);
    idle.push({ environment, end: end.unref() });
  }

  function start(environment = startEnvironment()): ExecutionEnvironment {
    busy.add(environment);
    return environment;
  }

  function startEnvironment(): ExecutionEnvironment {
    const environment = startExecutionEnvironment(options);
    running.add(environment);
    void environment.ended.then(() => running.delete(environment));
    return environment;
  }

  function giveBack(environment: ExecutionEnvironment): void {
    busy.delete(environment);
    const next = waiting.shift();
    if (next) next(start(environment.alive ? environment : undefined));
    else if (environment.alive) keepIdle(environment);
  }

  return {
    async invoke(payloadJson) {
      if (closed) return CLOSED;
      if (invocations >= reservedConcurrency || waiting.length >= MAX_WAITING) return { status: 'throttled' };
      invocations += 1;
      const environment = await takeEnvironment();
      if (!environment) return CLOSED;
      try {
        const watched = watch?.(name, payloadJson);
        const result = await environment.invoke(payloadJson, watched?.fault);
        watched?.ended?.(result);
        return result;
      } finally {
        invocations -= 1;
        if (!closed) giveBack(environment);
      }
    },
    async close() {
      closed = true;
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...running].map((environment) => environment.close()));
    },
  };
}
