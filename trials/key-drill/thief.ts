// Somebody who has a key that signs tokens, and the id of a person. That is enough to act as that person until the key is revoked, and
// not enough to renew a token.

import { SignJWT } from 'jose';
import { type StoredKey, kidOf } from '../../adapters/secrets-manager/key-set.ts';
import type { Api } from '../../traffic/api.ts';

export interface Thief {
  /** Returns the status of a like in the name of the victim. */
  like(): Promise<number>;
  /** Returns the status of an attempt to get a token that is signed by another key. */
  renew(): Promise<number>;
}

export async function makeThief(api: Api, { key }: StoredKey, victim: string): Promise<Thief> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: kidOf(key) })
    .setSubject(victim)
    .setIssuer('likes-counter/visitors')
    .setAudience('likes-counter')
    .setIssuedAt()
    .setExpirationTime('1d')
    .sign(Buffer.from(key));
  const headers = { authorization: `Bearer ${token}` };
  return {
    like: async () =>
      (await api.call({ method: 'PUT', path: '/v1/posts/liked-by-the-thief/like', headers })).status,
    renew: async () => (await api.call({ method: 'POST', path: '/v1/visitors', headers })).status,
  };
}
