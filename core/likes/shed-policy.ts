// Which events may be shed when more arrive than can be counted. A like or an unlike is a person's word, so it never is.

import type { LikeOp } from './like-event.ts';

export type ShedPolicy =
  | { readonly shed: 'never' }
  /** An event that comes sooner after the last one of the same person and post is shed. */
  | { readonly shed: 'min-interval'; readonly seconds: number }
  /** This share of the events is shed, 0 to 1, while the backlog is older than the limit. */
  | { readonly shed: 'over-capacity'; readonly share: number; readonly backlogSeconds: number };

export type ShedPolicies = Readonly<Record<LikeOp, ShedPolicy>>;

export const SHED_NOTHING: ShedPolicies = { like: { shed: 'never' }, unlike: { shed: 'never' } };

/** Returns whether any policy asks for the age of the backlog. It costs a call, so otherwise nobody asks. */
export const needsBacklog = (policies: ShedPolicies): boolean =>
  Object.values(policies).some(({ shed }) => shed === 'over-capacity');
