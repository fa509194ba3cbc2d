// What the page keeps of a person's actions, without a browser.

import { beforeEach, expect, test } from 'vitest';
import { eventIdTimeMs } from '../../core/likes/event-id.ts';
import { type Action, makeOutbox, type Outbox } from '../../demo/likes-client/outbox.ts';
import { makeStorage, type StorageArea } from '../../demo/likes-client/storage.ts';

let isFull: boolean;
let area: StorageArea;
let clock: { nowMs: number; learnt: boolean; now: () => number };

beforeEach(() => {
  isFull = false;
  area = makeArea();
  clock = { nowMs: Date.now(), learnt: true, now: () => clock.nowMs };
});

/** Keeps values as own enumerable properties, as the browser's storage does. */
function makeArea(): StorageArea {
  const values: Record<string, string> = {};
  const methods: StorageArea = {
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
  return { storage, outbox: makeOutbox({ base: '', storage, clock, onChange: () => {} }) };
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
  if (accepted) outbox.accept('post 8', accepted.id, clock.nowMs);
  expect(outbox.add('one more', true)).toBe(true);
});

test('the next page finds what waits, and makes greater ids although the clock was set back', () => {
  const first = add(openPage().outbox, 'post', true);
  clock.nowMs -= 60 * 60 * 1_000;
  clock.learnt = false;
  const { outbox } = openPage();
  expect(outbox.read('post')).toEqual(first);
  outbox.accept('post', first.id, Number.NaN);
  outbox.update('post', first.id);
  expect(add(openPage().outbox, 'post', false).id > first.id).toBe(true);
});

test('an id that was far ahead, and so never taken, does not make later ids far ahead', () => {
  const { outbox } = openPage();
  clock.learnt = false;
  clock.nowMs += 60 * 60 * 1_000;
  const ahead = add(outbox, 'post', true);
  clock.learnt = true;
  clock.nowMs -= 60 * 60 * 1_000;
  expect(eventIdTimeMs(outbox.renew('post', ahead.id)?.id ?? '')).toBe(clock.nowMs);
  clock.nowMs += 1;
  expect(eventIdTimeMs(add(outbox, 'post', false).id)).toBe(clock.nowMs);
});

test('an answer to an older action leaves the newer one on the post alone', () => {
  const { outbox } = openPage();
  const older = add(outbox, 'post', true);
  const newer = add(outbox, 'post', false);
  outbox.accept('post', older.id, clock.nowMs);
  outbox.update('post', older.id);
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
