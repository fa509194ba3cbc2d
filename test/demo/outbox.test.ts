// What the page keeps of a person's actions, without a browser.

import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { eventIdTimeMs } from '../../core/likes/event-id.ts';

interface Action {
  readonly id: string;
  readonly liked: boolean;
  readonly acceptedMs?: number;
}
interface Storage {
  readonly lasting: boolean;
  read(key: string): string | null;
  write(key: string, value: string | null): void;
  keys(): string[];
}
interface Outbox {
  read(postId: string): Action | undefined;
  waiting(): string[];
  add(postId: string, liked: boolean): boolean;
  renew(postId: string, action: Action): Action;
  accept(postId: string, action: Action, dateMs: number): void;
  remove(postId: string, action: Action): void;
}
/** The browser's storage, as far as the page uses it. A property is a stored value. */
interface Area {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const demo = (name: string) =>
  import(join(import.meta.dirname, '..', '..', 'demo', name)) as Promise<unknown>;
const { makeStorage } = (await demo('storage.js')) as { makeStorage: (open: () => Area) => Storage };
const { makeOutbox } = (await demo('outbox.js')) as {
  makeOutbox: (options: {
    base: string;
    storage: Storage;
    clock: { now: () => number; learnt: boolean };
  }) => Outbox;
};

let isFull: boolean;
let area: Area;
let clock: { nowMs: number; learnt: boolean; now: () => number };

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => {});
  isFull = false;
  area = makeArea();
  clock = { nowMs: Date.now(), learnt: true, now: () => clock.nowMs };
});

/** Keeps values as own enumerable properties, as the browser's storage does. */
function makeArea(): Area {
  const values: Record<string, string> = {};
  const methods: Area = {
    getItem: (key) => values[key] ?? null,
    setItem: (key, value) => {
      if (isFull) throw new Error('QuotaExceededError');
      values[key] = value;
    },
    removeItem: (key) => void delete values[key],
  };
  return new Proxy(methods, {
    ownKeys: () => Object.keys(values),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

const openPage = () => {
  const storage = makeStorage(() => area);
  return { storage, outbox: makeOutbox({ base: '', storage, clock }) };
};

function add(outbox: Outbox, postId: string, liked: boolean): Action {
  expect(outbox.add(postId, liked)).toBe(true);
  const action = outbox.read(postId);
  if (action === undefined) throw new Error('the action is not there');
  return action;
}

test('at most 50 actions wait, and a newer action on one of their posts is still taken', () => {
  const { outbox } = openPage();
  for (let post = 0; post < 50; post++) add(outbox, `post ${post}`, true);
  expect(outbox.add('one more', true)).toBe(false);
  expect(outbox.read('one more')).toBeUndefined();
  add(outbox, 'post 7', false);
  expect(outbox.waiting()).toHaveLength(50);
  const accepted = outbox.read('post 8');
  if (accepted) outbox.accept('post 8', accepted, clock.nowMs);
  expect(outbox.add('one more', true)).toBe(true);
});

test('the next page finds what waits, and makes greater ids although the clock was set back', () => {
  const first = add(openPage().outbox, 'post', true);
  clock.nowMs -= 60 * 60 * 1_000;
  clock.learnt = false;
  const { outbox } = openPage();
  expect(outbox.read('post')).toEqual(first);
  outbox.accept('post', first, Number.NaN);
  outbox.remove('post', first);
  expect(add(openPage().outbox, 'post', false).id > first.id).toBe(true);
});

test('an id that was far ahead, and so never taken, does not make later ids far ahead', () => {
  const { outbox } = openPage();
  clock.learnt = false;
  clock.nowMs += 60 * 60 * 1_000;
  const ahead = add(outbox, 'post', true);
  clock.learnt = true;
  clock.nowMs -= 60 * 60 * 1_000;
  expect(eventIdTimeMs(outbox.renew('post', ahead).id)).toBe(clock.nowMs);
  clock.nowMs += 1;
  expect(eventIdTimeMs(add(outbox, 'post', false).id)).toBe(clock.nowMs);
});

test('an answer to an older action leaves the newer one on the post alone', () => {
  const { outbox } = openPage();
  const older = add(outbox, 'post', true);
  const newer = add(outbox, 'post', false);
  outbox.accept('post', older, clock.nowMs);
  outbox.remove('post', older);
  expect(outbox.read('post')).toEqual(newer);
  expect(newer.id > older.id).toBe(true);
});

test('what another program left under our keys is no action', () => {
  for (const text of ['', 'null', '{', '[]', '{"id":"x"}', '7']) {
    area.setItem('likes-action  post', text);
    expect(openPage().outbox.read('post')).toBeUndefined();
    expect(openPage().outbox.waiting()).toEqual([]);
  }
});

test('when the storage becomes full, the newest action counts, also for the next page', () => {
  const { storage, outbox } = openPage();
  add(outbox, 'post', true);
  expect(storage.lasting).toBe(true);
  isFull = true;
  const newest = add(outbox, 'post', false);
  expect(storage.lasting).toBe(false);
  expect(outbox.read('post')).toEqual(newest);
  expect(openPage().outbox.read('post')).toBeUndefined();
});
