// Decides whom the control room answers: only the pages of this server, and programs of this machine that know the header. A page of
// another site cannot send the header without a preflight, which nobody answers.

import type { IncomingMessage } from 'node:http';
import { isOwnHost, isOwnOrigin } from '../../../local/guard/own-address.ts';

export const HEADER = 'x-control-room';

export function isAllowed(request: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site, [HEADER]: header } = request.headers;
  if (!host || !isOwnHost(request) || header === undefined) return false;
  if (origin !== undefined && !isOwnOrigin(origin, request)) return false;
  return site === undefined || site === 'same-origin';
}
