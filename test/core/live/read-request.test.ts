import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_WATCHED_POSTS, readRequest } from '../../../core/live/read-request.ts';

const describePostId = (postId: string) => (postId === '' ? 'must not be empty' : undefined);
const read = (frame: unknown) => readRequest(JSON.stringify(frame), describePostId);
const manyPosts = (length: number) => Array.from({ length }, (_, index) => `p${index}`);

describe('a request of a viewer', () => {
  test.each([
    ['is no object', '7', 'A frame must be a JSON object.'],
    ['is no JSON', '{', 'A frame must be a JSON object.'],
    ['is null', 'null', 'A frame must be a JSON object.'],
    ['is a list', '[]', 'action: must be subscribe, unsubscribe or ping'],
    ['has no action', '{}', 'action: must be subscribe, unsubscribe or ping'],
    ['has another action', '{"action":"shout"}', 'action: must be subscribe, unsubscribe or ping'],
    ['has no posts', '{"action":"subscribe"}', 'posts: must be a list with at least one post'],
    [
      'has an empty list',
      '{"action":"unsubscribe","posts":[]}',
      'posts: must be a list with at least one post',
    ],
    ['names a number', '{"action":"subscribe","posts":["p",7]}', 'posts[1]: must be a string'],
    ['names no post', '{"action":"subscribe","posts":["p",""]}', 'posts[1]: must not be empty'],
  ])('that %s is malformed, and the answer says how', (_, text, detail) => {
    expect(readRequest(text, describePostId)).toEqual({ ok: false, detail });
  });

  test('may name 50 posts and no more', () => {
    const posts = manyPosts(MAX_WATCHED_POSTS);
    expect(read({ action: 'subscribe', posts })).toEqual({
      ok: true,
      request: { action: 'subscribe', posts },
    });
    expect(read({ action: 'subscribe', posts: [...posts, 'one more'] })).toEqual({
      ok: false,
      detail: 'posts: must name at most 50 posts',
    });
  });

  test('names a post once, however often it stands there', () => {
    expect(read({ action: 'unsubscribe', posts: ['p', 'q', 'p'] })).toMatchObject({
      request: { posts: ['p', 'q'] },
    });
  });

  test('to ping needs nothing else', () => {
    expect(read({ action: 'ping' })).toEqual({ ok: true, request: { action: 'ping' } });
  });

  test('is read without an exception, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readRequest(text, describePostId)).not.toThrow();
      }),
    );
  });
});
