// The page shows a card with a like button for each post, and says in full what is wrong with any of them.

import './built/like-button.js';
import { describeProblem } from './describe-problem.js';
import { posts } from './posts.js';

const find = (selector, root = document) => root.querySelector(selector);
const api = new URLSearchParams(location.search).get('api') ?? find('meta[name="likes-api"]').content;

/** What is wrong with each post's action, by post, and with reading the counts, under the name `stale`. */
const problems = new Map();
let hasActed = false;

function showProblems() {
  // A like that is not taken matters more than an old count.
  const [text = problems.get('stale') ?? ''] = [...problems]
    .filter(([of]) => of !== 'stale')
    .map(([, it]) => it);
  const box = find('#problem');
  if (box.textContent !== text) box.textContent = text;
  box.hidden = text === '';
}

function addCard({ id, title, author, text }) {
  const card = find('#post').content.cloneNode(true);
  find('h2', card).textContent = title;
  find('.byline', card).textContent = author;
  find('.text', card).textContent = text;
  const button = find('like-button', card);
  button.setAttribute('post-id', id);
  button.setAttribute('label', title);
  button.setAttribute('api', api);
  button.addEventListener('like-click', () => (hasActed = true));
  button.addEventListener('like-update', ({ detail: { problem, lasting } }) => {
    problems.delete(id);
    problems.delete('stale');
    if (problem?.code === 'stale') problems.set('stale', describeProblem(problem));
    else if (problem) problems.set(id, `${title}: ${describeProblem(problem, lasting)}`);
    showProblems();
    find('#hint').hidden = lasting || !hasActed;
  });
  find('#posts').append(card);
}

posts.forEach(addCard);
