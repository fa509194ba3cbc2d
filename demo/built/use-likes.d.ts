import type { Likes, LikesClient } from './types.js';
/** What the hook needs of React 18 and later. */
export interface ReactHooks {
    readonly useCallback: <T>(callback: T, dependencies: readonly unknown[]) => T;
    readonly useSyncExternalStore: <T>(subscribe: (onChange: () => void) => () => void, getSnapshot: () => T, getServerSnapshot: () => T) => T;
}
/** Returns the post's likes, and a function that likes the post or takes the like back. */
export type UseLikes = (postId: string) => readonly [Likes, (liked: boolean) => void];
/** @param clientOf returns the client. It is called in the browser only, so a server can render the page. */
export declare const makeUseLikes: ({ useCallback, useSyncExternalStore }: ReactHooks, clientOf: () => LikesClient) => UseLikes;
