// Decides whether a viewer may connect. Anything but 200 refuses the handshake, and the browser tells the page nothing of why.

import type { WatchList } from '../../core/live/ports.ts';
import { addMetric } from '../runtime/telemetry.ts';
import { type ProblemStatus, problem } from '../http/problem.ts';
import { LIVE_PROTOCOL, PROTOCOL_HEADER, readProtocols } from './read-protocols.ts';
import { MAX_TOKEN_BYTES } from '../http/read-token.ts';
import type { VerifyToken } from '../http/verify-token.ts';

export interface HandshakePorts {
  readonly watchList: Pick<WatchList, 'connect'>;
  readonly verifyToken: VerifyToken;
}

export interface HandshakeAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export async function answerHandshake(
  { watchList, verifyToken }: HandshakePorts,
  connectionId: string,
  headers: Readonly<Record<string, string | undefined>> | undefined,
): Promise<HandshakeAnswer> {
  const read = readProtocols(headers);
  if (read === 'other-protocol')
    return await refuse(400, `${PROTOCOL_HEADER}: must be ${LIVE_PROTOCOL} and a token`);
  if (read === 'no-token') return await refuse(401, 'A token is needed, as the second sub-protocol.');
  const userId = read.token.length > MAX_TOKEN_BYTES ? undefined : await verifyToken(read.token);
  if (userId === undefined) return await refuse(401, 'The token is invalid or has expired.');
  if ((await watchList.connect(connectionId, userId)) === 'too-many') {
    addMetric('ConnectionsLimited');
    return await refuse(429, 'You have too many pages open. Close one of them.');
  }
  return { statusCode: 200, headers: { [PROTOCOL_HEADER]: LIVE_PROTOCOL } };
}

export async function refuse(status: ProblemStatus, detail: string): Promise<HandshakeAnswer> {
  const answer = problem(status, detail);
  return {
    statusCode: status,
    headers: Object.fromEntries(answer.headers),
    body: await answer.text(),
  };
}
