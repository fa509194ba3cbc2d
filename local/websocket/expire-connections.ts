// Closes connections that are idle or old, as API Gateway does. It looks once a second.

import type { Clock } from '../event-source-mapping/clock.ts';
import { GOING_AWAY } from './close-reason.ts';
import type { Connection } from './connection.ts';
import { MAX_CONNECTED_MS, MAX_IDLE_MS } from './limits.ts';

const LOOK_EVERY_MS = 1_000;

/** Runs until the signal is aborted. Pings and pongs of the protocol do not count: only messages keep a connection. */
export async function expireConnections(
  connections: { values(): Iterable<Connection> },
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(LOOK_EVERY_MS, signal);
    const now = clock.now();
    for (const connection of connections.values()) {
      const { lastActiveAt, context } = connection;
      if (now - lastActiveAt >= MAX_IDLE_MS || now - context.connectedAt >= MAX_CONNECTED_MS)
        connection.close(GOING_AWAY);
    }
  }
}
