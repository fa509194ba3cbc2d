// People who like a post now and then, each from an address of their own. It is measured how long each of their likes takes from its
// 202 until a reader sees it counted.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, openApi } from '../../traffic/api.ts';
import { readCounts } from '../../traffic/counts.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { becomeVisitor, type Client, makeClient } from './client.ts';

/** Each of them likes a post a second. */
export const PEOPLE = 12;
const LIKE_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 100;
/** A like that is not counted within this time after the end is taken to have needed as long as it was waited for. */
const PATIENCE_MS = 60_000;

export interface Person {
  readonly client: Client;
  readonly token: string;
  /** How long each like took until it was counted, in milliseconds, in the order in which they were seen. */
  readonly countedAfterMs: number[];
  /** How long each answer took, in milliseconds. */
  readonly answeredAfterMs: number[];
  /** Likes that were not answered with 202. */
  refused: number;
}

interface Waiting {
  readonly person: Person;
  readonly takenMs: number;
}

export async function makePeople(url: string): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: PEOPLE }, async (_, index): Promise<Person> => {
      const client = makeClient(url, `127.0.1.${index + 1}`, 2);
      const token = await becomeVisitor(client);
      return { client, token, countedAfterMs: [], answeredAfterMs: [], refused: 0 };
    }),
  );
}

/** Likes for so many seconds, and then waits until all likes are counted. Each like is on a post of its own. */
export async function watchPeople(
  url: string,
  people: readonly Person[],
  { seconds, seed, signal, onSecond = () => {} }: WatchOptions,
): Promise<void> {
  const api = openApi({ url });
  const waiting = new Map<string, Waiting>();
  const random = makeSeededRandom(seed);
  const prefix = `people-${Date.now().toString(36)}`;
  const startMs = performance.now();
  const endMs = startMs + 1_000 * seconds;
  let posts = 0;

  async function act(person: Person): Promise<void> {
    await sleep(LIKE_EVERY_MS * random(), undefined, { signal });
    for (let nextMs = performance.now(); performance.now() < endMs; nextMs += LIKE_EVERY_MS) {
      const postId = `${prefix}-${posts++}`;
      const sentMs = performance.now();
      const { status } = await person.client.like(person.token, postId);
      const takenMs = performance.now();
      person.answeredAfterMs.push(takenMs - sentMs);
      if (status === 202) waiting.set(postId, { person, takenMs });
      else person.refused++;
      await sleep(Math.max(0, nextMs + LIKE_EVERY_MS - performance.now()), undefined, { signal });
    }
  }

  const allSent = new AbortController();
  async function look(): Promise<void> {
    const untilMs = endMs + PATIENCE_MS;
    while ((!allSent.signal.aborted || waiting.size > 0) && performance.now() < untilMs) {
      await seeCounted(api, waiting, signal);
      onSecond(Math.min(seconds, Math.floor((performance.now() - startMs) / 1_000)));
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
    for (const like of waiting.values()) record(like);
  }

  try {
    const looking = look();
    await Promise.all([looking, Promise.all(people.map(act)).finally(() => allSent.abort())]);
  } finally {
    await api.close();
  }
}

interface WatchOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onSecond?: (second: number) => void;
}

async function seeCounted(api: Api, waiting: Map<string, Waiting>, signal: AbortSignal): Promise<void> {
  for (const [postId, count] of await readCounts(api, [...waiting.keys()], signal)) {
    const like = waiting.get(postId);
    if (!like || count === 0) continue;
    record(like);
    waiting.delete(postId);
  }
}

const record = ({ person, takenMs }: Waiting) => void person.countedAfterMs.push(performance.now() - takenMs);
