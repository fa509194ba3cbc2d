// Wires what tells viewers to the connections of the deployment.

import { makeConnections } from '../../adapters/api-gateway/connections.ts';
import { backoffMs, pause } from '../../adapters/backoff.ts';
import {
  DYNAMODB_MAX_CONNECTIONS,
  FRAMES_AT_A_TIME,
  makeConnectionsClient,
  makeDynamoDB,
} from '../../adapters/clients.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { makeViewers } from '../../adapters/viewers/find-viewers.ts';
import type { TellViewersPorts } from '../../core/live/tell-viewers.ts';
import { requireEnv } from './require-env.ts';

export const wireTelling = (env: NodeJS.ProcessEnv): TellViewersPorts => ({
  viewers: makeViewers({
    client: makeDynamoDB(),
    table: requireEnv(env, 'CONNECTIONS_TABLE'),
    slots: Number(requireEnv(env, 'CONNECTION_SLOTS')),
  }),
  connections: makeConnections({ client: makeConnectionsClient(requireEnv(env, 'CONNECTIONS_URL')) }),
  tableLimit: makeLimit(DYNAMODB_MAX_CONNECTIONS),
  frameLimit: makeLimit(FRAMES_AT_A_TIME),
  backoffMs,
  pause,
});
