// A like button with its count: shows at once what was asked for, but as a count only what the server has counted.

import { retryDelayMs } from './likes-api.js';

const MAX_TRIES = 4;
/** After this long without being counted, the server's word on `liked` is taken again, in milliseconds. */
const MAX_WAIT_MS = 20_000;

/**
 * @param parts { button, count, note }: the elements it lives in
 * @param events onProblem(message, '' when it is over), onCounted(liked, count)
 */
export function makeLikeButton(api, postId, { button, count, note }, { onProblem, onCounted }) {
  let wanted = false;
  let answer = { count: undefined, asOf: null, liked: false };
  let sending = false;
  /** When the last action was accepted, by the server's clock and by ours; undefined once it is counted. */
  let accepted;

  function render() {
    button.setAttribute('aria-pressed', String(wanted));
    count.textContent = answer.count?.toLocaleString() ?? '–';
    if (sending || accepted) note.textContent = 'counting…';
    else if (answer.asOf) note.textContent = `as of ${new Date(answer.asOf).toLocaleTimeString()}`;
    else note.textContent = answer.count === undefined ? '' : 'no likes yet';
  }

  async function send() {
    sending = true;
    onProblem('');
    render();
    try {
      for (let sent; sent !== wanted; ) {
        sent = wanted;
        const { id } = await withRetries(() => api.setLiked(postId, sent));
        accepted = { serverMs: eventIdTimeMs(id), ownMs: Date.now() };
      }
    } catch (error) {
      wanted = answer.liked ?? false;
      accepted = undefined;
      onProblem(`${error.message}. This like was not taken: please try again.`);
    } finally {
      sending = false;
      render();
    }
  }

  button.addEventListener('click', () => {
    wanted = !wanted;
    if (sending) render();
    else void send();
  });

  return {
    /** Takes over what the server says. The count holds our action when it is newer than that and agrees with it. */
    show(latest) {
      answer = latest;
      const counted = accepted && Date.parse(latest.asOf) > accepted.serverMs && latest.liked === wanted;
      if (!sending && counted) onCounted(wanted, latest.count);
      if (counted || Date.now() - accepted?.ownMs > MAX_WAIT_MS) accepted = undefined;
      if (!sending && !accepted) wanted = latest.liked ?? false;
      render();
    },
  };
}

async function withRetries(run) {
  for (let failures = 1; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (!error.mayPass || failures === MAX_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs(failures, error)));
    }
  }
}

/** A UUIDv7 starts with 48 bits of milliseconds since 1970. */
function eventIdTimeMs(id) {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
