// How much of a person a request needs to know.

import type { Answer } from './request.ts';

/**
 * Who a request needs the person to be. A `stranger` has no token, so that caches may answer. A `viewer` has one for a connection only,
 * and is a stranger to requests. With the first action it becomes the token of a `visitor`.
 */
export type Need = 'stranger' | 'viewer' | 'visitor';

/**
 * Runs a request with the token of a visitor, whatever the need, or as little as is needed by anybody else. A token that the API
 * refuses is renewed once. A person whom the API no longer knows goes on as a new one.
 */
export type AsVisitor = (need: Need, run: (token: string | null) => Promise<Answer>) => Promise<Answer>;
