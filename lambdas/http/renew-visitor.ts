// Finds out whose token is to be renewed. The token may have expired, and its key may be forgotten or revoked.

import { readProof } from './read-token.ts';
import { EXPECTED, isSignedBy, type VisitorTokenKeys } from './visitor-token.ts';
import { claimsFrom, type VerifyToken } from './verify-token.ts';
import { isSealOf } from './visitor-seal.ts';

/** Verifies a token for a renewal only. Rejects with a SecretError. */
export function makeVerifyOldToken({ keys, sealKey }: Omit<VisitorTokenKeys, 'now'>): VerifyToken {
  return async (token) => {
    // Every token was good at some time before it expired.
    const proof = readProof(token, EXPECTED, 0);
    if (!proof) return undefined;
    const visitorId = claimsFrom(proof.claims)?.userId;
    if (visitorId === undefined) return undefined;
    const { seal } = proof.claims;
    if (seal !== undefined) return isSealOf(await sealKey(), visitorId, seal) ? visitorId : undefined;
    // A token of the older kind has neither seal nor key id. One that names its key always had a seal.
    if (proof.header.kid !== undefined) return undefined;
    const key = (await keys()).value.find(undefined);
    return key && isSignedBy(token, key) ? visitorId : undefined;
  };
}
