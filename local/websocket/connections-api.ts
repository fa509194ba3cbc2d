// The @connections API: whoever has the credentials sends a message to a connection, asks about it, or ends it. It is reached
// with the SDK's ApiGatewayManagementApi client.

import type { IncomingMessage } from 'node:http';
import type { TokenBucket } from '../gateway/token-bucket.ts';
import { refuseRequest } from '../guard/refuse-request.ts';
import { readRequest } from '../read-request.ts';
import { DELETED } from './close-reason.ts';
import type { Connection } from './connection.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';
import type { OpenConnections } from './open-connections.ts';

export interface ConnectionsApiOptions {
  readonly connections: Pick<OpenConnections, 'find'>;
  /** The access key of this run. Without it any key is taken. */
  readonly accessKeyId: string | undefined;
  /** What all APIs of the account share. */
  readonly account: TokenBucket | undefined;
  readonly onThrottled: (by: 'account') => void;
}

export interface ConnectionsAnswer {
  readonly statusCode: number;
  /** The name of the error in the SDK. */
  readonly errorType?: string;
  readonly body?: object;
}

const forbidden = (message: string): ConnectionsAnswer => ({
  statusCode: 403,
  errorType: 'ForbiddenException',
  body: { message },
});
const LIMIT_EXCEEDED: ConnectionsAnswer = {
  statusCode: 429,
  errorType: 'LimitExceededException',
  body: { message: 'Too Many Requests' },
};
const TOO_LARGE: ConnectionsAnswer = {
  statusCode: 413,
  errorType: 'PayloadTooLargeException',
  body: { message: 'Message too long' },
};
/** AWS sends no body with it. source: aws-sdk-php issue 2285 and laravel-echo-api-gateway issue 9, which show the answer */
const GONE: ConnectionsAnswer = { statusCode: 410, errorType: 'GoneException' };

const PATH = /^\/([^/?]+)\/(?:@|%40)connections\/([^/?]+)$/i;

/** Rejects if the client goes away. */
export async function answerConnectionsRequest(
  options: ConnectionsApiOptions,
  request: IncomingMessage,
): Promise<ConnectionsAnswer> {
  const refusal = refuseRequest(request, options.accessKeyId);
  if (refusal) return forbidden(refusal.message);
  const [, stage, encodedId = ''] = PATH.exec(request.url ?? '') ?? [];
  const connectionId = decode(encodedId);
  if (stage === undefined || connectionId === undefined) return forbidden('Forbidden');
  if (options.account && !options.account.take()) {
    options.onThrottled('account');
    return LIMIT_EXCEEDED;
  }
  const connection = options.connections.find(connectionId);
  const found = connection?.isOpen && connection.context.stage === stage ? connection : undefined;
  switch (request.method) {
    case 'POST':
      return post(request, found);
    case 'GET':
      return found ? { statusCode: 200, body: describe(found) } : GONE;
    case 'DELETE':
      found?.close(DELETED);
      return found ? { statusCode: 204 } : GONE;
    default:
      return forbidden('Forbidden');
  }
}

async function post(
  request: IncomingMessage,
  connection: Connection | undefined,
): Promise<ConnectionsAnswer> {
  const message = await readRequest(request, MAX_MESSAGE_BYTES);
  if (message === 'too-large') return TOO_LARGE;
  return connection?.send(message) === 'sent' ? { statusCode: 200 } : GONE;
}

const describe = ({ context, lastActiveAt }: Connection) => ({
  connectedAt: new Date(context.connectedAt).toISOString(),
  identity: context.identity,
  lastActiveAt: new Date(lastActiveAt).toISOString(),
});

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
