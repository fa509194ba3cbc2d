// The local cloud of a chaos run: every invocation and every call of the functions is seen, and may meet a fault.

import { appendFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { synthesize } from '../../local/synthesize.ts';
import { PROJECT_DIR } from '../project-dir.ts';
import { makeSeededRandom } from '../replay/seeded-random.ts';
import { type Clients, makeClients } from './clients.ts';
import type { Stage } from './fault-rates.ts';
import { stageOf } from './invocation-reading.ts';
import type { Journal } from './journal.ts';
import type { ChaosOptions } from './options.ts';
import { wrapWithFaults } from './watch-calls.ts';
import { type Deliveries, watchInvocations } from './watch-invocations.ts';

const SCENARIO = 'chaos';
/** Two readers of up to eight shards: more threads than two cores can feed only run into their calls' timeouts. */
const CONCURRENCY = 4;

export interface ChaosCloud extends LocalCloud {
  readonly clients: Clients;
  readonly deliveries: Deliveries;
  invoke(stage: Stage, payloadJson: string): ReturnType<typeof invokeStage>;
}

export async function startChaosCloud(
  { rates, seed, logFile }: ChaosOptions,
  journal: Journal,
  signal: AbortSignal,
): Promise<ChaosCloud> {
  const assemblyDir = await synthesize({ projectDir: PROJECT_DIR, context: { scenario: SCENARIO }, signal });
  const random = makeSeededRandom(seed);
  const invocations = watchInvocations({ rates, random, journal });
  let countersTable: string | undefined;
  if (logFile !== undefined) writeFileSync(logFile, '');
  try {
    const cloud = await startLocalCloud({
      assemblyDir,
      concurrency: CONCURRENCY,
      watchInvocation: (name, payloadJson) => invocations.watch(name, payloadJson),
      wrapEndpoint: wrapWithFaults({ rates, random, journal, countersTable: () => countersTable }),
      ...(logFile !== undefined && {
        log: (line: string) => appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`),
      }),
    });
    countersTable = cloud.outputs['CountersTable'];
    const clients = makeClients(cloud.endpoints);
    return {
      ...cloud,
      clients,
      get deliveries() {
        return invocations.deliveries;
      },
      invoke: (stage, payloadJson) => invokeStage(cloud, stage, payloadJson),
      async close() {
        clients.destroy();
        await cloud.close();
        await rm(assemblyDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(assemblyDir, { recursive: true, force: true });
    throw error;
  }
}

function invokeStage({ functions }: LocalCloud, stage: Stage, payloadJson: string) {
  const found = [...functions].find(([name]) => stageOf(name) === stage);
  if (!found) throw new Error(`the template has no function for ${stage}`);
  return found[1].invoke(payloadJson);
}
