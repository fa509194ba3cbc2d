// Makes the events of a WebSocket API, as its functions get them.
// source: events that were printed on AWS; the guide lists only the variables of the request context

import { formatTime } from '../gateway/format-time.ts';
import type { CloseReason } from './close-reason.ts';
import { CONNECT, DISCONNECT } from './web-socket-api.ts';

/** What every event of a connection repeats. */
export interface ConnectionContext {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stage: string;
  /** The name and the port by which the client calls the server. */
  readonly domainName: string;
  /** When the connection was made, in milliseconds since 1970. */
  readonly connectedAt: number;
  readonly identity: { readonly userAgent?: string; readonly sourceIp: string };
}

interface EventMoment {
  readonly requestId: string;
  readonly timeEpoch: number;
}

const contextOf = (
  { connectionId, apiId, stage, domainName, connectedAt, identity }: ConnectionContext,
  { requestId, timeEpoch }: EventMoment,
) => ({
  extendedRequestId: requestId,
  requestTime: formatTime(timeEpoch),
  messageDirection: 'IN',
  stage,
  connectedAt,
  requestTimeEpoch: timeEpoch,
  identity,
  requestId,
  domainName,
  connectionId,
  apiId,
});

/** @param rawHeaders names and values in turn, as they were received */
export function makeConnectEvent(
  context: ConnectionContext,
  moment: EventMoment,
  rawHeaders: readonly string[],
  query: string,
) {
  const headers = groupValues(pairsOf(rawHeaders));
  headers['X-Forwarded-For'] = [context.identity.sourceIp];
  headers['X-Forwarded-Proto'] = ['http'];
  const parameters = query === '' ? undefined : groupValues(new URLSearchParams(query));
  return {
    headers: lastValues(headers),
    multiValueHeaders: headers,
    ...(parameters && {
      queryStringParameters: lastValues(parameters),
      multiValueQueryStringParameters: parameters,
    }),
    requestContext: { routeKey: CONNECT, eventType: 'CONNECT', ...contextOf(context, moment) },
    isBase64Encoded: false,
  };
}

export const makeMessageEvent = (
  context: ConnectionContext,
  moment: EventMoment,
  routeKey: string,
  body: string,
) => ({
  requestContext: {
    routeKey,
    messageId: moment.requestId,
    eventType: 'MESSAGE',
    ...contextOf(context, moment),
  },
  body,
  isBase64Encoded: false,
});

export function makeDisconnectEvent(context: ConnectionContext, moment: EventMoment, reason: CloseReason) {
  const headers = { Host: context.domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    requestContext: {
      routeKey: DISCONNECT,
      disconnectStatusCode: reason.code,
      eventType: 'DISCONNECT',
      disconnectReason: reason.text,
      ...contextOf(context, moment),
    },
    isBase64Encoded: false,
  };
}

const pairsOf = (rawHeaders: readonly string[]): [string, string][] =>
  rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );

/** A Map collects the values, because a name may be that of a member of Object.prototype. */
function groupValues(pairs: Iterable<[name: string, value: string]>): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

const lastValues = (groups: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));
