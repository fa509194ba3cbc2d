// The React hook, through the package's entry and with the two functions of React that it uses.

import type { Likes, LikesClient } from 'likes-counter/likes-client';
import { makeUseLikes, type ReactHooks } from 'likes-counter/use-likes';
import { expect, test, vi } from 'vitest';

const LIKES: Likes = {
  count: 3,
  asOf: '2026-11-24T00:00:00.000Z',
  liked: false,
  status: 'idle',
  problem: undefined,
  lasting: true,
};

/** Does what React does for one component: it keeps callbacks whose dependencies are the same, and renders when told. */
function makeReact(onServer = false) {
  const kept: { callback: unknown; dependencies: readonly unknown[] }[] = [];
  let ends: (() => void) | undefined;
  let subscribed: unknown;
  let at = 0;
  const react: ReactHooks = {
    useCallback(callback, dependencies) {
      const before = kept[at];
      const isSame = before?.dependencies.every((each, index) => Object.is(each, dependencies[index]));
      if (!isSame) kept[at] = { callback, dependencies };
      return kept[at++]?.callback as typeof callback;
    },
    useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot) {
      if (onServer) return getServerSnapshot();
      expect(getSnapshot()).toBe(getSnapshot());
      if (subscribed !== subscribe) {
        ends?.();
        ends = subscribe(() => {});
        subscribed = subscribe;
      }
      return getSnapshot();
    },
  };
  return { react, render: <T>(component: () => T) => ((at = 0), component()) };
}

function makeClient() {
  const subscribed: string[] = [];
  const ended: string[] = [];
  const acted: [string, boolean][] = [];
  const client: LikesClient = {
    read: () => LIKES,
    subscribe: (postId) => {
      subscribed.push(postId);
      return () => void ended.push(postId);
    },
    setLiked: (postId, liked) => void acted.push([postId, liked]),
  };
  return { client, subscribed, ended, acted };
}

test('on a server it shows nothing yet and makes no client', () => {
  const clientOf = vi.fn<() => LikesClient>();
  const { react, render } = makeReact(true);
  const useLikes = makeUseLikes(react, clientOf);
  const [likes] = render(() => useLikes('a'));
  expect(likes).toMatchObject({ count: undefined, liked: false, status: 'idle' });
  expect(clientOf).not.toHaveBeenCalled();
});

test('it subscribes once for each post, whatever else is rendered, and passes actions on', () => {
  const { client, subscribed, ended, acted } = makeClient();
  const { react, render } = makeReact();
  const useLikes = makeUseLikes(react, () => client);
  const [likes, setLiked] = render(() => useLikes('a'));
  expect(likes).toBe(LIKES);
  expect(render(() => useLikes('a'))[1]).toBe(setLiked);
  expect(subscribed).toEqual(['a']);
  setLiked(true);
  expect(acted).toEqual([['a', true]]);
  render(() => useLikes('b'))[1](false);
  expect([subscribed, ended]).toEqual([['a', 'b'], ['a']]);
  expect(acted.at(-1)).toEqual(['b', false]);
});
