// When a visitor's token is to be renewed. Only the API can say whether it is good.

const DAY_MS = 86_400_000;
/** Somebody who comes every day then renews it once in six days. */
const RENEWED_BEFORE_MS = DAY_MS;
/** Tokens were valid for a year once, and cannot be renewed for ever. */
const LONGEST_MS = 8 * DAY_MS;

/** Returns whether the token expires soon, or is of the older kind. Of a token that does not say when it expires, neither is known. */
export function isToRenew(token: string, nowMs: number): boolean {
  try {
    const claims = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const leftMs = (JSON.parse(claims) as { exp: number }).exp * 1_000 - nowMs;
    return leftMs < RENEWED_BEFORE_MS || leftMs > LONGEST_MS;
  } catch {
    return false;
  }
}
