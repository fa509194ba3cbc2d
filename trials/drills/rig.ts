// The local cloud of one drill, with what a drill may break in it.

import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalCloud } from '../../local/cloud.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { makeServiceClients, type ServiceClients } from '../../local/service-clients.ts';
import { startFaultProxy } from '../chaos/fault-proxy.ts';
import { type Likes, startLikes } from './likes.ts';

export interface Rig {
  readonly cloud: LocalCloud;
  /** These reach the services themselves. */
  readonly clients: ServiceClients;
  readonly likes: Likes;
  /** The functions whose invocations crash, by a part of their names, such as `BatchLikes`. */
  readonly crashing: Set<string>;
  /** Whether Kinesis refuses what the functions put. */
  readonly stream: { refusesPuts: boolean };
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly assemblyDir: string;
  readonly alarmMinuteMs: number;
  readonly logFile: string | undefined;
  readonly signal: AbortSignal;
}

const POLL_MS = 50;

const PUTS = new Set(['PutRecord', 'PutRecords']);

export async function startRig({ assemblyDir, alarmMinuteMs, logFile, signal }: RigOptions): Promise<Rig> {
  const crashing = new Set<string>();
  const stream = { refusesPuts: false };
  const cloud = await startLocalCloud({
    assemblyDir,
    alarmMinuteMs,
    watchInvocation: (name) =>
      [...crashing].some((part) => name.includes(part))
        ? { fault: { kind: 'killed-before', step: 1, freezeMs: 0 } }
        : undefined,
    wrapEndpoint: async (service, url) =>
      service === 'kinesis'
        ? startFaultProxy({
            service,
            url,
            pickFault: ({ operation }) =>
              stream.refusesPuts && PUTS.has(operation) ? { kind: 'throttle' } : undefined,
          })
        : undefined,
    log(line) {
      if (logFile !== undefined) appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
    },
  });
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const likes = startLikes(cloud.url);
  return {
    cloud,
    clients,
    likes,
    crashing,
    stream,
    signal,
    async close() {
      await likes.close();
      clients.destroy();
      await cloud.close();
    },
  };
}

/** Pauses or resumes the mapping of the only function whose name has this part, and resolves when it has. Throws if there is none. */
export async function switchMapping({ cloud, signal }: Rig, part: string, enabled: boolean): Promise<void> {
  const { mappings } = cloud;
  const found = mappings.list().find(({ functionArn }) => functionArn.includes(part));
  if (!found) throw new Error(`the template has no mapping for ${part}`);
  mappings.setEnabled(found.uuid, enabled);
  while (mappings.find(found.uuid)?.state === 'Disabling') await sleep(POLL_MS, undefined, { signal });
}

/** Returns an output of the stacks. Throws if there is none. */
export function outputOf({ cloud }: Rig, name: string): string {
  const output = cloud.outputs[name];
  if (output === undefined) throw new Error(`the stacks have no output ${name}`);
  return output;
}
