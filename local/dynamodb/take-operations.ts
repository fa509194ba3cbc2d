// Answers operations that dynalite does not have, or not as DynamoDB has them, and hands everything else on.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { onStore, type Store } from './dynalite.ts';

const API = 'DynamoDB_20120810.';

/** Resolves with the answer. */
export type Operation = (store: Store, input: Readonly<Record<string, unknown>>) => Promise<object>;

/** Thrown for a request that is refused. The code is one of the API's, such as TableNotFoundException. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Returns what makes a listener that takes these operations. It must be called before dynalite is loaded. */
export function takeOperations(
  operations: Readonly<Record<string, Operation>>,
): (listener: RequestListener) => RequestListener {
  let store: Store | undefined;
  onStore((made) => {
    store = made;
  });
  const byTarget = new Map(Object.entries(operations).map(([name, run]) => [API + name, run]));
  return (listener) => (request, response) => {
    const run = byTarget.get(String(request.headers['x-amz-target']));
    if (store === undefined || !run) return listener(request, response);
    const known = store;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(run, known, Buffer.concat(chunks).toString(), request, response));
  };
}

async function answer(
  run: Operation,
  store: Store,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const [status, content] = await readInput(body)
    .then((input) => run(store, input))
    .then((answered) => [200, answered] as const, errorOf);
  request.removeAllListeners();
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(content));
}

const readInput = async (body: string) => (JSON.parse(body) ?? {}) as Record<string, unknown>;

/** A request of another shape than the API's fails to be read, as a body that is no JSON does. */
function errorOf(error: unknown): [status: number, content: object] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RefusedError)
    return [400, { __type: `com.amazonaws.dynamodb.v20120810#${error.code}`, message }];
  // dynalite's own errors say how they are answered.
  const { statusCode, body } = error as { statusCode?: number; body?: object };
  if (statusCode !== undefined && body) return [statusCode, body];
  if (error instanceof SyntaxError || error instanceof TypeError)
    return [400, { __type: 'com.amazon.coral.service#SerializationException', message }];
  return [500, { __type: 'InternalServerError', message }];
}
