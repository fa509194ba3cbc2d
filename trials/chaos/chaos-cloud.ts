// The local cloud of a chaos run. It watches every invocation and every call of the functions, and each may meet a fault.

import { appendFileSync, writeFileSync } from 'node:fs';
import type { LocalCloud } from '../../local/cloud.ts';
import type { InvokeResult } from '../../local/lambda/invoke-result.ts';
import { runApp } from '../../local/run-app.ts';
import type { Tables } from '../../tools/audit/tables.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { makeServiceClients, type ServiceClients } from '../../local/service-clients.ts';
import { FalseCounts } from './false-counts.ts';
import type { Stage } from './fault-rates.ts';
import { stageOf } from './invocation-reading.ts';
import type { Journal } from './journal.ts';
import type { ChaosOptions } from './options.ts';
import { wrapWithFaults } from './watch-calls.ts';
import { type WatchedInvocations, watchInvocations } from './watch-invocations.ts';

const SCENARIO = 'chaos';
/**
 * Two readers read up to six shards. More threads than two cores can feed would only run into the timeouts of their calls.
 */
const CONCURRENCY = 4;

export interface ChaosCloud {
  readonly url: string;
  readonly outputs: LocalCloud['outputs'];
  /** These clients reach the services themselves, without faults. */
  readonly clients: ServiceClients;
  readonly tables: Tables;
  /** The tables as the functions reach them, with faults in between. */
  readonly faultyTables: Tables;
  readonly falseCounts: FalseCounts;
  readonly invocations: WatchedInvocations;
  /** Where viewers connect. */
  readonly liveUrl: string;
  /** Ends this share of their connections. Returns how many. */
  dropConnections(share: number): number;
  invoke(stage: Stage, payloadJson: string): Promise<InvokeResult>;
  close(): Promise<void>;
}

export async function startChaosCloud(
  { rates, seed, logFile }: ChaosOptions,
  journal: Journal,
  signal: AbortSignal,
): Promise<ChaosCloud> {
  const random = makeSeededRandom(seed);
  const invocations = watchInvocations({ rates, random, journal });
  const falseCounts = new FalseCounts(makeSeededRandom(seed + 2), journal);
  const proxies = wrapWithFaults({ rates, random, journal, falseCounts });
  if (logFile !== undefined) writeFileSync(logFile, '');
  const cloud = await runApp({
    context: { scenario: SCENARIO },
    signal,
    concurrency: CONCURRENCY,
    watchInvocation: (name, payloadJson) => invocations.watch(name, payloadJson),
    wrapEndpoint: proxies.wrapEndpoint,
    log(line) {
      if (logFile !== undefined) appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
    },
  });
  const { url, outputs, endpoints, credentials } = cloud;
  const { CountersTable: countersTable = '', LikesTable: likesTable = '' } = outputs;
  const clients = makeServiceClients(endpoints, credentials);
  const faultyClients = makeServiceClients({ ...endpoints, ...proxies.endpoints }, credentials);
  const tables = { client: clients.dynamodb, countersTable, likesTable };
  return {
    url,
    outputs,
    clients,
    tables,
    faultyTables: { ...tables, client: faultyClients.dynamodb },
    falseCounts,
    invocations,
    liveUrl: cloud.liveUrl ?? '',
    dropConnections: (share) => cloud.dropConnections(share),
    invoke: (stage, payloadJson) => findFunction(cloud, stage).invoke(payloadJson),
    async close() {
      clients.destroy();
      faultyClients.destroy();
      await cloud.close();
    },
  };
}

function findFunction({ functions }: LocalCloud, stage: Stage) {
  const found = [...functions].find(([name]) => stageOf(name) === stage);
  if (!found) throw new Error(`the template has no function for ${stage}`);
  return found[1];
}
