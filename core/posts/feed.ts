// A feed holds posts, newest first. A post is written once and read often. Its likes are counted elsewhere.

export interface Post {
  readonly postId: string;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  /** ISO 8601 in UTC with milliseconds, so that texts sort as times do. */
  readonly createdAt: string;
}

export interface FeedPage {
  readonly posts: readonly Post[];
  /** The place after which the next page begins. Undefined after the last page. */
  readonly next: string | undefined;
}

export interface PostFeed {
  /** @param after a place that an earlier page named; undefined for the newest posts */
  readPage(limit: number, after: string | undefined, signal: AbortSignal | undefined): Promise<FeedPage>;
}

/** A place in the feed, as the sort key of the table writes it. Two posts of one moment have different places. */
export const placeOf = ({ createdAt, postId }: Pick<Post, 'createdAt' | 'postId'>) =>
  `${createdAt}#${postId}`;

/** Matches every place, and little else. */
export const PLACE = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#`;

/** The name of the only feed. */
export const FEED = 'all';
