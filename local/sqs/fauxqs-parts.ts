// Puts the parts of fauxqs together as its own startFauxqs does. That function listens on every interface of the machine, but
// the local cloud listens on loopback only. The package does not export its stores, so they are imported by file from the
// pinned version.

import { buildApp } from 'fauxqs';
import { readQueueUsage, type QueueUsage } from './queue-usage.ts';
import { type FauxqsPersistence, type FauxqsQueue, mendPersistence, mendQueue } from './mend-fauxqs.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type SqsStore = Stores['sqsStore'];

interface Persistence extends FauxqsPersistence {
  load(sqs: SqsStore, sns: Stores['snsStore'], s3: Stores['s3Store']): void;
  close(): void;
}

const importPart = async <T>(file: string) =>
  (await import(new URL(file, import.meta.resolve('fauxqs')).href)) as T;

const { SqsStore } = await importPart<{ SqsStore: new () => SqsStore }>('./sqs/sqsStore.js');
const { SnsStore } = await importPart<{ SnsStore: new () => Stores['snsStore'] }>('./sns/snsStore.js');
const { S3Store } = await importPart<{ S3Store: new () => Stores['s3Store'] }>('./s3/s3Store.js');
const { PersistenceManager } = await importPart<{
  PersistenceManager: new (dataDir: string) => Persistence;
}>('./persistence.js');

/** Thrown when a directory holds files that the local cloud's SQS cannot read. */
export class SqsStartError extends Error {
  override readonly name = 'SqsStartError';
}

/** The queues without a port. */
export interface Fauxqs {
  readonly app: ReturnType<typeof buildApp>;
  /** Returns what waits in each queue that somebody has used. */
  readonly readUsage: () => QueueUsage[];
}

/**
 * Makes fauxqs without a port. A SQLite file in the directory keeps its queues, messages, buckets and objects. Without a
 * directory they are in memory. Throws SqsStartError.
 */
export function makeFauxqs(dataDir: string | undefined): Fauxqs {
  const used = new Set<string>();
  const stores: Stores = {
    sqsStore: makeSqsStore((name) => void used.add(name)),
    snsStore: new SnsStore(),
    s3Store: new S3Store(),
  };
  const app = buildApp({ logger: false, stores });
  if (dataDir !== undefined) {
    // The state is loaded before the persistence is attached, as fauxqs does it. Otherwise loading would write everything again.
    const persistence = load(dataDir, stores);
    Object.assign(stores.sqsStore, { persistence });
    Object.assign(stores.s3Store, { persistence });
    for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence });
    app.addHook('onClose', () => persistence.close());
  }
  return {
    app,
    readUsage: () =>
      [...stores.sqsStore.allQueues()].filter(({ name }) => used.has(name)).map(readQueueUsage),
  };
}

/**
 * Makes a store whose queues are mended, also those that are loaded from a file.
 *
 * @param onUsed is told the name of a queue when it takes a message, or hands one out
 */
function makeSqsStore(onUsed: (name: string) => void): SqsStore {
  const store = new SqsStore();
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...request) => {
    const queue = createQueue(...request);
    mendQueue(queue as unknown as FauxqsQueue, () => onUsed(queue.name));
    return queue;
  };
  return store;
}

function load(dataDir: string, { sqsStore, snsStore, s3Store }: Stores): Persistence {
  try {
    const persistence = new PersistenceManager(dataDir);
    mendPersistence(persistence);
    persistence.load(sqsStore, snsStore, s3Store);
    return persistence;
  } catch (error) {
    throw new SqsStartError(`the queues in ${dataDir} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
