import type { LikesClient, LikesClientOptions } from './types.js';
export type * from './types.js';
export declare function makeLikesClient({ base }?: LikesClientOptions): LikesClient;
/** Returns the page's client of the API at this address. There is one, so that a page has one read and one connection. */
export declare const likesClientOf: (base: string) => LikesClient;
