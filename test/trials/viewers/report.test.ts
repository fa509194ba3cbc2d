import { expect, test } from 'vitest';
import { planOf } from '../../../planner/make-plan.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { type AudienceFigures, judgeSight, type PartFigures } from '../../../trials/viewers/figures.ts';
import { readOriginUse } from '../../../trials/viewers/origin-use.ts';
import { priceOfReads, priceOfUpdates } from '../../../trials/viewers/prices.ts';
import { findFaults, formatTable } from '../../../trials/viewers/report.ts';

const { capacity } = planOf(socialMedia);

const PART: PartFigures = {
  likes: 20,
  delay: { p50: 800, p99: 1_900, p999: 2_000 },
  lookers: 2_000,
  wrong: 0,
  messages: 30_000,
  changes: 40_000,
  reconnects: 0,
  seconds: 20,
  messagesSent: 30_000,
};

const figuresWith = (other: Partial<AudienceFigures> = {}): AudienceFigures => ({
  viewers: 2_000,
  onePost: PART,
  page: PART,
  broadcast: { invocations: 500, busySeconds: 100 },
  polling: { ...PART, reads: 16_000, originReads: 20 },
  memoryBytes: 500e6,
  ...other,
});

test.each<[string, Partial<AudienceFigures>, string]>([
  [
    'a viewer',
    { onePost: { ...PART, wrong: 1 } },
    '1 of 2000 viewers of one post did not end with exact counts',
  ],
  ['a page', { page: { ...PART, wrong: 2 } }, '2 of 2000 viewers of a page did not end with exact counts'],
  [
    'a poller',
    { polling: { ...PART, wrong: 3, reads: 9, originReads: 9 } },
    '3 of 2000 pollers did not end with exact counts',
  ],
])('%s that ends with a wrong count is a fault', (_, wrong, fault) => {
  expect(findFaults([figuresWith(), figuresWith(wrong)])).toEqual([fault]);
});

test('an audience that saw nothing is a fault, and so is a cache that asks more than twice a second', () => {
  const blind = { ...PART, delay: undefined };
  expect(findFaults([figuresWith({ onePost: blind })])).toEqual(['viewers of one post saw no like']);
  const asking = { ...PART, reads: 16_000, originReads: 41 };
  expect(findFaults([figuresWith({ polling: asking })])).toEqual([
    '2000 pollers made the edge ask the API 2.05 times a second for one page',
  ]);
  expect(findFaults([figuresWith({ polling: { ...asking, originReads: 40 } })])).toEqual([]);
});

test('the table has a column for each audience', () => {
  const lines = formatTable([figuresWith({ viewers: 1 }), figuresWith()], capacity, 10).split('\n');
  expect(lines[0]).toBe('| viewers, or pollers | 1 | 2,000 |');
  expect(lines).toEqual(
    expect.arrayContaining([
      '| one post: 202 to screen, p50 / p99, s | 0.80 / 1.90 | 0.80 / 1.90 |',
      '| one post: messages per visible change | 0.75 | 0.75 |',
      '| page of 10 posts: calls of @connections a second | 1,500.0 | 1,500.0 |',
      '| pollers: reads of the API a second | 1.00 | 1.00 |',
      '| viewers with exact counts | 2,000 of 2,000 | 2,000 of 2,000 |',
    ]),
  );
});

test('what is seen is summed over all who look', () => {
  const likes = [{ postId: 'p', nth: 1, takenMs: 0 }];
  const sights = [[{ postId: 'p', count: 1, atMs: 100 }], [{ postId: 'p', count: 1, atMs: 100 }], []];
  expect(judgeSight(likes, { sights, messages: 4, wrong: 1, reconnects: 2 })).toMatchObject({
    likes: 1,
    delay: { p50: expect.closeTo(100, 0) },
    lookers: 3,
    wrong: 1,
    messages: 4,
    changes: 2,
    reconnects: 2,
  });
});

test('what passes the edge is no read', () => {
  const answered = { hit: 90, stale: 5, miss: 2, refresh: 2, collapsed: 1, passed: 7 };
  expect(readOriginUse([{ path: '/v1/*', requests: 107, answered, originRequests: 11 }])).toEqual({
    reads: 100,
    originReads: 4,
  });
});

test('a message costs what API Gateway takes and its part of broadcast; a read its part of the misses', () => {
  const idle = { invocations: 0, busySeconds: 0 };
  expect(priceOfUpdates(figuresWith({ broadcast: idle }), capacity).measured).toBeCloseTo(1);
  const { measured, planned } = priceOfUpdates(figuresWith(), capacity);
  expect(measured).toBeGreaterThan(1);
  expect(planned).toBeGreaterThan(1);
  const reads = (originReads: number) =>
    priceOfReads(figuresWith({ polling: { ...PART, reads: 16_000, originReads } }), capacity, 10).measured;
  expect(reads(16_000)).toBeGreaterThan(reads(20));
  // All that the plan takes to miss: two reads a second of 800.
  const { measured: asPlanned, planned: ofPlan } = priceOfReads(
    figuresWith({ polling: { ...PART, reads: 16_000, originReads: (16_000 * 2) / 802 } }),
    capacity,
    10,
  );
  expect(asPlanned).toBeCloseTo(ofPlan);
});
