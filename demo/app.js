// The page shows a card for each post. While somebody looks at it, it polls the counts of all posts at once.

import { makeLikeButton } from './like-button.js';
import { makeLikesApi, retryDelayMs } from './likes-api.js';
import { posts } from './posts.js';

const POLL_INTERVAL_MS = 1_500;

const find = (selector, root = document) => root.querySelector(selector);
const base = new URLSearchParams(location.search).get('api') ?? find('meta[name="likes-api"]').content;
const api = makeLikesApi(base.replace(/\/+$/, ''));
const problems = { polling: '', liking: '' };

function showProblem(of, message) {
  problems[of] = message;
  const text = problems.liking || problems.polling;
  const box = find('#problem');
  if (box.textContent !== text) box.textContent = text;
  box.hidden = text === '';
}

function addCard({ id, title, author, text }) {
  const card = find('#post').content.cloneNode(true);
  find('h2', card).textContent = title;
  find('.byline', card).textContent = author;
  find('.text', card).textContent = text;
  find('button span', card).textContent = title;
  const parts = { button: find('button', card), count: find('.count', card), note: find('.note', card) };
  find('#posts').append(card);
  return makeLikeButton(api, id, parts, {
    onProblem: (message) => showProblem('liking', message),
    onCounted: (liked, count) => {
      find('#announcement').textContent = `${title}: ${liked ? 'like' : 'unlike'} counted, ${count} in all`;
    },
  });
}

const buttons = new Map(posts.map((post) => [post.id, addCard(post)]));
let failures = 0;
let polling = false;
let timer;

async function poll() {
  clearTimeout(timer);
  if (polling || document.hidden) return;
  polling = true;
  let delayMs = POLL_INTERVAL_MS;
  try {
    for (const { postId, ...likes } of await api.readLikes([...buttons.keys()]))
      buttons.get(postId)?.show(likes);
    failures = 0;
    showProblem('polling', '');
  } catch (error) {
    delayMs = retryDelayMs(++failures, error);
    showProblem('polling', `${error.message}. The counts may be old. The page is trying again.`);
  }
  polling = false;
  timer = setTimeout(poll, delayMs);
}

// A hidden tab does not poll, so it costs nothing. It polls again when it is shown.
document.addEventListener('visibilitychange', () => void poll());
await poll();
