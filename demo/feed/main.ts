// The feed shows a card with a like button for each post, and says in full what is wrong with any of them.

import '../built/like-button.js';
import type { Likes } from '../likes-client/types.ts';
import { chooseApi } from './choose-api.ts';
import { describeProblem } from './describe-problem.ts';
import { find } from '../find.ts';
import { OWN_FEED, type FeedPage, type Post, readFeed } from './read-feed.ts';

const metaOf = (name: string) => (find(`meta[name="${name}"]`) as HTMLMetaElement).content;
const { api, refused } = chooseApi(
  new URLSearchParams(location.search).get('api'),
  metaOf('likes-api'),
  metaOf('other-likes-apis').split(' '),
);

/** What is wrong with each post's action, by post, and with reading the counts, under the name `stale`. */
const problems = new Map<string, string>();
if (refused !== undefined) problems.set('api', `This page does not send likes to ${refused}.`);
let hasActed = false;

function showProblems(): void {
  // A like that is not taken matters more than an old count.
  const [text = problems.get('stale') ?? ''] = [...problems]
    .filter(([of]) => of !== 'stale')
    .map(([, it]) => it);
  const box = find('#problem');
  if (box.textContent !== text) box.textContent = text;
  box.hidden = text === '';
}

function addCard({ postId, title, author, text, createdAt }: Post): void {
  const card = (find('#post') as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
  find('h2', card).textContent = title;
  find('.author', card).textContent = author;
  const time = find('time', card) as HTMLTimeElement;
  time.dateTime = createdAt;
  time.textContent = new Date(createdAt).toLocaleDateString('en', { day: 'numeric', month: 'long' });
  find('.text', card).textContent = text;
  const button = find('like-button', card);
  button.setAttribute('post-id', postId);
  button.setAttribute('label', title);
  button.setAttribute('api', api);
  button.addEventListener('like-click', () => (hasActed = true));
  button.addEventListener('like-update', (event) => {
    const { problem, lasting } = (event as CustomEvent<Likes>).detail;
    problems.delete(postId);
    problems.delete('stale');
    if (problem?.code === 'stale') problems.set('stale', describeProblem(problem, lasting));
    else if (problem) problems.set(postId, `${title}: ${describeProblem(problem, lasting)}`);
    showProblems();
    find('#hint').hidden = lasting || !hasActed;
  });
  find('#posts').append(card);
}

const older = find('#older') as HTMLButtonElement;
let next: string | undefined;

function show(page: FeedPage): void {
  for (const post of page.posts) addCard(post);
  next = page.next;
  older.hidden = next === undefined;
}

async function showOlder(): Promise<void> {
  older.disabled = true;
  const page = await readFeed(api, next);
  older.disabled = false;
  if (page) show(page);
}

older.addEventListener('click', () => void showOlder());

showProblems();
const first = await readFeed(api);
show(first && first.posts.length > 0 ? first : OWN_FEED);
find('#posts').removeAttribute('aria-busy');
