// A function and its execution environments. Each environment runs one invocation at a time. Idle environments are used
// again, the most recently used first. A cold start replaces an environment that has ended.

import {
  type EnvironmentOptions,
  type ExecutionEnvironment,
  startExecutionEnvironment,
} from './execution-environment.ts';
import type { ConcurrencyPart } from './account-concurrency.ts';
import type { WatchInvocation } from './invocation-fault.ts';
import type { InvokeResult } from './invoke-result.ts';

/** How many invocations may wait for an environment when the machine, and not the template, sets the limit. */
const MAX_WAITING = 1_000;

/** An environment that nobody calls is ended, because it holds memory. On Lambda this takes some minutes. */
const IDLE_MS = 60_000;

const CLOSED: InvokeResult = {
  status: 'function-error',
  errorType: 'Closed',
  errorMessage: 'the local cloud is closing',
};

export interface LambdaFunctionOptions extends EnvironmentOptions {
  /** The most environments that this machine runs. Further invocations wait, while Lambda would start more environments. */
  readonly maxConcurrency: number;
  /** The function's part of the account's concurrency. Further invocations are throttled, as on Lambda. */
  readonly concurrencyPart?: ConcurrencyPart;
  readonly observer?: InvocationObserver | undefined;
  /** Is called for every invocation, and may return a fault for it. */
  readonly watch?: WatchInvocation | undefined;
  /** How long an environment may be idle before it is ended. The default is a minute. */
  readonly idleMs?: number;
}

/** Is told what becomes of invocations. */
export interface InvocationObserver {
  /** @param running how many invocations run or wait now, this one included. On Lambda none of them would wait. */
  started(running: number): void;
  ended(result: InvokeResult, durationMs: number): void;
  /** The account's or the function's concurrency let no more in. */
  throttled(): void;
}

interface IdleEnvironment {
  readonly environment: ExecutionEnvironment;
  readonly end: NodeJS.Timeout;
}

export interface LambdaFunction {
  readonly name: string;
  readonly timeoutMs: number;
  invoke(payloadJson: string): Promise<InvokeResult>;
  /** Ends all environments, even in the middle of an invocation. */
  close(): Promise<void>;
}

export function createLambdaFunction(options: LambdaFunctionOptions): LambdaFunction {
  const { name, maxConcurrency, concurrencyPart, watch, observer } = options;
  const { idleMs = IDLE_MS } = options;
  // This includes the zombies, for which nobody waits any more.
  const running = new Set<ExecutionEnvironment>();
  const idle: IdleEnvironment[] = [];
  const busy = new Set<ExecutionEnvironment>();
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
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
    name,
    timeoutMs: options.timeoutMs,
    async invoke(payloadJson) {
      if (closed) return CLOSED;
      if (waiting.length >= MAX_WAITING) return { status: 'throttled' };
      if (concurrencyPart && !concurrencyPart.start()) {
        observer?.throttled();
        return { status: 'throttled' };
      }
      observer?.started(busy.size + waiting.length + 1);
      const environment = await takeEnvironment();
      if (!environment) return CLOSED;
      try {
        const watched = watch?.(name, payloadJson);
        const startedAt = performance.now();
        const result = await environment.invoke(payloadJson, watched?.fault);
        observer?.ended(result, performance.now() - startedAt);
        watched?.ended?.(result);
        return result;
      } finally {
        concurrencyPart?.end();
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
