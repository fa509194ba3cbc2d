// The two sides of every comparison are our functions, and the same functions with the baseline in the place of
// batch-likes. Each side is a local cloud in a process of its own, with visitors of its own.

import { type Api, openApi } from '../traffic/api.ts';
import { makeVisitors, type Visitors } from '../traffic/visitors.ts';
import { type Cloud, startCloud } from './start-cloud.ts';

export type SideName = 'ours' | 'baseline';

export interface Side {
  readonly name: SideName;
  readonly cloud: Cloud;
  readonly api: Api;
  /** Watches the counts on a connection of its own. */
  readonly watcher: Api;
  readonly visitors: Visitors;
  /** Closes the side once, however often it is called. */
  close(): Promise<void>;
}

/** The number of requests in flight. */
export const CONNECTIONS = 32;

export async function openSide(name: SideName, assemblyDir: string): Promise<Side> {
  const cloud = await startCloud(assemblyDir);
  const api = openApi({ url: cloud.url, connections: CONNECTIONS });
  const watcher = openApi({ url: cloud.url, connections: 1 });
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await Promise.all([api.close(), watcher.close()]);
    await cloud.close();
  }
  return { name, cloud, api, watcher, visitors: makeVisitors(api), close: () => (closing ??= close()) };
}

/** Has tokens issued to all users before the measurement begins. */
export async function issueVisitors(
  { visitors }: Side,
  users: Iterable<string>,
  signal: AbortSignal,
  onIssued: () => void,
): Promise<void> {
  const remaining = new Set(users).values();
  async function issue(): Promise<void> {
    for (const user of remaining) {
      if (signal.aborted) return;
      await visitors.tokenOf(user, signal);
      onIssued();
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, issue));
}
