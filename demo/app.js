// The page shows a card for each post. While somebody looks at it, it polls the counts of all posts at once.

import { makeLikeButton } from './like-button.js';
import { makeLikesApi, retryDelayMs } from './likes-api.js';
import { makeOutbox } from './outbox.js';
import { posts } from './posts.js';
import { makeSender } from './sender.js';
import { makeServerClock } from './server-clock.js';
import { makeStorage } from './storage.js';

const POLL_INTERVAL_MS = 1_500;

const find = (selector, root = document) => root.querySelector(selector);
const address = new URLSearchParams(location.search).get('api') ?? find('meta[name="likes-api"]').content;
const base = address.replace(/\/+$/, '');
const storage = makeStorage();
const clock = makeServerClock();
const outbox = makeOutbox({ base, storage, clock });
const api = makeLikesApi({ base, storage, clock, onForgotten: outbox.forgetAccepted });
const titles = new Map(posts.map(({ id, title }) => [id, title]));

const POLLING = 'polling';
/** What is wrong with each post's action, and with polling. */
const problems = new Map();
let hasActed = false;

/** A like that is not taken matters more than an old count. */
function showProblem(of, message) {
  if (message === '') problems.delete(of);
  else problems.set(of, of === POLLING ? message : `${titles.get(of)}: ${message}`);
  const ofPosts = [...problems.keys()].find((it) => it !== POLLING);
  const text = problems.get(ofPosts ?? POLLING) ?? '';
  const box = find('#problem');
  if (box.textContent !== text) box.textContent = text;
  box.hidden = text === '';
  find('#hint').hidden = storage.lasting || !hasActed;
}

const sender = makeSender({
  api,
  outbox,
  clock,
  onWaiting(postId, message, name) {
    const kept = storage.lasting ? 'kept in this browser' : 'kept while this page is open';
    showProblem(postId, `${message}. This ${name} is ${kept}, and the page sends it again.`);
  },
  onEnd: showProblem,
});

function addCard({ id: postId, title, author, text }) {
  const card = find('#post').content.cloneNode(true);
  find('h2', card).textContent = title;
  find('.byline', card).textContent = author;
  find('.text', card).textContent = text;
  find('button span', card).textContent = title;
  const parts = { button: find('button', card), count: find('.count', card), note: find('.note', card) };
  find('#posts').append(card);
  return makeLikeButton({
    outbox,
    clock,
    postId,
    parts,
    onClick(liked) {
      hasActed = true;
      const added = outbox.add(postId, liked);
      showProblem(postId, added ? '' : 'Too many likes wait to be sent. This one was not taken.');
      void sender.send(postId);
    },
    onCounted(liked, count) {
      find('#announcement').textContent = `${title}: ${liked ? 'like' : 'unlike'} counted, ${count} in all`;
    },
  });
}

const buttons = new Map(posts.map((post) => [post.id, addCard(post)]));
outbox.onChange((postId, byOtherTab) => {
  buttons.get(postId)?.refresh();
  if (!byOtherTab) return;
  sender.watch(postId);
  if (!outbox.hasFailed(postId)) showProblem(postId, '');
});

let failures = 0;
let polling = false;
let timer;

async function poll() {
  clearTimeout(timer);
  if (polling || document.hidden) return;
  polling = true;
  let delayMs = POLL_INTERVAL_MS;
  try {
    for (const { postId, ...likes } of await api.readLikes([...buttons.keys()], failures))
      buttons.get(postId)?.show(likes);
    failures = 0;
    showProblem(POLLING, '');
  } catch (error) {
    delayMs = retryDelayMs(++failures, error);
    showProblem(POLLING, `${error.message}. The counts may be old. The page is trying again.`);
  }
  polling = false;
  timer = setTimeout(poll, delayMs);
}

// A hidden tab does not poll, so it costs nothing. It polls again when it is shown.
document.addEventListener('visibilitychange', () => {
  for (const button of buttons.values()) button.refresh();
  void poll();
});
addEventListener('online', () => {
  sender.sendAll('now');
  void poll();
});
addEventListener('pagehide', () => sender.sendAll('leaving'));
sender.sendAll('now');
await poll();
