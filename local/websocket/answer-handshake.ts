// Asks the function of $connect whether a client may connect. A status other than 2xx refuses the handshake.

import type { IncomingMessage } from 'node:http';
import type { TokenBucket } from '../gateway/token-bucket.ts';
import type { ThrottledBy } from '../gateway/throttle-request.ts';
import { makeId } from './ids.ts';
import { callIntegration } from './integration-answer.ts';
import { type Refusal, refuseHandshake } from './refuse-handshake.ts';
import type { WebSocketUsage } from './usage.ts';
import { CONNECT, type WebSocketApi, type WebSocketStage } from './web-socket-api.ts';
import { type ConnectionContext, makeConnectEvent } from './web-socket-event.ts';

export interface HandshakeOptions {
  readonly api: WebSocketApi;
  readonly allowsPage: (origin: string) => boolean;
  /** The new connections that the account may have in a second. Without it there may be any number. */
  readonly newConnections: TokenBucket | undefined;
  readonly usage: WebSocketUsage;
  readonly now: () => number;
  readonly onThrottled: (by: ThrottledBy | 'new connections') => void;
}

export interface AcceptedHandshake {
  readonly stage: WebSocketStage;
  readonly context: ConnectionContext;
  /** The sub-protocol that the function chose. */
  readonly protocol: string | undefined;
}

const FORBIDDEN: Refusal = { statusCode: 403, message: 'Forbidden' };
const TOO_MANY_REQUESTS: Refusal = { statusCode: 429, message: 'Too Many Requests' };

/** Returns the connection to make, or why there is none. */
export async function answerHandshake(
  options: HandshakeOptions,
  request: IncomingMessage,
): Promise<AcceptedHandshake | Refusal> {
  const { api, allowsPage, newConnections, usage, now, onThrottled } = options;
  const refusal = refuseHandshake(request, allowsPage);
  if (refusal) return refusal;
  const [, name = '', query = ''] = /^\/([\w-]+)\/?(?:\?(.*))?$/.exec(request.url ?? '') ?? [];
  const stage = api.stages.get(name);
  if (!stage) return FORBIDDEN;
  const throttledBy = newConnections && !newConnections.take() ? 'new connections' : stage.throttle(CONNECT);
  if (throttledBy) {
    onThrottled(throttledBy);
    return TOO_MANY_REQUESTS;
  }
  const connectedAt = now();
  const context = makeContext(request, api.apiId, name, connectedAt);
  const route = stage.routes.get(CONNECT);
  if (!route) return { stage, context, protocol: undefined };
  const moment = { requestId: makeId(), timeEpoch: connectedAt };
  const event = makeConnectEvent(context, moment, request.rawHeaders, query);
  const answer = await callIntegration(route, event, usage);
  const { statusCode, headers } = answer;
  if (statusCode < 200 || statusCode > 299)
    return { statusCode, message: answer.succeeded ? answer.body : 'Internal server error' };
  return { stage, context, protocol: headers['sec-websocket-protocol'] };
}

function makeContext(
  { headers, socket }: IncomingMessage,
  apiId: string,
  stage: string,
  connectedAt: number,
): ConnectionContext {
  const userAgent = headers['user-agent'];
  return {
    connectionId: makeId(),
    apiId,
    stage,
    domainName: headers.host ?? '',
    connectedAt,
    identity: { ...(userAgent !== undefined && { userAgent }), sourceIp: socket.remoteAddress ?? '' },
  };
}
