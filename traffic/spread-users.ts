// Mixes the votes of a file that lists one person after the other, as MovieLens does. Real people vote side by side.

import type { Action } from './action.ts';

/** Spreads the actions of each user evenly from start to end. The actions of one user keep their order. */
export function spreadUsers(actions: readonly Action[]): Action[] {
  const totals = Map.groupBy(actions, ({ user }) => user);
  const seen = new Map<string, number>();
  return actions
    .map((action) => {
      const before = seen.get(action.user) ?? 0;
      seen.set(action.user, before + 1);
      return { action, place: (before + 0.5) / (totals.get(action.user)?.length ?? 1) };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ action }) => action);
}
