// Counters that were lost and are made again from the ledger, against real servers; then counting goes on.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../../tools/audit/audit.ts';
import { isExact } from '../../../tools/audit/audit-report.ts';
import { isUndisturbed } from '../../../tools/audit/format-report.ts';
import { rebuild } from '../../../tools/audit/rebuild.ts';
import { servers, type TestDynamoDB } from '../../adapters/dynamodb/servers.ts';
import { overtaken } from './overtaken.ts';
import { type Action, type Batch, makeWorld, type World } from './world.ts';

const like = (userId: string, postId = 'p'): Action => ({ userId, op: 'like', postId });
const unlike = (userId: string, postId = 'p'): Action => ({ userId, op: 'unlike', postId });

const counted: Batch[] = [
  { lane: 'a', from: 10, actions: [like('u0'), like('u1'), like('u2', 'q'), like('u3'), unlike('u1')] },
  { lane: 'b', from: 10, actions: [like('u4'), like('u5', 'q'), unlike('u6', 'r')] },
  { lane: 'a', from: 20, actions: [like('u1'), unlike('u2', 'q'), like('u0', 'q')] },
];
const further: Batch[] = [
  { lane: 'a', from: 40, actions: [unlike('u0'), like('u7'), like('u2', 'q')] },
  { lane: 'b', from: 40, actions: [unlike('u4'), like('u6', 'r')] },
  // A child of lane a, with its people.
  { lane: 'c', from: 5, actions: [unlike('u1'), like('u0'), unlike('u7')] },
];
const AFTER_COUNTED = { p: 4, q: 2, r: 0 };
const AFTER_FURTHER = { p: 2, q: 3, r: 1 };

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let world: World;
  const countAll = async (batches: readonly Batch[]) => {
    for (const batch of batches) await world.count(batch);
  };

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    world = await makeWorld(server.client);
    await countAll(counted);
  });

  test('counters made from the ledger are what they were, and counting goes on exactly', async () => {
    expect(await world.counts()).toEqual(AFTER_COUNTED);
    await world.wipeCounters();
    const report = await rebuild(world);
    expect(report).toMatchObject({ created: 3, thereAlready: 0, leftAlone: 0 });
    expect(isUndisturbed(report)).toBe(true);
    expect(await world.counts()).toEqual(AFTER_COUNTED);
    await countAll([...counted, ...further, ...counted]);
    expect(await world.counts()).toEqual(AFTER_FURTHER);
    expect(isExact(await audit(world))).toBe(true);
  });

  test('doing it again changes nothing, not even after likes have been counted', async () => {
    await world.wipeCounters();
    await rebuild(world);
    expect(await rebuild(world)).toMatchObject({ created: 0, thereAlready: 3, leftAlone: 0 });
    await countAll(further);
    expect(await rebuild(world)).toMatchObject({ created: 0, thereAlready: 3, leftAlone: 0 });
    expect(await world.counts()).toEqual(AFTER_FURTHER);
  });

  test('a counter that is there and is not what the ledger says is left to the audit', async () => {
    await world.wipeCounters();
    await world.count({ lane: 'a', from: 60, actions: [like('u9')] });
    const report = await rebuild(world);
    expect(report).toMatchObject({ created: 2, leftAlone: 1 });
    expect(report.audit.drifting.listed).toMatchObject([{ postId: 'p', counter: 1 }]);
    expect(isUndisturbed(report)).toBe(false);
  });

  test('a batch whose versions were all written, and that was not committed, is counted once', async () => {
    const inFlight: Batch = { lane: 'b', from: 60, actions: [like('u8'), unlike('u4')] };
    await world.crash(inFlight, 2);
    await world.wipeCounters();
    await rebuild(world);
    expect(await world.counts()).toEqual({ ...AFTER_COUNTED, p: 4 });
    await countAll([inFlight]);
    expect(await world.counts()).toEqual({ ...AFTER_COUNTED, p: 4 });
    expect(isExact(await audit(world))).toBe(true);
  });

  test('a batch that was written by half comes again, and the audit adds what it lacks', async () => {
    const inFlight: Batch = { lane: 'b', from: 60, actions: [like('u8'), like('u9')] };
    await world.crash(inFlight, 1);
    await world.wipeCounters();
    await rebuild(world);
    await countAll([inFlight]);
    const report = await audit(world, { repair: true });
    expect(report.corrected.listed).toEqual([{ postId: 'p', corrected: 1 }]);
    expect(await world.counts()).toEqual({ ...AFTER_COUNTED, p: 6 });
  });

  test('an auditor who measured before the loss does not correct what was made after it', async () => {
    await world.damage('p', 2);
    const auditor = overtaken(world, async () => {
      await world.wipeCounters();
      await rebuild(world);
    });
    expect(isExact(await audit(auditor, { repair: true }))).toBe(true);
    expect(await world.counts()).toEqual(AFTER_COUNTED);
  });

  test('tables of different moments are exact again after the stream was read once more and a repair', async () => {
    await world.wipeCounters();
    await countAll(further.slice(0, 1));
    await world.wipeLedger();
    await countAll([...counted, ...further]);
    await audit(world, { repair: true });
    expect(await world.counts()).toEqual(AFTER_FURTHER);
    expect(isExact(await audit(world))).toBe(true);
  });

  test('whoever counts meanwhile is told on', async () => {
    await world.wipeCounters();
    const inFlight: Batch = { lane: 'b', from: 80, actions: [like('u9')] };
    const report = await rebuild(
      overtaken(world, () => world.crash(inFlight, 1), 2),
      { segments: 1 },
    );
    expect(report.audit.waiting.posts).toBe(1);
    expect(isUndisturbed(report)).toBe(false);
  });
});
