// The local cloud's Lambda API serves what pauses and resumes event source mappings, in the SDK's own protocol (REST JSON). It
// refuses anything else by name. Functions are invoked by what the template connects to them, and not through here.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Mappings } from '../event-source-mapping/mappings.ts';
import { type GuardOptions, guardServer } from '../guard/guard-server.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalServer } from '../local-server.ts';
import { readRequest } from '../read-request.ts';
import { LambdaError } from './lambda-error.ts';
import type { Operation } from './operation.ts';
import { getEventSourceMapping } from './operations/get-event-source-mapping.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import { updateEventSourceMapping } from './operations/update-event-source-mapping.ts';

interface LambdaApiOptions extends GuardOptions {
  readonly mappings: Mappings;
}

/** An update is a few settings. */
const MAX_BODY_BYTES = 64 * 1_024;

const MAPPINGS = '/2015-03-31/event-source-mappings';

interface Route {
  readonly method: string;
  readonly hasUuid: boolean;
  readonly operation: Operation;
}

const routes: readonly Route[] = [
  { method: 'GET', hasUuid: false, operation: listEventSourceMappings },
  { method: 'GET', hasUuid: true, operation: getEventSourceMapping },
  { method: 'PUT', hasUuid: true, operation: updateEventSourceMapping },
];

export async function startLambdaApi({ mappings, accessKeyId }: LambdaApiOptions): Promise<LocalServer> {
  const server = createServer((request, response) => void serve(mappings, request, response));
  guardServer(server, { accessKeyId });
  return listenOnLoopback(server);
}

async function serve(mappings: Mappings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, body } = await answer(mappings, request);
    write(response, status, {}, body);
  } catch (error) {
    const isOurs = error instanceof LambdaError;
    const type = isOurs ? error.type : 'ServiceException';
    const message = isOurs ? error.message : String(error);
    write(response, isOurs ? error.status : 500, { 'x-amzn-errortype': type }, { message });
  }
}

function write(response: ServerResponse, status: number, headers: Record<string, string>, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function answer(mappings: Mappings, request: IncomingMessage) {
  const { method = '', url = '/' } = request;
  const { pathname, searchParams: query } = new URL(url, 'http://localhost');
  const uuid = uuidOf(pathname);
  const route = routes.find((it) => it.method === method && it.hasUuid === (uuid !== ''));
  if (uuid === undefined || !route)
    throw new LambdaError(
      'UnknownOperationException',
      `${method} ${pathname} is not supported by the local cloud`,
    );
  return route.operation(mappings, { uuid, query, body: await readBody(request) });
}

/** Returns the UUID that the path names, or an empty text. Undefined: the path is no mapping's. */
function uuidOf(pathname: string): string | undefined {
  if (pathname !== MAPPINGS && !pathname.startsWith(`${MAPPINGS}/`)) return undefined;
  try {
    return decodeURIComponent(pathname.slice(MAPPINGS.length + 1));
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readRequest(request, MAX_BODY_BYTES);
  const text = bytes === 'too-large' ? 'null' : bytes.toString();
  const body = text === '' ? {} : parse(text);
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  throw new LambdaError('InvalidParameterValueException', 'The body is not a JSON object.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
