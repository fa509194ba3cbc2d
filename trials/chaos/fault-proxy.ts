// Stands between the functions and a service. It passes calls on, and lets some of them meet a fault. A call whose answer
// is lost has happened. A call that is late may arrive after its caller has given up and tried again.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import type { LocalServer } from '../../local/local-server.ts';
import type { CallFault } from './draw-faults.ts';
import { type Service, throttleAnswer } from './throttle-answer.ts';
import { throttleStatements } from './throttle-statements.ts';

export interface Call {
  readonly service: Service;
  /** The name of the action, such as `UpdateItem`. */
  readonly operation: string;
  /** The request as JSON. */
  readonly body: string;
}

export interface FaultProxyOptions {
  readonly service: Service;
  /** The address of the service itself. */
  readonly url: string;
  readonly pickFault: (call: Call) => CallFault | undefined;
  /** Called when the service has answered, whether or not the caller hears of it. */
  readonly onAnswer?: (call: Call, answer: { readonly status: number; readonly body: Buffer }) => void;
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** These headers belong to one connection, not to the request. The other connection has its own. */
const OF_THE_CONNECTION = [
  'connection',
  'expect',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
];

export async function startFaultProxy(options: FaultProxyOptions): Promise<LocalServer> {
  const { service, pickFault, onAnswer } = options;
  const pool = new Pool(options.url);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const call = { service, operation, body: body.toString() };
    const fault = pickFault(call);
    if (fault?.kind === 'throttle') {
      if (operation !== 'BatchExecuteStatement') return answerWith(response, throttleAnswer(service));
      return answerWith(response, await passOnPartly(request, call));
    }
    if (fault?.kind === 'lost-request') return cut(response);
    if (fault?.kind === 'delay' && fault.of === 'request') await sleep(fault.ms);
    const answer = await passOn(request, body);
    onAnswer?.(call, answer);
    if (fault?.kind === 'lost-response') return cut(response);
    if (fault?.kind === 'delay' && fault.of === 'response') await sleep(fault.ms);
    answerWith(response, answer);
  }

  async function passOnPartly(request: IncomingMessage, call: Call): Promise<Answer> {
    const statements = throttleStatements(call.body);
    if (statements.body === undefined)
      return { ...throttleAnswer(service), status: 200, body: Buffer.from(statements.complete(undefined)) };
    const answer = await passOn(request, Buffer.from(statements.body));
    onAnswer?.({ ...call, body: statements.body }, answer);
    const { 'x-amz-crc32': _, ...headers } = answer.headers;
    return { ...answer, headers, body: Buffer.from(statements.complete(answer.body.toString())) };
  }

  async function passOn({ url: path = '/', headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const answer = await pool.request({ path, method: 'POST', headers: withoutConnection(headers), body });
    return {
      status: answer.statusCode,
      headers: withoutConnection(answer.headers),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  }

  const listening = await listenOnLoopback(
    createServer((request, response) => {
      // A service that is closing does not answer, so neither does its proxy.
      serve(request, response).catch(() => cut(response));
    }),
  );
  return {
    url: listening.url,
    async close() {
      await listening.close();
      await pool.destroy();
    },
  };
}

function withoutConnection(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  const kept = { ...headers };
  for (const name of OF_THE_CONNECTION) delete kept[name];
  return kept;
}

function answerWith(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

function cut(response: ServerResponse): void {
  response.socket?.destroy();
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
