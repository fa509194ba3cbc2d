// Wires what accepts likes: the ways that a like may take, and what decides whether it is taken.

import { uuidv7 } from 'uuidv7';
import { readRateLimiter } from '../http/rate-limiter.ts';
import { makeTokenVerifier } from '../http/token-verifier.ts';
import { wireDenyList } from './wire-deny-list.ts';
import { wireTake } from './wire-take.ts';

export const wireAccepting = (env: NodeJS.ProcessEnv) => ({
  ...wireTake(env),
  verifyToken: makeTokenVerifier(env, Date.now),
  limiter: readRateLimiter(env, Date.now),
  denied: wireDenyList(env),
  newId: uuidv7,
});
