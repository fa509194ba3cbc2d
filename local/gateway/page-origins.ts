// The pages that may use the servers of the API: its own page, and those of the origins in its CORS configuration.

import { isOriginOfPort } from '../guard/own-address.ts';
import { type CorsConfiguration, makeCors } from './cors.ts';

/** @param url of the gateway */
export function makePageOrigins(
  url: string,
  cors: CorsConfiguration | undefined,
): (origin: string) => boolean {
  const port = Number(new URL(url).port);
  const others = cors && makeCors(cors);
  return (origin) => isOriginOfPort(origin, port) || others?.allows(origin) === true;
}
