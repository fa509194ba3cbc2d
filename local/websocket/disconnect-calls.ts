// Calls the function of $disconnect for connections that have ended. Nobody waits for its answer, and it is called at most
// once: delivery is best effort on AWS too.

import type { CloseReason } from './close-reason.ts';
import { makeId } from './ids.ts';
import { callIntegration } from './integration-answer.ts';
import type { WebSocketUsage } from './usage.ts';
import { DISCONNECT, type WebSocketStage } from './web-socket-api.ts';
import { type ConnectionContext, makeDisconnectEvent } from './web-socket-event.ts';

export interface DisconnectCalls {
  start(ended: { stage: WebSocketStage; context: ConnectionContext }, reason: CloseReason): void;
  /** Resolves when the calls that were started so far are done. */
  settled(): Promise<void>;
}

export function makeDisconnectCalls(now: () => number, usage: WebSocketUsage): DisconnectCalls {
  const running = new Set<Promise<unknown>>();
  return {
    start({ stage, context }, reason) {
      const route = stage.routes.get(DISCONNECT);
      if (!route) return;
      const event = makeDisconnectEvent(context, { requestId: makeId(), timeEpoch: now() }, reason);
      const call = callIntegration(route, event, usage);
      running.add(call);
      void call.finally(() => running.delete(call));
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
