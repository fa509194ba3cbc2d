// Sends POST requests to one server over connections that are kept. One deadline covers all of a request, its answer included.

import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request,
} from 'node:http';
import { request as requestOverTls } from 'node:https';

export interface HttpAnswer {
  readonly statusCode: number;
  readonly date: string | undefined;
  readonly errorType: string | undefined;
  readonly text: string;
}

/** Thrown when there was no connection or no answer in time. The name is the SDK's. */
export class RequestTimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'ETIMEDOUT';
}

/** Thrown when the signal ended the request. The name is the SDK's. */
export class RequestAbortedError extends Error {
  override readonly name = 'AbortError';
}

/** Thrown when an answer is longer than any that Kinesis gives. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

export interface PostOptions {
  readonly url: URL;
  readonly agent: Agent;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** @param headers names and values in turn, with `Host` and `Content-Length` among them */
export type SendPost = (
  headers: readonly string[],
  body: string,
  signal: AbortSignal | undefined,
) => Promise<HttpAnswer>;

/** How often a request is sent again because its connection turned out to be closed. Each time another connection is used. */
const MAX_STALE_CONNECTIONS = 5;

export function makeSendPost(options: PostOptions): SendPost {
  const { url, agent, connectTimeoutMs, requestTimeoutMs, maxAnswerBytes } = options;
  const open = url.protocol === 'https:' ? requestOverTls : request;
  const target: RequestOptions = {
    method: 'POST',
    // An IPv6 address stands in brackets in a URL only.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname,
    agent,
  };

  return (headers, body, signal) =>
    new Promise((resolve, reject) => {
      let current: ClientRequest | undefined;
      let connecting: NodeJS.Timeout | undefined;
      let stale = 0;
      let settled = false;
      const deadline = setTimeout(() => fail(timedOut('answer', requestTimeoutMs)), requestTimeoutMs);
      const abort = () => fail(new RequestAbortedError('Request aborted', { cause: signal?.reason }));

      function settle(): void {
        settled = true;
        clearTimeout(deadline);
        clearTimeout(connecting);
        signal?.removeEventListener('abort', abort);
      }
      function fail(error: Error): void {
        settle();
        reject(error);
        current?.destroy();
      }
      function start(): void {
        const sent = open({ ...target, headers }, (response) => {
          readText(response, maxAnswerBytes, fail, (text) => {
            settle();
            resolve(answerOf(response, text));
          });
        });
        current = sent;
        sent.once('socket', (socket) => {
          if (!socket.connecting) return;
          connecting = setTimeout(() => fail(timedOut('connection', connectTimeoutMs)), connectTimeoutMs);
          socket.once('connect', () => clearTimeout(connecting));
        });
        sent.on('error', (error) => {
          if (settled) return;
          // The server closed the connection while nobody used it, and before it could see this request. If it did see it, the
          // record is on the stream twice, which counts once.
          if (sent.reusedSocket && isClosed(error) && stale++ < MAX_STALE_CONNECTIONS) start();
          else fail(error);
        });
        sent.end(body);
      }

      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      start();
    });
}

const timedOut = (what: string, ms: number) => new RequestTimeoutError(`no ${what} within ${ms} ms`);

const isClosed = ({ code }: NodeJS.ErrnoException) => code === 'ECONNRESET' || code === 'EPIPE';

function answerOf({ statusCode = 0, headers }: IncomingMessage, text: string): HttpAnswer {
  const type = headers['x-amzn-errortype'];
  return { statusCode, date: headers.date, errorType: typeof type === 'string' ? type : undefined, text };
}

/** An answer that breaks off is an error of the response. */
function readText(
  response: IncomingMessage,
  maxBytes: number,
  onError: (error: Error) => void,
  onText: (text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) onError(new AnswerTooLargeError(`the answer has more than ${maxBytes} bytes`));
    else chunks.push(chunk);
  });
  response.on('error', onError);
  response.on('end', () =>
    onText((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? ''),
  );
}
