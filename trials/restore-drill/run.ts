// Runs the drill: people like all the time, the tables are damaged, and an operator follows docs/backups.md. The new deployment starts on the
// state of the old one and on its port, so for people the API is away for a moment, and they try again.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { makeClosers } from '../../local/closers.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { startLikes } from '../drills/likes.ts';
import { operate } from '../operate.ts';
import { damageTables } from './damage.ts';
import type { DrillOptions } from './options.ts';
import type { DrillReport } from './report.ts';
import { type RestoredTables, synthesizeStage } from './stage.ts';

/** How long likes are counted into the damaged tables. */
const DAMAGED_MS = 3_000;
/** DynamoDB restores each table by itself, so the drill takes them from two moments. */
const APART_MS = 2_000;
/** The replay is over when no count has changed for so long. A batch window is one second. */
const QUIET_MS = 5_000;

const SECOND_MS = 1_000;

interface DrillPorts {
  /** Holds the stage's file and the state of the cloud. */
  readonly workDir: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function runDrill(
  { seconds, logFile }: DrillOptions,
  { workDir, say, signal }: DrillPorts,
): Promise<DrillReport> {
  const closers = makeClosers();
  closers.add(async () => cloud?.close());
  const steps: [string, number][] = [];
  async function step<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    say(name);
    const startMs = performance.now();
    const result = await act();
    steps.push([name, (performance.now() - startMs) / 1_000]);
    return result;
  }
  async function deploy(tables?: RestoredTables, port = 0): Promise<LocalCloud> {
    const assembly = await synthesizeStage(workDir, tables, signal);
    closers.add(assembly.remove);
    await cloud?.close();
    cloud = undefined;
    const log = (line: string) => logFile !== undefined && appendFileSync(logFile, `${line}\n`);
    cloud = await startLocalCloud({ assemblyDir: assembly.dir, dataDir: join(workDir, 'state'), port, log });
    return cloud;
  }

  let cloud: LocalCloud | undefined;
  try {
    say('synthesizing the app');
    const { url, liveUrl, outputs, endpoints, credentials } = await deploy();
    const deployment = ['--url', url];
    const likes = startLikes({ url, liveUrl });
    closers.add(() => likes.close());
    await sleep(seconds * SECOND_MS, undefined, { signal });

    const countersAtMs = Math.floor((Date.now() - 1) / SECOND_MS) * SECOND_MS;
    say('somebody damages counters and ledger');
    const clients = makeServiceClients(endpoints, credentials);
    const { CountersTable: counters = '', LikesTable: rows = '' } = outputs;
    const damaged = await damageTables(clients.dynamodb, { counters, likes: rows }).finally(() =>
      clients.destroy(),
    );
    await sleep(DAMAGED_MS, undefined, { signal });
    const audited = await step('see the damage', () => operate('audit', deployment, signal));

    await step('pause the mapping', () =>
      operate('mapping', [...deployment, '--pause', 'batch-likes'], signal),
    );
    const tables = await step('restore the tables', async () => ({
      ...(await restore(['counters', 'posts', 'timeline'], countersAtMs)),
      ...(await restore(['likes'], countersAtMs - APART_MS)),
    }));
    const next = await step('deploy with the restored tables', () =>
      deploy(tables, Number(new URL(url).port)),
    );
    // From now on nobody likes anything, so that the audits see counts at rest.
    likes.away = true;
    const replayed = await step('wait for the replay', () =>
      likes.settle(signal, { unchangedForMs: QUIET_MS }),
    );
    await step('repair', () => operate('audit', [...deployment, '--repair'], signal));
    const repaired = await likes.settle(signal);
    const { exitCode } = await operate('audit', deployment, signal);
    return {
      damaged,
      damageSeen: audited.exitCode === 1,
      steps,
      newMapping: next.outputs['BatchLikesMappingId'] !== outputs['BatchLikesMappingId'],
      replayed,
      repaired,
      auditExact: exitCode === 0,
    };

    /** Returns the names of the new tables by their kinds. */
    async function restore(kinds: readonly string[], atMs: number): Promise<RestoredTables> {
      const at = ['--at', new Date(atMs).toISOString().replace('.000Z', 'Z'), '--tables', kinds.join(',')];
      await operate('restore', [...deployment, ...at, '--check'], signal);
      const { stdout } = await operate('restore', [...deployment, ...at], signal);
      const names = stdout.split('\n');
      return Object.fromEntries(kinds.map((kind, index) => [kind, names[index] ?? '']));
    }
  } finally {
    await closers.closeAll();
  }
}
