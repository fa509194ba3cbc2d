// A React hook for the likes of a post. It takes React as an argument, so that it brings none of its own.

import type { Likes, LikesClient } from '../likes-client/types.ts';

/** What the hook needs of React 18 and later. */
export interface ReactHooks {
  readonly useCallback: <T>(callback: T, dependencies: readonly unknown[]) => T;
  readonly useSyncExternalStore: <T>(
    subscribe: (onChange: () => void) => () => void,
    getSnapshot: () => T,
    getServerSnapshot: () => T,
  ) => T;
}

/** Returns the post's likes, and a function that likes the post or takes the like back. */
export type UseLikes = (postId: string) => readonly [Likes, (liked: boolean) => void];

const UNKNOWN: Likes = {
  count: undefined,
  asOf: null,
  liked: false,
  status: 'idle',
  problem: undefined,
  lasting: true,
};

/** @param clientOf returns the client. It is called in the browser only, so a server can render the page. */
export const makeUseLikes =
  ({ useCallback, useSyncExternalStore }: ReactHooks, clientOf: () => LikesClient): UseLikes =>
  (postId) => [
    useSyncExternalStore(
      useCallback((onChange) => clientOf().subscribe(postId, onChange), [postId]),
      () => clientOf().read(postId),
      () => UNKNOWN,
    ),
    useCallback((liked) => clientOf().setLiked(postId, liked), [postId]),
  ];
