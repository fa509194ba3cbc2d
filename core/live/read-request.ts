// Reads what a viewer asks for: one JSON object in a text frame. It never throws, whatever the text is.

/** The most posts that one connection watches. */
export const MAX_WATCHED_POSTS = 50;

export type ViewerRequest =
  | { readonly action: 'subscribe' | 'unsubscribe'; readonly posts: readonly string[] }
  | { readonly action: 'ping' };

export type ReadRequest =
  | { readonly ok: true; readonly request: ViewerRequest }
  | { readonly ok: false; readonly detail: string };

const malformed = (detail: string): ReadRequest => ({ ok: false, detail });

/** @param describePostId returns what is wrong with the id of a post, or undefined when it is good */
export function readRequest(
  text: string,
  describePostId: (postId: string) => string | undefined,
): ReadRequest {
  const frame = readJson(text);
  if (typeof frame !== 'object' || frame === null) return malformed('A frame must be a JSON object.');
  const { action, posts } = frame as { action?: unknown; posts?: unknown };
  if (action === 'ping') return { ok: true, request: { action } };
  if (action !== 'subscribe' && action !== 'unsubscribe')
    return malformed('action: must be subscribe, unsubscribe or ping');
  if (!Array.isArray(posts) || posts.length === 0)
    return malformed('posts: must be a list with at least one post');
  if (posts.length > MAX_WATCHED_POSTS)
    return malformed(`posts: must name at most ${MAX_WATCHED_POSTS} posts`);
  for (const [index, postId] of (posts as unknown[]).entries()) {
    const problem = typeof postId === 'string' ? describePostId(postId) : 'must be a string';
    if (problem !== undefined) return malformed(`posts[${index}]: ${problem}`);
  }
  return { ok: true, request: { action, posts: [...new Set(posts as string[])] } };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
