// Keeps the pages of other origins away from the API of this machine. API Gateway serves them and leaves it to the browser to
// hide the answer, but a like that such a page sends here would count all the same.

import type { IncomingMessage } from 'node:http';
import { isOwnHost, isOwnOrigin } from '../guard/own-address.ts';
import { type Cors, isPreflight } from './cors.ts';
import { readDomainName } from './domain-name.ts';
import { type HttpResponse, messageResponse } from './http-response.ts';

const BAD_REQUEST = messageResponse(400, 'Bad Request');
const FOREIGN_HOST = messageResponse(
  403,
  'The local cloud answers only under the name of this machine: 127.0.0.1, localhost or [::1].',
);
const FOREIGN_PAGE = messageResponse(403, 'The local cloud does not answer pages of this origin.');

/** Returns why the request is refused, or undefined. */
export function refuseRequest(request: IncomingMessage, cors: Cors | undefined): HttpResponse | undefined {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (readDomainName(request) === undefined) return BAD_REQUEST;
  if (!isOwnHost(request)) return FOREIGN_HOST;
  if (origin !== undefined) {
    // A preflight does nothing, and its answer is how CORS tells a page that it is refused.
    const isAllowed = isOwnOrigin(origin, request) || cors?.allows(origin) || (cors && isPreflight(request));
    return isAllowed ? undefined : FOREIGN_PAGE;
  }
  // Without an origin there are still pictures, scripts and frames of other pages. `none` is the address bar.
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && !isFollowedLink(request) ? FOREIGN_PAGE : undefined;
}

/** Somebody follows a link to this server. The page with the link cannot read what is shown. */
const isFollowedLink = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
