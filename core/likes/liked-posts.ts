// The posts that a person likes, page by page, and the cursor that says where the next page begins. The cursor needs no signature: it is
// read with the token of the person who asks, and whatever it holds, it reaches only that person's rows.

import { checkKeyText } from './key-text.ts';
import { ownerOf } from './receipt.ts';

export interface LikedPost {
  readonly postId: string;
  /** Milliseconds since 1970: when the person liked it. */
  readonly likedAtMs: number;
}

export interface LikedPage {
  /** In the order of the post ids. It may be shorter than asked for, also when there are more. */
  readonly posts: readonly LikedPost[];
  /** The post behind which the next page begins; undefined at the end. */
  readonly next: string | undefined;
}

export interface LikedPostsReader {
  /** Reads as consistently as `readLiked` of the CountReader. */
  readLikedPosts(
    userId: string,
    page: { readonly after: string | undefined; readonly limit: number },
    signal?: AbortSignal,
  ): Promise<LikedPage>;
}

const VERSION = 1;

/** Returns the cursor as a JSON text. */
export const encodeCursor = (userId: string, postId: string): string =>
  JSON.stringify([VERSION, ownerOf(userId), postId]);

/** Returns the post that a cursor of this person names, or undefined when the text is no cursor of theirs. It never throws. */
export function decodeCursor(userId: string, text: string): string | undefined {
  const parts = readJson(text);
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [version, owner, postId] = parts as unknown[];
  if (version !== VERSION || owner !== ownerOf(userId) || typeof postId !== 'string') return undefined;
  return checkKeyText(postId) ? undefined : postId;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
