// The audit of really counted posts, against real servers.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../../tools/audit/audit.ts';
import { isExact } from '../../../tools/audit/audit-report.ts';
import { servers, type TestDynamoDB } from '../../adapters/dynamodb/servers.ts';
import { overtaken } from './overtaken.ts';
import { type Action, eventId, makeWorld, type World } from './world.ts';

const like = (userId: string, postId = 'p'): Action => ({ userId, op: 'like', postId });
const unlike = (userId: string, postId = 'p'): Action => ({ userId, op: 'unlike', postId });
const users = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `u${from + index}`);

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let world: World;
  let dir: string;

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    world = await makeWorld(server.client);
    dir = mkdtempSync(join(tmpdir(), 'audit-'));
    await world.count({ lane: 'a', from: 10, actions: users(0, 8).map((user) => like(user)) });
    await world.count({ lane: 'b', from: 10, actions: users(8, 12).map((user) => like(user, 'q')) });
    await world.count({ lane: 'a', from: 30, actions: [unlike('u0'), unlike('u1'), like('u0')] });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('counts that are right are found exact', async () => {
    const report = await audit(world);
    expect(isExact(report)).toBe(true);
    expect(report).toMatchObject({ posts: 2, rows: 12, passes: 1, waiting: { posts: 0 } });
  });

  test('a count that is wrong is listed with its drift, and left as it is', async () => {
    await world.damage('p', 3);
    await world.damage('q', -1);
    const { drifting } = await audit(world);
    expect(drifting).toEqual({
      posts: 2,
      total: 2,
      listed: [
        { postId: 'p', counter: 10, ledger: 7, drift: 3 },
        { postId: 'q', counter: 3, ledger: 4, drift: -1 },
      ],
    });
    expect(await world.counts()).toEqual({ p: 10, q: 3 });
  });

  test('a repair takes the drift out, and a second measurement confirms it', async () => {
    await world.damage('p', 3);
    const report = await audit(world, { repair: true });
    expect(isExact(report)).toBe(true);
    expect(report).toMatchObject({
      passes: 2,
      corrected: { posts: 1, listed: [{ postId: 'p', corrected: -3 }] },
    });
    expect(await world.counts()).toEqual({ p: 7, q: 4 });
    expect((await audit(world)).corrected.posts).toBe(0);
  });

  test('a split post is measured and repaired as any other, before and after its lanes move', async () => {
    await world.damage('p', 3);
    await world.counters.split('p', 2);
    await world.counters.moveLane({ key: 'p', lane: 'a', bucket: '1.0', generation: 1 });
    await world.count({ lane: 'a', from: 40, actions: [unlike('u2'), like('u20')] });
    expect((await audit(world)).drifting.listed).toEqual([{ postId: 'p', counter: 10, ledger: 7, drift: 3 }]);
    expect(isExact(await audit(world, { repair: true }))).toBe(true);
    expect(await world.counts()).toEqual({ p: 7, q: 4 });
  });

  test('auditors that work at the same time correct once', async () => {
    await world.damage('p', 3);
    await world.damage('q', -2);
    const reports = await Promise.all(Array.from({ length: 4 }, () => audit(world, { repair: true })));
    expect(reports.map(isExact)).toEqual([true, true, true, true]);
    expect(await world.counts()).toEqual({ p: 7, q: 4 });
  });

  test('likes flow during a repair, and nothing is lost or counted twice', async () => {
    await world.damage('p', 3);
    const enough = new AbortController();
    let batches = 0;
    const flow = (async () => {
      for (; !enough.signal.aborted || batches < 10; batches++) {
        const user = `flow${batches % 5}`;
        const actions = batches % 2 === 0 ? [like(user), like(`new${batches}`)] : [unlike(user)];
        await world.count({ lane: 'c', from: 100 + 10 * batches, actions });
      }
    })();
    const report = await audit(world, { repair: true, passes: 10 });
    enough.abort();
    await flow;
    expect(report.corrected.listed).toEqual([{ postId: 'p', corrected: -3 }]);
    expect(isExact(await audit(world))).toBe(true);
    const liked = Array.from({ length: 5 }, (_, user) => {
      const last = [...Array(batches).keys()].findLast((batch) => batch % 5 === user) ?? 0;
      return last % 2 === 0 ? 1 : 0;
    });
    const expected = 7 + Math.ceil(batches / 2) + liked.reduce<number>((sum, each) => sum + each, 0);
    expect((await world.counts())['p']).toBe(expected);
  });

  test('rows that are compacted between cut and reading are looked at again', async () => {
    await world.damage('p', 1);
    const disturbed = overtaken(world, async () => {
      for (let toggle = 0; toggle < 16; toggle++) {
        const action = toggle % 2 === 0 ? unlike('u5') : like('u5');
        await world.count({ lane: 'a', from: 50 + toggle, actions: [action] });
      }
    });
    const report = await audit(disturbed);
    expect(report.passes).toBe(2);
    expect(report.drifting.listed).toEqual([{ postId: 'p', counter: 8, ledger: 7, drift: 1 }]);
  });

  test('a post that gets its first likes meanwhile is no drift', async () => {
    const disturbed = overtaken(world, () =>
      world.count({ lane: 'a', from: 50, actions: [like('u5', 'new')] }),
    );
    const report = await audit(disturbed);
    expect(isExact(report)).toBe(true);
    expect(report).toMatchObject({ posts: 3, passes: 1 });
  });

  test('rows without a counter are found', async () => {
    await world.wipeCounters();
    const report = await audit(world, { graceMs: 0 });
    expect(isExact(report)).toBe(false);
    expect(report.withoutCounter).toEqual({
      posts: 2,
      total: 11,
      listed: [
        { postId: 'p', likes: 7 },
        { postId: 'q', likes: 4 },
      ],
    });
  });

  test('a counter without rows is drift', async () => {
    await world.damage('nobody', 2);
    expect((await audit(world)).drifting.listed).toEqual([
      { postId: 'nobody', counter: 2, ledger: 0, drift: 2 },
    ]);
  });

  test('an event that waits is no drift, and one that waits in vain is told', async () => {
    await world.putRow('young', 'p', { 'a:0299': `${eventId(1)}+` });
    expect(isExact(await audit(world))).toBe(true);
    await world.putRow('old', 'p', { 'a:0299': `${eventId(1, 100)}+` });
    const report = await audit(world);
    expect(isExact(report)).toBe(false);
    expect(report.overdue.listed).toEqual([{ postId: 'p', overdue: 1 }]);
    expect(report.waiting.posts).toBe(1);
  });

  test('an audit that was interrupted goes on, and counts no row twice', async () => {
    await world.damage('p', 3);
    const stateFile = join(dir, 'audit.db');
    const stop = new AbortController();
    const onProgress = (table: string) => table === 'ledger' && stop.abort();
    const stopped = audit(world, { stateFile, onProgress, signal: stop.signal });
    await expect(stopped).rejects.toThrow('aborted');
    // What comes after the cut is none of its business: it goes on from the cut that it has.
    await world.count({ lane: 'a', from: 60, actions: [like('late')] });
    const tables: string[] = [];
    const report = await audit(world, { stateFile, onProgress: (table) => tables.push(table) });
    expect(report.drifting.listed).toEqual([{ postId: 'p', counter: 10, ledger: 7, drift: 3 }]);
    expect(tables).not.toContain('counters');
    await expect(audit(world, { stateFile })).resolves.toMatchObject({ passes: 1 });
  });

  test('a state file of another run is refused', async () => {
    const stateFile = join(dir, 'audit.db');
    const signal = AbortSignal.abort();
    await expect(audit(world, { stateFile, signal })).rejects.toThrow('aborted');
    await expect(audit({ ...world, likesTable: 'other' }, { stateFile })).rejects.toThrow('of another run');
  });
});
