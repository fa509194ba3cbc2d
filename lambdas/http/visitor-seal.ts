// The seal of a visitor, which every token of that visitor holds. A token is renewed by its seal and not by its signature: a key that
// signs tokens may leak, and whoever has it can sign for anybody, but cannot make a seal.

import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** As long as what UUIDs hold, in bytes. Nobody guesses it. */
const SEAL_BYTES = 16;

export const sealOf = (key: KeyObject, visitorId: string): string =>
  createHmac('sha256', key).update(visitorId).digest().subarray(0, SEAL_BYTES).toString('base64url');

export function isSealOf(key: KeyObject, visitorId: string, seal: unknown): boolean {
  if (typeof seal !== 'string') return false;
  const expected = Buffer.from(sealOf(key, visitorId));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
