// Reads the posts of the feed, newest first, a page at a time.

import ownPosts from '../posts.json' with { type: 'json' };

export interface Post {
  readonly postId: string;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface FeedPage {
  readonly posts: readonly Post[];
  /** What to ask for to get the page after this one. There is none after the last. */
  readonly next?: string;
}

const POSTS_PER_PAGE = 9;
/** A page without posts is of no use to anybody, so nobody waits long for them. */
const PATIENCE_MS = 4_000;

/** What the page shows by itself where the API has no posts. */
export const OWN_FEED: FeedPage = { posts: ownPosts };

/** Returns undefined when the API has no page to give. */
export async function readFeed(api: string, after?: string): Promise<FeedPage | undefined> {
  const query = new URLSearchParams({ limit: String(POSTS_PER_PAGE), ...(after !== undefined && { after }) });
  try {
    const response = await fetch(`${api}/v1/posts?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return undefined;
    const page = (await response.json()) as Partial<FeedPage>;
    return Array.isArray(page.posts) ? (page as FeedPage) : undefined;
  } catch {
    // The API cannot be reached, or what answers is not the API. Then the page's own posts are shown.
    return undefined;
  }
}
