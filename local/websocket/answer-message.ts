// Leads a message of a client to the function of its route, and the answer back to the client.

import type { ThrottledBy } from '../gateway/throttle-request.ts';
import type { Connection } from './connection.ts';
import { makeId } from './ids.ts';
import { callIntegration } from './integration-answer.ts';
import type { WebSocketUsage } from './usage.ts';
import { DEFAULT, type WebSocketApi, type WebSocketStage } from './web-socket-api.ts';
import { makeMessageEvent } from './web-socket-event.ts';

export interface MessageOptions {
  readonly api: WebSocketApi;
  readonly usage: WebSocketUsage;
  readonly now: () => number;
  readonly onThrottled: (by: ThrottledBy) => void;
}

/** Resolves when the message is answered, or needs no answer. */
export async function answerMessage(
  { api, usage, now, onThrottled }: MessageOptions,
  stage: WebSocketStage,
  connection: Connection,
  body: string,
): Promise<void> {
  const requestId = makeId();
  const tell = (message: string) =>
    connection.send(makeErrorFrame(message, connection.context.connectionId, requestId));
  const named = api.selectRoute(body);
  const routeKey = named !== undefined && stage.routes.has(named) ? named : DEFAULT;
  const route = stage.routes.get(routeKey);
  if (!route) return void tell('Forbidden');
  const throttledBy = stage.throttle(routeKey);
  if (throttledBy) {
    onThrottled(throttledBy);
    return void tell('Too Many Requests');
  }
  const event = makeMessageEvent(connection.context, { requestId, timeEpoch: now() }, routeKey, body);
  const answer = await callIntegration(route, event, usage);
  if (!answer.succeeded)
    tell(answer.statusCode === 504 ? 'Endpoint request timed out' : 'Internal server error');
  else if (route.answers && answer.body !== '') connection.send(Buffer.from(answer.body));
}

/** API Gateway's own messages have these very spaces. */
const makeErrorFrame = (message: string, connectionId: string, requestId: string): Buffer =>
  Buffer.from(`{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`);
