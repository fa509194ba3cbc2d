// The token for a connection. Only somebody who has liked something has a visitor's token. Anybody else becomes a viewer.

import type { AsVisitor } from '../likes-client/as-visitor.ts';
import type { Request } from '../likes-client/request.ts';

/** Nobody likes this post. It is asked for to see whether a token holds. */
const NO_POST = 'likes?post=-';

/**
 * Resolves with a token, or with nothing if there is none now. A browser does not say why a connection failed. If `isDoubted`, a request
 * shows whether the token was the reason, and a token that no longer holds is replaced.
 */
export async function readViewerToken(
  asVisitor: AsVisitor,
  request: Request,
  isDoubted: boolean,
): Promise<string | null | undefined> {
  let found: string | null | undefined;
  await asVisitor('viewer', async (token) => {
    found = token;
    return isDoubted ? request('GET', NO_POST, token) : { status: 200 };
  });
  return found;
}
