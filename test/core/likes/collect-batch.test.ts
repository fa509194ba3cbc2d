import { expect, test } from 'vitest';
import { collectBatch } from '../../../core/likes/collect-batch.ts';
import type { StreamRecord } from '../../../core/stream/stream-record.ts';
import type { LikeEvent, LikeOp } from '../../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { bytesOf } from '../../../trials/fuzz/arbitraries.ts';

let lastId = 0;

function event(userId: string, postId: string, op: LikeOp = 'like'): LikeEvent {
  return { v: 1, id: `0190163d-8694-7000-8000-${String(++lastId).padStart(12, '0')}`, postId, userId, op };
}

function record(sequenceNumber: string, ...events: LikeEvent[]): StreamRecord {
  return { sequenceNumber, partitionKey: events[0]?.userId ?? '', data: bytesOf(encodeLikeRecord(events)) };
}

test('a batch is sorted by post, and each person’s events stay in lane order', () => {
  const [first, second, third, fourth] = [
    event('ann', 'p'),
    event('bob', 'q'),
    event('ann', 'p', 'unlike'),
    event('bob', 'p'),
  ];
  const { posts, setAside } = collectBatch([
    record('9', first),
    record('10', second),
    record('11', third),
    record('12', fourth),
  ]);
  expect(setAside).toEqual([]);
  expect(posts).toEqual([
    {
      postId: 'p',
      first: toPosition('9'),
      last: toPosition('12'),
      firstSequenceNumber: '9',
      users: new Map([
        [
          'ann',
          [
            { position: toPosition('9'), stamp: `${first.id}+` },
            { position: toPosition('11'), stamp: `${third.id}-` },
          ],
        ],
        ['bob', [{ position: toPosition('12'), stamp: `${fourth.id}+` }]],
      ]),
    },
    {
      postId: 'q',
      first: toPosition('10'),
      last: toPosition('10'),
      firstSequenceNumber: '10',
      users: new Map([['bob', [{ position: toPosition('10'), stamp: `${second.id}+` }]]]),
    },
  ]);
});

test('a malformed record is set aside and changes nothing for the others', () => {
  const noJson = { sequenceNumber: '2', partitionKey: 'x', data: bytesOf('no json') };
  const around = [record('1', event('ann', 'p')), record('3', event('bob', 'p'))] as const;
  const { posts, setAside } = collectBatch([around[0], noJson, around[1]]);
  expect(setAside).toEqual([{ record: noJson, problem: 'not-json' }]);
  expect(posts).toEqual(collectBatch(around).posts);
});

test('a post may have the name of a property that every object inherits', () => {
  const { posts } = collectBatch([
    record('1', event('__proto__', 'constructor'), event('__proto__', '__proto__')),
  ]);
  expect(posts.map(({ postId }) => postId)).toEqual(['constructor', '__proto__']);
});
