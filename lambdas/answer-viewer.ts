// Answers the viewers of the WebSocket API: lets them connect with a token, keeps which posts each connection watches, and answers
// every frame with one frame. core/live/answer-request.ts has the answers.

import { makeDynamoDB } from '../adapters/clients.ts';
import { makeCurrentCounts } from '../adapters/dynamodb/current-counts.ts';
import { makeWatchList } from '../adapters/viewers/watch-list.ts';
import type { AnswerPorts } from '../core/live/answer-request.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import { answerFailure } from './live/answer-failure.ts';
import { answerFrame } from './live/answer-frame.ts';
import { answerHandshake, type HandshakePorts } from './live/answer-handshake.ts';
import { requireEnv } from './runtime/require-env.ts';
import { withMetrics } from './runtime/with-metrics.ts';

type Ports = AnswerPorts & HandshakePorts & { readonly limiter?: RateLimiter };

/** What API Gateway hands over. Only $connect has headers, and only a frame has a body. */
export interface ViewerEvent {
  readonly requestContext: { readonly routeKey: string; readonly connectionId: string };
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export function makeAnswerViewer({ limiter = NO_LIMIT, ...ports }: Ports) {
  return async ({ requestContext: { routeKey, connectionId }, headers, body = '' }: ViewerEvent) => {
    try {
      switch (routeKey) {
        case '$connect':
          return await answerHandshake(ports, connectionId, headers);
        case '$disconnect':
          await ports.watchList.disconnect(connectionId);
          return { statusCode: 200 };
        default:
          return { statusCode: 200, body: await answerFrame({ ...ports, limiter }, connectionId, body) };
      }
    } catch (error) {
      return await answerFailure(routeKey, error);
    }
  };
}

const client = makeDynamoDB();

export const handler = withMetrics(
  makeAnswerViewer({
    watchList: makeWatchList({
      client,
      table: requireEnv(process.env, 'CONNECTIONS_TABLE'),
      slots: Number(requireEnv(process.env, 'CONNECTION_SLOTS')),
      now: Date.now,
    }),
    readCounts: makeCurrentCounts({ client, countersTable: requireEnv(process.env, 'COUNTERS_TABLE') }),
    verifyToken: makeTokenVerifier(process.env, Date.now),
    limiter: readRateLimiter(process.env, Date.now),
  }),
);
