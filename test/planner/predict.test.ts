import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePlan, planOf } from '../../planner/make-plan.ts';
import { type Load, predict } from '../../planner/predict.ts';
import { explainPredictions } from '../../planner/prediction/explain.ts';
import { broadcast } from '../../scenarios/broadcast.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const queueing = planOf(socialMedia);
const refusing = planOf({ ...socialMedia, policies: { ...socialMedia.policies, bursts: 'refuse' } });
const seconds = (...parts: readonly (readonly [likes: number, seconds: number])[]) =>
  parts.flatMap(([likes, length]) => Array.from({ length }, () => likes));
const load = (arrivalsPerSecond: readonly number[], more: Partial<Load> = {}): Load => ({
  arrivalsPerSecond,
  scale: 1,
  hotShare: 0.5,
  environment: {},
  ...more,
});
const total = (likes: readonly number[]) => likes.reduce((sum, each) => sum + each, 0);
const burst = seconds([500, 30], [6_000, 30], [500, 60]);

describe('without a queue', () => {
  test('what the shards do not take at the second try is refused, after what they had saved', () => {
    // 4 shards take 4,000/s and have saved a second's worth. The last second tries come up to a second after the burst.
    const { accepted, refused, queued, queuePeakMessages, drainSeconds } = predict(refusing, load(burst));
    const beyond = 30 * 2_000 - 4_000;
    expect(refused).toBeLessThan(beyond);
    expect(refused).toBeGreaterThan(beyond - 4_000);
    expect(accepted + refused).toBeCloseTo(total(burst));
    expect([queued, queuePeakMessages, drainSeconds]).toEqual([0, 0, 0]);
  });

  test('a like that is refused was throttled twice, and one that was tried again took longer', () => {
    const { refused, shardThrottles, latencyP99Ms } = predict(refusing, load(burst));
    expect(shardThrottles).toBeGreaterThan(2 * refused);
    const calm = predict(refusing, load(seconds([500, 60]))).latencyP99Ms;
    expect(latencyP99Ms - calm).toBeGreaterThan(400);
  });

  test('more likes are never refused less', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (likes, times) => {
          const less = predict(refusing, load(likes)).refused;
          const more = predict(refusing, load(likes.map((each) => each * times))).refused;
          expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-9) - 1e-3);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('with a queue', () => {
  test('the steady rate needs it not at all', () => {
    expect(predict(queueing, load(seconds([500, 60])))).toMatchObject({
      queued: 0,
      shardThrottles: 0,
      refused: 0,
    });
  });

  test('a burst waits in it and drains, and nothing is refused', () => {
    const predicted = predict(queueing, load(burst));
    expect(predicted.accepted).toBeCloseTo(total(burst));
    expect(predicted.refused).toBe(0);
    // 2,000/s are too many for 30 s, less the second that was saved.
    expect(predicted.queuePeakMessages).toBeGreaterThan(50_000);
    expect(predicted.queuePeakMessages).toBeLessThan(65_000);
    // 2,000/s drain, and the last messages wait for some seconds more.
    expect(predicted.drainSeconds).toBeGreaterThan(25);
    expect(predicted.drainSeconds).toBeLessThan(40);
    // When some 60,000 likes wait, the count is behind by as many.
    expect(predicted.freshnessP99Seconds).toBeGreaterThan(20);
    expect(predicted.freshnessP99Seconds).toBeLessThan(30);
  });

  test('what is queued is what the shards throttle, and what drains is throttled besides', () => {
    const { queued, shardThrottles } = predict(queueing, load(burst));
    expect(queued).toBeGreaterThan(50_000);
    expect(shardThrottles).toBeGreaterThanOrEqual(queued);
  });

  test('a load that never ends above the stream never drains within the run', () => {
    const always = predict(queueing, load(seconds([5_000, 120])));
    expect(always.queuePeakMessages).toBeGreaterThan(100_000);
  });
});

test('every like is accepted or refused, tails are not below medians, and nothing is negative', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(queueing, refusing),
      fc.array(fc.double({ min: 0, max: 12_000, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(1, 0.1, 0.01),
      (plan, likes, hotShare, scale) => {
        const it = predict(plan, load(likes, { hotShare, scale }));
        expect(it.accepted + it.refused).toBeCloseTo(total(likes) * scale, 3);
        expect(it.latencyP99Ms).toBeGreaterThanOrEqual(it.latencyP50Ms);
        expect(it.latencyP999Ms).toBeGreaterThanOrEqual(it.latencyP99Ms);
        expect(it.freshnessP99Seconds).toBeGreaterThanOrEqual(it.freshnessP50Seconds);
        for (const { predicted } of explainPredictions(it)) {
          expect(predicted).toBeGreaterThanOrEqual(0);
          expect(predicted).toBeLessThan(Number.POSITIVE_INFINITY);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a scale divides the likes and the limits', () => {
  const [full, scaled] = [1, 0.01].map((scale) => predict(refusing, load(burst, { scale })));
  expect(scaled!.accepted / full!.accepted).toBeCloseTo(0.01, 3);
  expect(scaled!.refused / full!.refused).toBeCloseTo(0.01, 3);
});

describe('counters and tables', () => {
  test('a hot post shares its counter writes, and the long tail does not', () => {
    const at = (hotShare: number) => predict(queueing, load(seconds([2_000, 20]), { hotShare }));
    expect(at(1).likesPerCounterWrite).toBeGreaterThan(100);
    expect(at(0).likesPerCounterWrite).toBeCloseTo(1);
    expect(at(0).counterUnitsPerLike).toBeCloseTo(1);
  });

  test('posts that are few share their writes too', () => {
    const few = predict(queueing, load(seconds([2_000, 20]), { hotShare: 0, tailPosts: 10 }));
    expect(few.likesPerCounterWrite).toBeGreaterThan(10);
  });

  test('lanes write a hot post too seldom to be throttled', () => {
    expect(predict(queueing, load(seconds([2_000, 60]), { hotShare: 0.8 })).counterThrottles).toBe(0);
  });

  test('a provisioned table throttles what is beyond its least and its credit', () => {
    const { tableThrottles } = predict(planOf(broadcast), load(seconds([4_000, 1_200]), { hotShare: 0.9 }));
    // 2,750/s are provisioned, and 300 s of them saved: 4,000 - 2,750 = 1,250/s wait for auto scaling.
    expect(tableThrottles).toBeGreaterThan(0);
    expect(predict(planOf(broadcast), load(seconds([4_000, 300]), { hotShare: 0.9 })).tableThrottles).toBe(0);
  });
});

test('a busy processor and a slow machine show in the latency', () => {
  const at = (cpuMsPerLike: number, baseLatencyMs: number) =>
    predict(
      queueing,
      load(seconds([500, 60]), { scale: 0.1, environment: { cpuMsPerLike, baseLatencyMs, cores: 1 } }),
    );
  expect(at(1, 5).latencyP50Ms).toBeCloseTo(5, 0);
  expect(at(18, 5).latencyP99Ms).toBeGreaterThan(at(1, 5).latencyP99Ms + 50);
});

test('a rig is predicted from its own capacity', () => {
  const small = makePlan({ name: 'one-shard', scenario: socialMedia, overrides: { stream: { shards: 1 } } });
  expect(predict(small, load(burst)).queued).toBeGreaterThan(predict(queueing, load(burst)).queued);
});

test('each prediction has a unit and a formula', () => {
  for (const { unit, formula } of queueing.predictions) expect([unit, formula]).not.toContain('');
  expect(queueing.predictions).toHaveLength(16);
});
