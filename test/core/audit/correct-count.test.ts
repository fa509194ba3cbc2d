import { describe, expect, test } from 'vitest';
import { correctCount, nextAuditMark } from '../../../core/audit/correct-count.ts';
import { type Cut } from '../../../core/counters/cut.ts';
import { AUDIT_LANE, EMPTY_ITEM, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { Commit } from '../../../core/counters/ports.ts';
import { InMemoryCounters } from '../../../trials/model/in-memory-counters.ts';

const key = 'p';
const like = (mark: string, delta: number): Commit => ({
  key,
  bucket: ROOT_BUCKET,
  lane: 'a',
  delta,
  mark,
  expected: { below: mark },
});

function countersWith(count: number) {
  const counters = new InMemoryCounters();
  counters.commit(like('1', count));
  return {
    effects: counters,
    port: { commit: async (commit: Commit) => counters.commit(commit) },
    cut: (): Cut => counters.read(key, ROOT_BUCKET) ?? EMPTY_ITEM,
    count: () => counters.read(key, ROOT_BUCKET)?.count,
  };
}

describe('a correction', () => {
  test('takes the drift out and keeps what was counted since the cut', async () => {
    const { port, cut, count, effects } = countersWith(10);
    const measured = { cut: cut(), drift: 3, auditor: 'x' };
    effects.commit(like('2', 5));
    expect(await correctCount(port, key, measured)).toBe('corrected');
    expect(count()).toBe(12);
  });

  test('is made once, however often its answer is lost', async () => {
    const { port, cut, count } = countersWith(10);
    const measured = { cut: cut(), drift: 3, auditor: 'x' };
    await correctCount(port, key, measured);
    expect(await correctCount(port, key, measured)).toBe('corrected');
    expect(count()).toBe(7);
  });

  test('is not made again by another auditor who measured the same drift', async () => {
    const { port, cut, count } = countersWith(10);
    const same = cut();
    await correctCount(port, key, { cut: same, drift: 3, auditor: 'x' });
    expect(await correctCount(port, key, { cut: same, drift: 3, auditor: 'y' })).toBe('measured-too-early');
    expect(count()).toBe(7);
  });

  test('does not make a counter that was lost since the cut, because a rebuild must find nothing', async () => {
    const { cut } = countersWith(10);
    const emptied = new InMemoryCounters();
    const port = { commit: async (commit: Commit) => emptied.commit(commit) };
    const measured = { cut: cut(), drift: 3, auditor: 'x' };
    expect(await correctCount(port, key, measured)).toBe('measured-too-early');
    expect(emptied.read(key, ROOT_BUCKET)).toBeUndefined();
  });

  test('of a later drift is made too, under the next mark', async () => {
    const { port, cut, count } = countersWith(10);
    await correctCount(port, key, { cut: cut(), drift: 3, auditor: 'x' });
    await correctCount(port, key, { cut: cut(), drift: -1, auditor: 'x' });
    expect(count()).toBe(8);
    expect(cut().marks.get(AUDIT_LANE)).toBe('000000000002-x');
  });

  test('goes to the root when the counter is split', async () => {
    const { port, cut, count, effects } = countersWith(10);
    effects.split(key, 2);
    effects.moveLane({ key, lane: 'a', bucket: '1.0', generation: 1 });
    expect(await correctCount(port, key, { cut: cut(), drift: 3, auditor: 'x' })).toBe('corrected');
    expect(count()).toBe(7);
  });
});

test('the marks of corrections rise, whoever makes them', () => {
  const first = nextAuditMark(undefined, 'z');
  const second = nextAuditMark(first, 'a');
  expect(first < second).toBe(true);
  expect(second < nextAuditMark('000000000099-z', 'a')).toBe(true);
});
