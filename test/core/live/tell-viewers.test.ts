import { describe, expect, test } from 'vitest';
import type { Connections, PostOutcome, Viewers } from '../../../core/live/ports.ts';
import { encodeSlotMessages } from '../../../core/live/slot-message.ts';
import { tellViewers } from '../../../core/live/tell-viewers.ts';

const AS_OF = '2026-11-26T12:00:00.000Z';
const LATER = '2026-11-26T12:00:01.000Z';

const countOf = (postId: string, count: number, asOf = AS_OF) => ({ postId, count, asOf });

const messageOf = (id: string, slot: number, posts: ReturnType<typeof countOf>[], receives = 1) => ({
  id,
  body: encodeSlotMessages(slot, posts, 10_000)[0] ?? '',
  receives,
});

/** @param watching the connections that watch a post, by `slot#post` */
function makeWorld(
  watching: Readonly<Record<string, readonly string[]>>,
  outcomes: Readonly<Record<string, readonly PostOutcome[]>> = {},
) {
  const frames: [connectionId: string, posts: unknown][] = [];
  const forgotten: [connectionId: string, postIds: readonly string[]][] = [];
  const closed: string[] = [];
  const attempts = new Map<string, number>();
  const viewers: Viewers = {
    async find(slot, postId) {
      if (postId === 'no answer') throw new Error('the table does not answer');
      return watching[`${slot}#${postId}`] ?? [];
    },
    async forget(connectionId, postIds) {
      forgotten.push([connectionId, postIds]);
    },
  };
  const connections: Connections = {
    async post(connectionId, text) {
      const attempt = attempts.get(connectionId) ?? 0;
      attempts.set(connectionId, attempt + 1);
      const outcome = outcomes[connectionId]?.at(Math.min(attempt, outcomes[connectionId].length - 1));
      if (outcome !== undefined && outcome !== 'told') return outcome;
      frames.push([connectionId, (JSON.parse(text) as { posts: unknown }).posts]);
      return 'told';
    },
    async close(connectionId) {
      closed.push(connectionId);
    },
  };
  const tell = (messages: Parameters<typeof tellViewers>[1], remainingMs = 30_000) =>
    tellViewers(
      {
        viewers,
        connections,
        tableLimit: (task) => task(),
        frameLimit: (task) => task(),
        backoffMs: () => 1,
        pause: async () => {},
      },
      messages,
      () => remainingMs,
    );
  return { tell, frames, forgotten, closed };
}

describe('the viewers of a slot', () => {
  test('are told again when the table does not answer, and other slots do not wait for it', async () => {
    const { tell, frames } = makeWorld({ '1#p': ['b'] });
    const batch = await tell([
      messageOf('m0', 0, [countOf('no answer', 1)]),
      messageOf('m1', 1, [countOf('p', 2)]),
    ]);
    expect(batch).toMatchObject({ told: 1, unfinished: ['m0'], failures: [expect.any(Error)] });
    expect(frames).toEqual([['b', [countOf('p', 2)]]]);
  });

  test('that are gone are removed with what they watch', async () => {
    const { tell, forgotten, closed } = makeWorld({ '0#p': ['a', 'b'], '0#q': ['a'] }, { a: ['gone'] });
    const batch = await tell([messageOf('m', 0, [countOf('p', 1), countOf('q', 1)])]);
    expect(batch).toMatchObject({ told: 1, gone: 1, unfinished: [] });
    expect(forgotten).toEqual([['a', ['p', 'q']]]);
    expect(closed).toEqual([]);
  });

  test('that are throttled once are told a moment later', async () => {
    const { tell, frames } = makeWorld({ '0#p': ['a'] }, { a: ['throttled', 'failed', 'told'] });
    const batch = await tell([messageOf('m', 0, [countOf('p', 1)])]);
    expect(batch).toMatchObject({ told: 1, throttled: 1, unfinished: [] });
    expect(frames).toHaveLength(1);
  });

  test('come again when most of them are held up, and no connection is closed for it', async () => {
    const outcomes = { a: ['throttled'], b: ['throttled'], c: ['told'] } as const;
    const { tell, closed } = makeWorld({ '0#p': ['a', 'b', 'c'] }, outcomes);
    const batch = await tell([messageOf('m', 0, [countOf('p', 1)])]);
    expect(batch).toMatchObject({ told: 1, closed: 0, unfinished: ['m'] });
    expect(closed).toEqual([]);
  });

  test('come again when there is no time to wait', async () => {
    const { tell, frames } = makeWorld({ '0#p': ['a'] }, { a: ['throttled', 'told'] });
    expect(await tell([messageOf('m', 0, [countOf('p', 1)])], 5_000)).toMatchObject({ unfinished: ['m'] });
    expect(frames).toEqual([]);
  });

  test('that take nothing while the others do are closed, so that their pages connect again and read', async () => {
    const { tell, closed, forgotten } = makeWorld({ '0#p': ['slow', 'b', 'c'] }, { slow: ['throttled'] });
    const batch = await tell([messageOf('m', 0, [countOf('p', 1)])]);
    expect(batch).toMatchObject({ told: 2, closed: 1, unfinished: [] });
    expect([closed, forgotten]).toEqual([['slow'], [['slow', ['p']]]]);
  });

  test('that take nothing at all are closed in the end', async () => {
    const { tell, closed } = makeWorld({ '0#p': ['slow'] }, { slow: ['failed'] });
    expect(await tell([messageOf('m', 0, [countOf('p', 1)], 3)])).toMatchObject({
      closed: 1,
      unfinished: [],
    });
    expect(closed).toEqual(['slow']);
  });

  test('get one frame with all that they watch, and of each post the newest count', async () => {
    const { tell, frames } = makeWorld({ '0#p': ['a', 'b'], '0#q': ['a'] });
    await tell([
      messageOf('m1', 0, [countOf('p', 5, LATER)]),
      messageOf('m2', 0, [countOf('p', 4), countOf('q', 7), countOf('unwatched', 1)]),
    ]);
    expect(frames).toEqual([
      ['a', [countOf('p', 5, LATER), countOf('q', 7)]],
      ['b', [countOf('p', 5, LATER)]],
    ]);
  });
});

test('a malformed message is passed over, because nobody can be told what it says', async () => {
  const { tell } = makeWorld({});
  expect(await tell([{ id: 'm', body: 'no json', receives: 1 }])).toMatchObject({
    malformed: 1,
    unfinished: [],
  });
});
