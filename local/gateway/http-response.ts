// Makes the answer to the client from what the function returned, in payload format 2.0.
// source: API Gateway guide, "Create AWS Lambda proxy integrations for HTTP APIs"

import type { InvokeResult } from '../lambda/invoke-result.ts';

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: [name: string, value: string][];
  readonly body: string | Buffer;
}

/** Returns an answer of the gateway's own. */
export const messageResponse = (statusCode: number, message: string): HttpResponse => ({
  statusCode,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify({ message }),
});

// The gateway answers 500 when a function fails or times out. It answers 503 when a function is throttled, or does not answer
// in the time of its integration. source: re:Post, "status codes http api gateway proxy"
const FUNCTION_FAILED = messageResponse(500, 'Internal Server Error');
const NO_ANSWER = messageResponse(503, 'Service Unavailable');

export function makeHttpResponse(
  result: InvokeResult | { readonly status: 'integration-timeout' },
): HttpResponse {
  if (result.status === 'ok') return readPayload(result.payloadJson);
  return result.status === 'throttled' || result.status === 'integration-timeout'
    ? NO_ANSWER
    : FUNCTION_FAILED;
}

function readPayload(payloadJson: string): HttpResponse {
  const payload: unknown = JSON.parse(payloadJson);
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload))
    // Without a status code the whole payload is the body.
    return {
      statusCode: 200,
      headers: [['content-type', 'application/json']],
      body: typeof payload === 'string' ? payload : payloadJson,
    };
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload as Payload;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string')
    return FUNCTION_FAILED;
  return {
    statusCode: status,
    headers: [
      ...readHeaders(headers ?? {}),
      ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    ],
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

interface Payload {
  readonly statusCode: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

// The gateway writes these headers itself.
const OWN_HEADERS = new Set(['connection', 'content-length', 'transfer-encoding']);

function readHeaders(headers: Readonly<Record<string, unknown>>): [string, string][] {
  const read = Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !OWN_HEADERS.has(name));
  if (!read.some(([name]) => name === 'content-type'))
    read.push(['content-type', 'text/plain;charset=UTF-8']);
  return read;
}
