// Refuses what did not come through the edge. Without an edge everything passes.

import { hash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { makeSecretsManager } from '../../adapters/clients.ts';
import { type EdgeSecret, makeEdgeSecret } from '../../adapters/secrets-manager/edge-secret.ts';
import { EDGE_SECRET_HEADER, VIEWER_ADDRESS_HEADER } from '../../core/api/edge-header.ts';
import { addMetric } from '../runtime/telemetry.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { problem } from './problem.ts';

/** When a secret does not fit, a newer one may. One that is older than this, in milliseconds, is then read again. */
const SUSPECT_SECRET_AGE_MS = 60_000;

/** Returns undefined in a deployment without an edge. */
export const readEdgeSecret = (env: NodeJS.ProcessEnv, now: () => number): EdgeSecret | undefined => {
  const secretArn = env['EDGE_SECRET_ARN'];
  return secretArn ? makeEdgeSecret({ client: makeSecretsManager(), secretArn, now }) : undefined;
};

/** Sets `address` to the client's, which only the edge knows. Answers 403 when the header of the edge is missing or wrong. */
export function requireEdge(secret: EdgeSecret): MiddlewareHandler<LambdaEnv> {
  return async (c, next) => {
    const given = c.req.header(EDGE_SECRET_HEADER);
    if (given === undefined || !(await isSecret(given))) {
      addMetric('RequestsPastEdge');
      return problem(403, 'This address is not for clients. Ask at the address of the edge.');
    }
    c.set('viewerAddress', withoutPort(c.req.header(VIEWER_ADDRESS_HEADER)));
    return await next();
  };

  async function isSecret(given: string): Promise<boolean> {
    const known = await secret();
    if (isEqual(given, known)) return true;
    const fresh = await secret({ maxAgeMs: SUSPECT_SECRET_AGE_MS });
    return fresh !== known && isEqual(given, fresh);
  }
}

/** Hashes have one length, so nothing is told by the time that this takes. */
const isEqual = (one: string, other: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));

/** CloudFront writes `198.51.100.7:46532`, and an IPv6 address with or without brackets. */
const withoutPort = (address: string | undefined): string | undefined =>
  address?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
