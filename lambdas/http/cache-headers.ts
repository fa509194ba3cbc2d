// How long caches keep an answer about posts.

/** A cache may keep counts for a second and share them. It must not keep an answer that tells what one person likes. */
export function cacheHeaders(userId: string | undefined) {
  const cacheControl = userId === undefined ? 'public, max-age=1' : 'private, no-store';
  return { 'cache-control': cacheControl, vary: 'Authorization' };
}
