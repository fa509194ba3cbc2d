// A gateway on a free port whose functions are plain callbacks. Requests reach it exactly as a test writes them.

import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { HttpApi, Integration } from '../../../local/gateway/http-api.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { type GatewayOptions, startGateway } from '../../../local/gateway/server.ts';

/** The parts of a function's event that the tests look at. */
export interface Event {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { requestId: string; http: Record<string, string> } & Record<string, unknown>;
}

export type Answer = object | string | null | InvokeResult;

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SendOptions {
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

export interface TestGateway {
  readonly url: string;
  /** The events of all functions, in order. */
  readonly events: Event[];
  readonly lines: string[];
  /** @param target the target as it stands in the request line */
  send(method: string, target: string, options?: SendOptions): Promise<Reply>;
}

const isResult = (answer: unknown): answer is InvokeResult =>
  typeof answer === 'object' && answer !== null && 'status' in answer;

export interface TestGatewayOptions extends Omit<HttpApi, 'apiId' | 'routes'>, Partial<GatewayOptions> {
  readonly routes?: Record<string, (event: Event) => Answer | Promise<Answer>>;
  readonly timeoutMs?: number;
}

const ROUTES = { $default: () => ({ statusCode: 200 }) };

/** Starts a gateway that is closed when the test ends. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { routes = ROUTES, timeoutMs = 30_000, cors, throttling, ...gatewayOptions } = options;
  const events: Event[] = [];
  const lines: string[] = [];
  const integrations = Object.entries(routes).map(([routeKey, answer]): [string, Integration] => [
    routeKey,
    {
      timeoutMs,
      async invoke(payloadJson) {
        const event = JSON.parse(payloadJson) as Event;
        events.push(event);
        const result = await answer(event);
        return isResult(result) ? result : { status: 'ok', payloadJson: JSON.stringify(result) };
      },
    },
  ]);
  const gateway = await startGateway(
    { apiId: 'api', routes: new Map(integrations), cors, throttling },
    { log: (line) => lines.push(line), ...gatewayOptions },
  );
  onTestFinished(() => gateway.close());
  return { url: gateway.url, events, lines, send: (...args) => send(gateway.url, ...args) };
}

async function send(
  url: string,
  method: string,
  target: string,
  { headers = {}, body }: SendOptions = {},
): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const request = httpRequest({ hostname, port, method, path: target, headers, agent: false });
  // An answer may come, and the connection close, before the whole body is sent.
  request.on('error', () => {});
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
