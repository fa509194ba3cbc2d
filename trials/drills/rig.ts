// A local cloud for drills, with what a drill may break in it.

import { appendFileSync } from 'node:fs';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { LocalCloud } from '../../local/cloud.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import type { Mapping } from '../../local/event-source-mapping/mappings.ts';
import { makeServiceClients, type ServiceClients } from '../../local/service-clients.ts';
import type { TableName } from '../../planner/operations/alarm.ts';
import { type HowOften, makeCrashes } from './crashes.ts';
import { repeatEverySecond } from './every-second.ts';
import { type Likes, startLikes } from './likes.ts';
import { wrapWithTroubles } from './troubles.ts';

export interface Rig {
  readonly cloud: LocalCloud;
  /** These reach the services themselves. */
  readonly clients: ServiceClients;
  readonly likes: Likes;
  /** The functions whose invocations crash, by the names of their files. */
  readonly crashing: Map<string, HowOften>;
  /** Whether Kinesis refuses what the functions put. */
  readonly stream: { refusesPuts: boolean };
  /** How long the functions wait for a page of counts. */
  readonly tables: { readsTakeMs: number };
  /** What is done every second while it is in here. */
  readonly everySecond: Set<(rig: Rig) => Promise<void>>;
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly assemblyDir: string;
  readonly alarmMinuteMs: number;
  readonly logFile: string | undefined;
  readonly signal: AbortSignal;
}

/** A key, a table and a shard take a quarter of what they take on AWS, so that a laptop can ask for more. */
const SCALE = 1 / 4;
export const NO_MAXIMUM = -1;

export async function startRig({ assemblyDir, alarmMinuteMs, logFile, signal }: RigOptions): Promise<Rig> {
  const crashing = new Map<string, HowOften>();
  const stream = { refusesPuts: false };
  const tables = { readsTakeMs: 0 };
  const everySecond: Rig['everySecond'] = new Set();
  const cloud = await startLocalCloud({
    assemblyDir,
    alarmMinuteMs,
    scale: SCALE,
    watchInvocation: makeCrashes(crashing, Date.now),
    wrapEndpoint: wrapWithTroubles(stream, tables),
    log(line) {
      if (logFile !== undefined) appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
    },
  });
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const rig: Rig = {
    cloud,
    clients,
    likes: startLikes(cloud),
    crashing,
    stream,
    tables,
    everySecond,
    signal,
    async close() {
      try {
        await rig.likes.close();
        await repeating.stop();
      } finally {
        clients.destroy();
        await cloud.close();
      }
    },
  };
  const repeating = repeatEverySecond(() => [...everySecond].map((each) => each(rig)));
  try {
    await liftMaximums(rig);
  } catch (error) {
    await rig.close();
    throw error;
  }
  return rig;
}

const OUTPUTS = {
  ledger: 'LikesTable',
  counters: 'CountersTable',
  posts: 'PostsTable',
  timeline: 'TimelineTable',
};

/** The alarms go by the maximums of the plan. A short minute asks for a hundred times as much, and no table is to refuse it. */
async function liftMaximums(rig: Rig): Promise<void> {
  for (const table of [...Object.keys(OUTPUTS), 'connections'] as TableName[])
    await rig.clients.dynamodb.send(
      new UpdateTableCommand({
        TableName: tableNameOf(rig, table),
        OnDemandThroughput: { MaxReadRequestUnits: NO_MAXIMUM, MaxWriteRequestUnits: NO_MAXIMUM },
      }),
    );
}

/** Throws if there is none. */
export function tableNameOf(rig: Rig, table: TableName): string {
  if (table !== 'connections') return outputOf(rig, OUTPUTS[table]);
  const [, name] = Object.entries(rig.cloud.physicalIds).find(([id]) => id.startsWith('Connections')) ?? [];
  if (name === undefined) throw new Error('the template has no table of connections');
  return name;
}

/** Returns the mapping of the only function whose name has this part. Throws if there is none. */
export function findMapping({ cloud }: Rig, part: string): Mapping {
  const found = cloud.mappings.list().find(({ functionArn }) => functionArn.includes(part));
  if (!found) throw new Error(`the template has no mapping for ${part}`);
  return found;
}

/** Returns an output of the stacks. Throws if there is none. */
export function outputOf({ cloud }: Rig, name: string): string {
  const output = cloud.outputs[name];
  if (output === undefined) throw new Error(`the stacks have no output ${name}`);
  return output;
}
