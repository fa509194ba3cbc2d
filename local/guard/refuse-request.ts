// Decides which requests the servers of the AWS services refuse before they read them: those of a web page, those that were
// made under a foreign name, and those of a process that does not know the access key of this run.

import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isOwnHost } from './own-address.ts';

export interface Refusal {
  /** The name of the error in AWS's protocol. */
  readonly type: string;
  readonly message: string;
}

const FOREIGN_HOST: Refusal = {
  type: 'AccessDeniedException',
  message: 'The local cloud answers only under the name of this machine: 127.0.0.1, localhost or [::1].',
};
const FROM_PAGE: Refusal = {
  type: 'AccessDeniedException',
  message: 'The local cloud answers no web page here.',
};
const UNSIGNED: Refusal = {
  type: 'MissingAuthenticationTokenException',
  message: 'Request is missing Authentication Token',
};
const UNKNOWN_KEY: Refusal = {
  type: 'UnrecognizedClientException',
  message:
    'The security token included in the request is invalid. The local cloud takes only the access key of its run, ' +
    'which is in the credentials file that it names at its start.',
};

/** Returns why the request is refused, or undefined. Without an access key any key is taken. */
export function refuseRequest(
  request: IncomingMessage,
  accessKeyId: string | undefined,
): Refusal | undefined {
  const { origin, authorization, 'sec-fetch-site': site } = request.headers;
  if (!isOwnHost(request)) return FOREIGN_HOST;
  // The SDK sends neither header. A browser sends one of them at least, and a page can suppress neither.
  if (origin !== undefined || site !== undefined) return FROM_PAGE;
  if (accessKeyId === undefined) return undefined;
  if (authorization === undefined) return UNSIGNED;
  const given = readAccessKeyId(authorization);
  return given !== undefined && isEqual(given, accessKeyId) ? undefined : UNKNOWN_KEY;
}

const readAccessKeyId = (authorization: string): string | undefined =>
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization)?.[1];

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
