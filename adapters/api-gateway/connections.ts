// Sends text to open connections, and closes them, by the @connections API.

import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  LimitExceededException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Connections } from '../../core/live/ports.ts';

/** Thrown when API Gateway refuses the call itself, so that a repeat changes nothing. */
export class ConnectionRefusedError extends Error {
  override readonly name = 'ConnectionRefusedError';
}

export function makeConnections({ client }: { client: ApiGatewayManagementApiClient }): Connections {
  return {
    async post(connectionId, text) {
      try {
        await client.send(
          new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(text) }),
        );
        return 'told';
      } catch (error) {
        if (error instanceof GoneException) return 'gone';
        // It also says so when what waits for a slow reader is too much.
        if (error instanceof LimitExceededException) return 'throttled';
        if (error instanceof Error && '$fault' in error && error.$fault === 'client')
          throw new ConnectionRefusedError('API Gateway refused a message', { cause: error });
        return 'failed';
      }
    },

    async close(connectionId) {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      } catch (error) {
        if (!(error instanceof GoneException)) throw error;
      }
    },
  };
}
