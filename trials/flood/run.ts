// Measures the three parts, each on a local cloud of its own, so that nothing of one flood is left in the next part.

import { availableParallelism } from 'node:os';
import { startProgress } from '../../command-line/progress.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { becomeVisitor, type Client, makeClient } from './client.ts';
import { type Flood, floodAsAddress, floodAsPerson } from './flooders.ts';
import { laneOf } from './lane-of.ts';
import type { FloodOptions } from './options.ts';
import { makePeople, type Person, watchPeople } from './people.ts';
import type { Part } from './report.ts';

const WARM_UP_SECONDS = 4;
const FLOOD_ADDRESS = '127.0.2.1';

interface RunPorts {
  readonly assemblyDir: string;
  readonly lanes: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

type StartFlood = (url: string, people: readonly Person[]) => Promise<Flood & { close(): Promise<void> }>;

/** Returns the parts, the quiet one first. */
export async function runFlood(options: FloodOptions, ports: RunPorts): Promise<Part[]> {
  const { connections } = options;
  const asPerson = async (client: Client, people: readonly Person[]) =>
    floodAsPerson(client, await neighbourOf(people, client, ports.lanes), connections);
  const asAddress = async (client: Client) => floodAsAddress(client, connections);
  const from =
    (flood: (client: Client, people: readonly Person[]) => Promise<Flood>): StartFlood =>
    async (url, people) => {
      const client = makeClient(url, FLOOD_ADDRESS, connections);
      return { ...(await flood(client, people)), close: () => client.close() };
    };
  return [
    await measure('quiet', undefined, options, ports),
    await measure('flood by person', from(asPerson), options, ports),
    await measure('flood by address', from(asAddress), options, ports),
  ];
}

async function measure(
  name: string,
  startFlood: StartFlood | undefined,
  { minutes, seed }: FloodOptions,
  { assemblyDir, say, signal }: RunPorts,
): Promise<Part> {
  signal.throwIfAborted();
  const seconds = Math.max(1, Math.round((minutes * 60) / 3));
  say(`${name}: ${seconds} s`);
  const cloud = await startLocalCloud({ assemblyDir });
  const progress = startProgress(name, seconds);
  let people: Person[] = [];
  let flood: Awaited<ReturnType<StartFlood>> | undefined;
  try {
    people = await makePeople(cloud.url);
    await watchPeople(cloud.url, people, { seconds: WARM_UP_SECONDS, seed, signal });
    for (const { countedAfterMs, answeredAfterMs } of people) {
      countedAfterMs.length = 0;
      answeredAfterMs.length = 0;
    }
    const readShare = startCpuShare();
    flood = await startFlood?.(cloud.url, people);
    const end = setTimeout(() => void flood?.stop(), seconds * 1_000);
    try {
      await watchPeople(cloud.url, people, {
        seconds,
        seed,
        signal,
        onSecond: (second) => progress.update(second),
      });
    } finally {
      clearTimeout(end);
    }
    return { name, seconds, people, cpuShare: readShare(), flood: flood && { ...flood.tally } };
  } finally {
    progress.stop();
    await flood?.stop();
    await flood?.close();
    await Promise.all(people.map(({ client }) => client.close()));
    await cloud.close();
  }
}

/** Returns a function that tells what share of all cores this process has used since then. */
function startCpuShare(): () => number {
  const startMs = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / (performance.now() - startMs) / availableParallelism();
  };
}

/** Returns the token of a visitor whose lane somebody of the people has too. */
async function neighbourOf(people: readonly Person[], client: Client, lanes: number): Promise<string> {
  const taken = new Set(people.map(({ token }) => laneOf(token, lanes)));
  for (;;) {
    const token = await becomeVisitor(client);
    if (taken.has(laneOf(token, lanes))) return token;
  }
}
