// One design on the stage: a local cloud with scaled limits, its persons, and what became of their likes.

import { startLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import type { Log } from '../../../local/resources/resource-type.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import { type Api, openApi } from '../../../traffic/api.ts';
import { makeKinesisGate, type KinesisGate } from './kinesis-gate.ts';
import { type Workers, watchWorkers } from './workers.ts';

/** What AWS's limits are multiplied by: then a laptop can reach them. */
export const SCALE = 1 / 100;
/** A thread takes some 35 MB. */
const ENVIRONMENTS = 3;
/** Concurrency is not scaled, because a lane has one execution at any scale. */
const ACCOUNT_CONCURRENCY = 1_000 / SCALE;

export interface Side {
  readonly cloud: LocalCloud;
  readonly clients: ServiceClients;
  /** What people send goes through this one, and what they read through the other, so that neither waits for the other. */
  readonly api: Api;
  readonly readers: Api;
  readonly workers: Workers;
  readonly gate: KinesisGate;
  tokenOf(person: number): Promise<string>;
  close(): Promise<void>;
}

/** @param killStep the call of a batch at which a worker is killed */
export async function openSide(assemblyDir: string, killStep: number, log: Log): Promise<Side> {
  const workers = watchWorkers(killStep);
  const gate = makeKinesisGate();
  const cloud = await startLocalCloud({
    assemblyDir,
    concurrency: ENVIRONMENTS,
    scale: SCALE,
    accountConcurrency: ACCOUNT_CONCURRENCY,
    watchInvocation: workers.watch,
    wrapEndpoint: async (service, url) => (service === 'kinesis' ? gate.open(url) : undefined),
    log,
  });
  const api = openApi({ url: cloud.url, connections: 64, patienceMs: 60_000 });
  const readers = openApi({ url: cloud.url, connections: 4, patienceMs: 3_000 });
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const tokens = new Map<number, Promise<string>>();
  return {
    cloud,
    clients,
    api,
    readers,
    workers,
    gate,
    tokenOf(person) {
      const token = tokens.get(person) ?? issueToken(cloud);
      tokens.set(person, token);
      return token;
    },
    async close() {
      clients.destroy();
      await Promise.all([api.close(), readers.close()]);
      await cloud.close();
    },
  };
}

/** Asks the function itself, because the API's limit on new visitors is scaled too. */
async function issueToken({ functions }: LocalCloud): Promise<string> {
  const issueVisitor = [...functions].find(([name]) => name.toLowerCase().includes('issuevisitor'))?.[1];
  const result = await issueVisitor?.invoke(ISSUE_VISITOR);
  if (result?.status !== 'ok') throw new Error(`issue-visitor answered ${result?.status ?? 'nothing'}`);
  const { body } = JSON.parse(result.payloadJson) as { body: string };
  return (JSON.parse(body) as { token: string }).token;
}

/** A request as API Gateway hands it to the function. */
const ISSUE_VISITOR = JSON.stringify({
  version: '2.0',
  routeKey: 'POST /v1/visitors',
  rawPath: '/v1/visitors',
  rawQueryString: '',
  headers: { host: 'localhost' },
  requestContext: {
    requestId: 'control-room',
    domainName: 'localhost',
    http: { method: 'POST', path: '/v1/visitors' },
  },
  isBase64Encoded: false,
});
