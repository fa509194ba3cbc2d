import type { LikesClient, LikesClientOptions } from './types.js';
export type * from './types.js';
export declare function makeLikesClient({ base, solveChallenge }?: LikesClientOptions): LikesClient;
/** Returns the page's client of the API at this address: one, so that a page has one connection. The first call's options hold. */
export declare const likesClientOf: (base: string, options?: Omit<LikesClientOptions, 'base'>) => LikesClient;
