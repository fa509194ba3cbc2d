// Calls the function of a route, and reads what it returned. A WebSocket API answers as a REST API does: 502 for a function
// that failed or returned no status code, 504 for one that took too long, 500 for one that was throttled.

import type { WebSocketUsage } from './usage.ts';
import type { WebSocketRoute } from './web-socket-api.ts';

export interface IntegrationAnswer {
  /** The function's own status code, or that of its failure. */
  readonly statusCode: number;
  /** True unless the function failed. */
  readonly succeeded: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const failure = (statusCode: number): IntegrationAnswer => ({
  statusCode,
  succeeded: false,
  headers: {},
  body: '',
});

/** Resolves in the time of the integration at the latest. The function may then run on. Adds what went wrong to the usage. */
export async function callIntegration(
  route: WebSocketRoute,
  event: object,
  usage: Pick<WebSocketUsage, 'integrationErrors' | 'executionErrors'>,
): Promise<IntegrationAnswer> {
  const answer = await call(route, event);
  if (!answer.succeeded) usage.executionErrors += 1;
  else if (answer.statusCode >= 400) usage.integrationErrors += 1;
  return answer;
}

async function call({ invoke, timeoutMs }: WebSocketRoute, event: object): Promise<IntegrationAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  // A function that cannot even be called has failed like any other.
  const called = invoke(JSON.stringify(event)).catch(() => 'not-called' as const);
  const result = await Promise.race([called, late]);
  clearTimeout(timer);
  if (result === 'late') return failure(504);
  if (result === 'not-called') return failure(502);
  if (result.status === 'throttled') return failure(500);
  return result.status === 'ok' ? readPayload(JSON.parse(result.payloadJson)) : failure(502);
}

function readPayload(payload: unknown): IntegrationAnswer {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) return failure(502);
  const { statusCode, headers, body } = payload as Record<string, unknown>;
  const status = Number(statusCode);
  const isBody = body === undefined || body === null || typeof body === 'string';
  if (!Number.isInteger(status) || status < 100 || status > 599 || !isBody) return failure(502);
  return {
    statusCode: status,
    succeeded: true,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: body ?? '',
  };
}
