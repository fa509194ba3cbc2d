// Runs dynalite in a thread of its own, so that it takes no CPU time from the thread of the gateway.

import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { ChangeLog } from './backups/change-log.ts';
import { keepChanges } from './backups/keep-changes.ts';
import { backupOperations } from './backups/operations.ts';
import { batchExecuteStatement } from './batch-execute-statement.ts';
import { guardServer } from '../guard/guard-server.ts';
import { componentOf } from './capacity/throttled-error.ts';
import { Meter, type ResourceUsage } from './capacity/meter.ts';
import { meterDynalite } from './capacity/meter-dynalite.ts';
import { loadDynalite, lockModule, replaceAction } from './dynalite.ts';
import { answerFailures, watchLocks } from './failures.ts';
import { returnItemsOfFailedConditions } from './partiql/run-statement.ts';
import { protectTables, timeToLiveOperations } from './table-settings.ts';
import { takeOperations } from './take-operations.ts';
import { replaceThroughputUpdates } from './throughput-updates.ts';

export interface DynamoDBWorkerData {
  /** Directory of the LevelDB store. Without it the tables are in memory. */
  readonly path: string | undefined;
  /** The only access key that is taken. Without it any key is. */
  readonly accessKeyId: string | undefined;
  /** What every limit is multiplied by. Without it there are no limits. */
  readonly scale: number | undefined;
}

/** What was consumed and refused since the start. */
export interface DynamoDBUsage {
  readonly resources: readonly ResourceUsage[];
  /** Throttles by component. */
  readonly throttles: Readonly<Record<string, number>>;
}

export type DynamoDBWorkerMessage =
  | { readonly listening: number }
  | { readonly failed: string }
  | { readonly requestFailed: string }
  | { readonly usage: DynamoDBUsage };

const USAGE_INTERVAL_MS = 200;

const port = parentPort;
const { path, accessKeyId, scale } = workerData as DynamoDBWorkerData;

watchLocks(lockModule as unknown as Parameters<typeof watchLocks>[0]);
const changes = new ChangeLog();
keepChanges(changes);
const meter = scale === undefined ? undefined : new Meter({ scale, now: Date.now });
// A table whose throughput has changed is learned again at once, so that nothing saved up is lost.
replaceThroughputUpdates((table) => meter?.learn(table));
const throttles: Record<string, number> = {};
if (meter)
  meterDynalite({
    meter,
    onThrottled(refusal) {
      const component = componentOf(refusal);
      throttles[component] = (throttles[component] ?? 0) + 1;
    },
  });
// dynalite lets nobody use a new table before the next turn of the timers. The answer comes after that.
replaceAction('createTable', (action) => (store, input, done) => {
  action(store, input, (error, answer) => void setTimeout(done, 1, error, answer));
});
protectTables();
returnItemsOfFailedConditions();
const serveOperations = takeOperations({
  BatchExecuteStatement: batchExecuteStatement,
  ...timeToLiveOperations,
  ...backupOperations(changes),
});
const dynalite = loadDynalite();
// By default dynalite takes half a second for each new table. Tables are made before anyone uses them, so they need no time.
const server = dynalite({ ...(path !== undefined && { path }), createTableMs: 0 });

for (const listener of server.listeners('request') as RequestListener[]) {
  server.off('request', listener);
  server.on('request', serveOperations(listener));
}
answerFailures(server, (error) => {
  const requestFailed = error instanceof Error ? (error.stack ?? error.message) : String(error);
  port?.postMessage({ requestFailed } satisfies DynamoDBWorkerMessage);
});
guardServer(server, { accessKeyId });
server.on('error', (error) => port?.postMessage({ failed: error.message } satisfies DynamoDBWorkerMessage));
server.listen(0, '127.0.0.1', () => void announce((server.address() as AddressInfo).port));

function startTellingUsage(metered: Meter): void {
  let told = '';
  const tell = () => {
    const usage = { resources: metered.usage(), throttles };
    const text = JSON.stringify(usage);
    if (text === told) return;
    told = text;
    port?.postMessage({ usage } satisfies DynamoDBWorkerMessage);
  };
  setInterval(tell, USAGE_INTERVAL_MS).unref();
}

/** Sends a first request before the server is announced. dynalite opens its store only then, and may fail to. */
async function announce(listening: number) {
  const headers = {
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20000101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId ?? 'a'}/b/c/d/e, SignedHeaders=host, Signature=f`,
  };
  const answer = await fetch(`http://127.0.0.1:${listening}`, { method: 'POST', headers, body: '{}' });
  const message = answer.ok ? { listening } : { failed: await answer.text() };
  port?.postMessage(message satisfies DynamoDBWorkerMessage);
  if (meter) startTellingUsage(meter);
}

// Closing waits for pending writes and closes LevelDB. The thread ends once its message port is closed.
port?.once('message', () => {
  server.close(() => port.close());
  server.closeAllConnections();
});
