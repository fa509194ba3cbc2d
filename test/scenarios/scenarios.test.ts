import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { makePlan } from '../../planner/make-plan.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';

const names = [...scenarioNames, ...rigNames];

describe.each(names)('scenario or rig %s', (name) => {
  const rig = findRig(name);
  if (!rig) throw new Error(`no scenario ${name}`);
  const { workload } = rig.scenario;
  const { stream, eventSourceMapping, throttling } = makePlan(rig).capacity;

  test('has shards for its peak, by records and by bytes', () => {
    // 1,000 records/s and 1 MB/s a shard. source: Kinesis guide, service sizes and limits
    expect(stream.shards * 1_000).toBeGreaterThanOrEqual(workload.peakEventsPerSecond);
    expect(stream.shards * 1_000_000).toBeGreaterThanOrEqual(
      workload.peakEventsPerSecond * workload.eventBytes,
    );
  });

  test('lets its peak through the HTTP API, within the quota of an account', () => {
    // 10,000 requests/s, burst 5,000. source: API Gateway limits
    expect(throttling.requestsPerSecond).toBeGreaterThan(workload.peakEventsPerSecond);
    expect(throttling.requestsPerSecond).toBeLessThanOrEqual(10_000);
    expect(throttling.burstRequests).toBeLessThanOrEqual(5_000);
  });

  test('collects a batch in less than the freshness it wants', () => {
    expect(eventSourceMapping.batchWindowSeconds).toBeLessThan(workload.freshnessSeconds);
  });

  test('takes records to the last resort hours before the stream forgets them', () => {
    const roomSeconds = stream.retentionHours * 3_600 - eventSourceMapping.recordAgeSeconds;
    expect(roomSeconds).toBeGreaterThanOrEqual(4 * 3_600);
    expect(eventSourceMapping.recordAgeSeconds).toBeLessThanOrEqual(604_800);
  });

  test('keeps events over a weekend in which counting fails', () => {
    expect(stream.retentionHours).toBeGreaterThanOrEqual(72);
  });
});

describe('scenarios and rigs', () => {
  // Otherwise scenario a in stage b-c and scenario a-b in stage c would be the same stack.
  test('none has a name that is the start of another', () => {
    const clashes = names.flatMap((name) => names.filter((it) => it.startsWith(`${name}-`)));
    expect(clashes).toEqual([]);
  });

  test('no two have the same name', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  test('a file lies in rigs/ exactly if it is a rig', async () => {
    const inRigs = await readdir(new URL('../../scenarios/rigs', import.meta.url));
    expect(inRigs.sort()).toEqual(rigNames.map((name) => `${name}.ts`).sort());
  });

  test('an unknown name is neither', () => {
    expect(findRig('social-medai')).toBeUndefined();
  });
});
