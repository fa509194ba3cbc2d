// Opens what is loaded: a local cloud with its limits, or a deployed API after a confirmation.

import { rm } from 'node:fs/promises';
import { makeBaselineAssembly } from '../../bench/assembly.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import type { Capacity } from '../../planner/capacity.ts';
import type { Plan } from '../../planner/plan.ts';
import { openApi } from '../../traffic/api.ts';
import { makeBudget } from './budget.ts';
import { confirm } from './confirm.ts';
import { LIVE } from './find-plan.ts';
import type { LoadTestOptions } from './options.ts';
import { requestsNeeded } from './requests-needed.ts';
import type { RunPorts } from './run.ts';
import { openSystem } from './system.ts';

export interface Target extends Pick<RunPorts, 'url' | 'system' | 'openNaive' | 'budget'> {
  close(): Promise<void>;
}

interface TargetPorts {
  readonly rigName: string;
  readonly plan: Plan;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Rejects with a UsageError for what the user can put right. */
export async function openTarget(options: LoadTestOptions, ports: TargetPorts): Promise<Target> {
  return options.target ? openDeployed(options, options.target, ports) : openLocal(options, ports);
}

/** What an account has by default. source: Lambda quotas */
const ACCOUNT_CONCURRENCY = 1_000;

/** A thread takes some 35 MB. */
const MOST_ENVIRONMENTS = 16;

/** Each lane has an execution of its own, and so has each batch that is drained. With fewer, the machine would be their limit. */
const environmentsFor = ({ stream, burst }: Capacity): number =>
  // Without a queue, a throttled like keeps its environment until its second try.
  burst ? Math.min(MOST_ENVIRONMENTS, Math.max(stream.shards, burst.maximumConcurrency)) : MOST_ENVIRONMENTS;

async function openLocal({ scale, shape }: LoadTestOptions, { rigName, plan, say, signal }: TargetPorts) {
  say('starting the local cloud');
  const assembly = await synthesizeApp({ context: { scenario: rigName, live: LIVE }, signal });
  async function start(assemblyDir: string) {
    signal.throwIfAborted();
    // Concurrency is not scaled: a lane has one execution at any scale, and a machine that stands still for a moment would use up
    // the few that were left.
    const accountConcurrency = ACCOUNT_CONCURRENCY / scale;
    const concurrency = environmentsFor(plan.capacity);
    const limits = { limits: 'on', scale, accountConcurrency } as const;
    return openSystem(await startLocalCloud({ assemblyDir, concurrency, ...limits }));
  }
  let naiveDir: string | undefined;
  async function removeFiles(): Promise<void> {
    await assembly.remove();
    if (naiveDir !== undefined) await rm(naiveDir, { recursive: true, force: true });
  }
  async function openNaive() {
    say('starting the naive design beside it');
    naiveDir = await makeBaselineAssembly(assembly.dir);
    return start(naiveDir);
  }
  try {
    const system = await start(assembly.dir);
    return {
      url: system.url,
      system,
      openNaive: shape === 'celebrity' ? openNaive : undefined,
      budget: makeBudget(),
      async close() {
        await system.close();
        await removeFiles();
      },
    };
  } catch (error) {
    await removeFiles();
    throw error;
  }
}

async function openDeployed(
  options: LoadTestOptions,
  { url, requestsBudget, yes }: NonNullable<LoadTestOptions['target']>,
  { plan, signal }: TargetPorts,
): Promise<Target> {
  const needed = requestsNeeded(options, plan);
  if (needed > requestsBudget)
    throw new UsageError(
      `--requests-budget: the run needs about ${needed} requests, more than ${requestsBudget}`,
    );
  if (!yes) await confirm(`Send up to ${requestsBudget} requests to ${url}?`, signal);
  const budget = makeBudget(requestsBudget);
  const api = openApi({ url, beforeTry: () => budget.spend() });
  try {
    await api.checkReachable();
  } finally {
    await api.close();
  }
  return { url, system: undefined, openNaive: undefined, budget, async close() {} };
}
