// A WebSocket API on a free port whose functions are plain callbacks, and clients that wait for what they get.

import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { makeSelectRoute } from '../../../local/websocket/select-route.ts';
import {
  type RunningWebSocketApi,
  startWebSocketServer,
  type WebSocketServerOptions,
} from '../../../local/websocket/server.ts';
import type { WebSocketRoute, WebSocketStage } from '../../../local/websocket/web-socket-api.ts';

/** The parts of an event that the tests look at. */
export interface Event extends Omit<APIGatewayProxyWebsocketEventV2, 'requestContext'> {
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly queryStringParameters?: Record<string, string>;
  readonly multiValueQueryStringParameters?: Record<string, string[]>;
  readonly requestContext: APIGatewayProxyWebsocketEventV2['requestContext'] & {
    readonly disconnectStatusCode?: number;
    readonly disconnectReason?: string;
  };
}

type Answer = object | string | null | InvokeResult;

const isResult = (answer: unknown): answer is InvokeResult =>
  typeof answer === 'object' && answer !== null && 'status' in answer;

export interface TestApiOptions extends Partial<WebSocketServerOptions> {
  /** The answers by route key. */
  readonly routes?: Record<string, (event: Event) => Answer | Promise<Answer>>;
  /** The route keys without a route response. */
  readonly silent?: readonly string[];
  readonly throttle?: WebSocketStage['throttle'];
  readonly timeoutMs?: number;
}

export interface TestApi extends RunningWebSocketApi {
  /** The address of the stage `live`. */
  readonly liveUrl: string;
  /** The events of all functions, in order. */
  readonly events: Event[];
  /** Resolves with the first event of this route key. */
  eventOf(routeKey: string): Promise<Event>;
  connect(options?: { protocols?: string[]; query?: string } & ClientOptions): Promise<TestClient>;
}

export const OK = { statusCode: 200 };
/** A busy machine takes seconds to start a function. */
export const PATIENTLY = { timeout: 20_000, interval: 10 };

/** Starts an API that is closed when the test ends. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const { routes = { $connect: () => OK, $disconnect: () => OK }, silent = [], timeoutMs = 29_000 } = options;
  const events: Event[] = [];
  const made = Object.entries(routes).map(([routeKey, answer]): [string, WebSocketRoute] => [
    routeKey,
    {
      timeoutMs,
      answers: !silent.includes(routeKey),
      async invoke(payloadJson) {
        const event = JSON.parse(payloadJson) as Event;
        events.push(event);
        const result = await answer(event);
        return isResult(result) ? result : { status: 'ok', payloadJson: JSON.stringify(result) };
      },
    },
  ]);
  const stage = { routes: new Map(made), throttle: options.throttle ?? (() => undefined) };
  const api = {
    apiId: 'abc',
    selectRoute: makeSelectRoute('$request.body.action'),
    stages: new Map([['live', stage]]),
  };
  const server = await startWebSocketServer(api, { allowsPage: () => false, ...options });
  onTestFinished(() => server.close());
  const liveUrl = `ws://${new URL(server.url).host}/live`;
  return {
    ...server,
    liveUrl,
    events,
    eventOf: (routeKey) =>
      vi.waitFor(() => {
        const event = events.find(({ requestContext }) => requestContext.routeKey === routeKey);
        if (!event) throw new Error(`no event of ${routeKey}`);
        return event;
      }, PATIENTLY),
    async connect({ protocols = [], query = '', ...clientOptions } = {}) {
      const client = makeTestClient(new WebSocket(liveUrl + query, protocols, clientOptions));
      await client.opened;
      return client;
    },
  };
}

export interface TestClient {
  readonly socket: WebSocket;
  /** Rejects with a Refused if the handshake is refused. */
  readonly opened: Promise<void>;
  /** The text messages so far. */
  readonly messages: string[];
  /** Resolves with the message of this number, from 0. */
  message(index: number): Promise<string>;
  /** Resolves with the close code and its reason. */
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** A handshake that was refused. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

export function makeTestClient(socket: WebSocket): TestClient {
  const messages: string[] = [];
  socket.on('message', (data) => void messages.push((data as Buffer).toString()));
  const opened = new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('unexpected-response', (_, response: IncomingMessage) => {
      reject(new Refused(response.statusCode ?? 0));
      response.resume();
    });
    socket.on('error', reject);
  });
  opened.catch(() => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  onTestFinished(() => socket.terminate());
  return {
    socket,
    opened,
    messages,
    closed,
    message: (index) =>
      vi.waitFor(() => {
        const message = messages[index];
        if (message === undefined) throw new Error(`${messages.length} messages have come`);
        return message;
      }, PATIENTLY),
  };
}
