// A like button with its count. The button shows at once what the person asked for. The count shows only what the server has
// counted.

import { retryDelayMs } from './likes-api.js';

const MAX_TRIES = 4;
/** An action that is not counted after this long is given up, and the button shows the server's `liked` again. */
const MAX_WAIT_MS = 20_000;

/**
 * @param parts { button, count, note }: the elements that it fills
 * @param events onProblem(message), with an empty message when the problem is over, and onCounted(liked, count)
 */
export function makeLikeButton(api, postId, { button, count, note }, { onProblem, onCounted }) {
  let wanted = false;
  let answer = { count: undefined, asOf: null, liked: false };
  let sending = false;
  /** When the last action was accepted, by the server's clock and by ours. It is undefined once the action is counted. */
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
      onProblem(`${error.message}. This like was not accepted. Please try again.`);
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
    /** Shows the server's answer. Our action is counted when the answer is newer than the action and agrees with it. */
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
