// Serves one WebSocket API on a port of its own: the connections of its clients, and @connections for its functions.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Clock, realClock } from '../event-source-mapping/clock.ts';
import type { ThrottledBy } from '../gateway/throttle-request.ts';
import type { ApiGatewayAccount } from '../limits/api-gateway-account.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalServer } from '../local-server.ts';
import { type AcceptedHandshake, answerHandshake } from './answer-handshake.ts';
import { answerMessage } from './answer-message.ts';
import { DROPPED, GOING_AWAY } from './close-reason.ts';
import { answerConnectionsRequest } from './connections-api.ts';
import { makeDisconnectCalls } from './disconnect-calls.ts';
import { expireConnections } from './expire-connections.ts';
import { makeId } from './ids.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';
import { makeOpenConnections } from './open-connections.ts';
import { receiveMessages } from './receive-messages.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { makeUsage, type WebSocketUsage } from './usage.ts';
import type { WebSocketApi } from './web-socket-api.ts';

export interface WebSocketServerOptions {
  /** The access key of this run. Without it any key is taken. */
  readonly accessKeyId?: string | undefined;
  /** Whether a page of this origin may connect. */
  readonly allowsPage: (origin: string) => boolean;
  /** Without it nothing is limited but by the stages. */
  readonly account?: ApiGatewayAccount | undefined;
  /** Is told each handshake, message and call that is throttled. */
  readonly onThrottled?: (by: ThrottledBy | 'new connections') => void;
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
}

export interface RunningWebSocketApi extends LocalServer {
  readUsage(): Readonly<WebSocketUsage>;
  /** Ends this share of the open connections as a failing network does, the oldest first. Returns how many. */
  dropConnections(share: number): number;
  /** Closes all connections, and calls $disconnect for each, as far as that takes little time. Takes no new ones. */
  disconnectAll(): Promise<void>;
}

/** How long the clients and the functions of $disconnect may take once the server is closing. */
const DISCONNECT_GRACE_MS = 2_000;
/** How long a client may take to answer a close frame. */
const CLOSE_TIMEOUT_MS = 2_000;

// The types of ws do not know `closeTimeout` yet.
const WS_OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE_BYTES,
  closeTimeout: CLOSE_TIMEOUT_MS,
};

export async function startWebSocketServer(
  api: WebSocketApi,
  {
    accessKeyId,
    allowsPage,
    account,
    onThrottled = () => {},
    clock = realClock,
    log = () => {},
  }: WebSocketServerOptions,
): Promise<RunningWebSocketApi> {
  const now = () => clock.now();
  const usage = makeUsage();
  const connections = makeOpenConnections(clock, usage);
  const newConnections = account?.newConnections;
  const handshakes = { api, allowsPage, newConnections, usage, now, onThrottled };
  const messages = { api, usage, now, onThrottled };
  const calls = { connections, accessKeyId, account: account?.requests, onThrottled };
  const protocols = new WeakMap<IncomingMessage, string>();
  const webSockets = new WebSocketServer({
    ...WS_OPTIONS,
    handleProtocols: (_, request) => protocols.get(request) ?? false,
  });
  const upgrading = new Set<Duplex>();
  const disconnects = makeDisconnectCalls(now, usage);
  const closing = new AbortController();

  async function upgrade(request: IncomingMessage, transport: Duplex, head: Buffer): Promise<void> {
    // The socket is nobody's until ws has it.
    const ignore = () => {};
    transport.on('error', ignore);
    upgrading.add(transport);
    const answer = closing.signal.aborted
      ? { statusCode: 503, message: 'Service Unavailable' }
      : await answerHandshake(handshakes, request);
    upgrading.delete(transport);
    if ('statusCode' in answer) {
      usage.refused[answer.statusCode] = (usage.refused[answer.statusCode] ?? 0) + 1;
      refuseUpgrade(transport, answer);
      return;
    }
    if (answer.protocol !== undefined) protocols.set(request, answer.protocol);
    let isOpen = false;
    webSockets.handleUpgrade(request, transport, head, (socket) => {
      isOpen = true;
      transport.off('error', ignore);
      open(socket, transport as Socket, answer);
    });
    // The client has gone away in the meantime.
    if (!isOpen) disconnects.start(answer, DROPPED);
  }

  function open(socket: WebSocket, transport: Socket, accepted: AcceptedHandshake): void {
    const connection = connections.add(socket, accepted.context);
    receiveMessages(socket, transport, connection, (body) => {
      usage.messagesReceived += 1;
      connection.lastActiveAt = now();
      return answerMessage(messages, accepted.stage, connection, body);
    });
    void connection.ended.then((reason) => disconnects.start(accepted, reason));
    if (closing.signal.aborted) connection.close(GOING_AWAY);
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { statusCode, errorType, body } = await answerConnectionsRequest(calls, request);
    response.setHeader('x-amzn-requestid', makeId());
    if (errorType !== undefined) response.setHeader('x-amzn-errortype', errorType);
    if (body) response.setHeader('content-type', 'application/json');
    response.writeHead(statusCode).end(body && JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answerCall(request, response).catch((error: unknown) => {
      // Nobody waits for the answer to a request that was given up. Anything else is a fault of the server itself.
      if (!request.errored) log(`WebSocket API: ${String(error)}`);
      response.destroy();
    });
  });
  server.on('upgrade', (request, transport, head) => {
    upgrade(request, transport, head).catch((error: unknown) => {
      log(`WebSocket API: ${String(error)}`);
      transport.destroy();
    });
  });
  const listening = await listenOnLoopback(server);
  const expiring = expireConnections(connections, clock, closing.signal);

  let disconnected: Promise<void> | undefined;

  async function disconnectAll(): Promise<void> {
    closing.abort();
    await expiring;
    let giveUp: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      giveUp = setTimeout(resolve, DISCONNECT_GRACE_MS);
    });
    const all = [...connections.values()];
    for (const connection of all) connection.close(GOING_AWAY);
    const ended = Promise.all(all.map((connection) => connection.ended));
    await Promise.race([ended.then(() => disconnects.settled()), late]);
    clearTimeout(giveUp);
  }

  return {
    url: listening.url,
    readUsage: () => usage,
    dropConnections: (share) => connections.drop(share),
    disconnectAll: () => (disconnected ??= disconnectAll()),
    async close() {
      await (disconnected ??= disconnectAll());
      const left = [...connections.values()];
      for (const connection of left) connection.terminate(GOING_AWAY);
      await Promise.all(left.map((connection) => connection.ended));
      for (const transport of upgrading) transport.destroy();
      await listening.close();
    },
  };
}
