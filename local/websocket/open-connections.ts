// The open connections of an API, by id.

import type { WebSocket } from 'ws';
import type { Clock } from '../event-source-mapping/clock.ts';
import { DROPPED, TOO_SLOW } from './close-reason.ts';
import { type Connection, makeConnection } from './connection.ts';
import { MAX_WAITING_BYTES_IN_ALL } from './limits.ts';
import type { WebSocketUsage } from './usage.ts';
import { makeWaitingBytes } from './waiting-bytes.ts';
import type { ConnectionContext } from './web-socket-event.ts';

export interface OpenConnections {
  /** Adds a connection. It is removed when it ends. */
  add(socket: WebSocket, context: ConnectionContext): Connection;
  find(connectionId: string): Connection | undefined;
  values(): Iterable<Connection>;
  /** Ends this share of the open connections without a close frame, the oldest first. Returns how many. */
  drop(share: number): number;
}

export function makeOpenConnections(clock: Clock, usage: WebSocketUsage): OpenConnections {
  const connections = new Map<string, Connection>();
  const options = {
    waitingInAll: makeWaitingBytes(MAX_WAITING_BYTES_IN_ALL),
    now: () => clock.now(),
    onSent: () => void (usage.messagesSent += 1),
  };

  async function removeWhenEnded({ context, ended }: Connection): Promise<void> {
    const reason = await ended;
    connections.delete(context.connectionId);
    usage.open -= 1;
    if (reason === TOO_SLOW) usage.tooSlow += 1;
  }

  return {
    add(socket, context) {
      const connection = makeConnection(socket, context, options);
      connections.set(context.connectionId, connection);
      usage.open += 1;
      usage.opened += 1;
      void removeWhenEnded(connection);
      return connection;
    },
    find: (connectionId) => connections.get(connectionId),
    values: () => connections.values(),
    drop(share) {
      const dropped = [...connections.values()].slice(0, Math.ceil(connections.size * share));
      for (const connection of dropped) connection.terminate(DROPPED);
      return dropped.length;
    },
  };
}
