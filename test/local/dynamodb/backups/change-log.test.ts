import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangeLog } from '../../../../local/dynamodb/backups/change-log.ts';

const DAY_MS = 24 * 60 * 60_000;

function makeLog(mostBytes?: number) {
  const clock = { ms: 1_000 };
  const now = () => clock.ms;
  return { clock, log: new ChangeLog({ now, ...(mostBytes !== undefined && { mostBytes }) }) };
}

const itemsAt = (log: ChangeLog, table: string, timeMs: number) =>
  Object.fromEntries(
    [...log.itemsAt(table, timeMs, (key) => key)].map(([key, text]) => [
      key,
      text && (JSON.parse(text) as unknown),
    ]),
  );

test('a log that has as many bytes as it may forgets the oldest changes, and says how far it reaches', () => {
  const { clock, log } = makeLog(1_000);
  expect(log.reachMs).toBe(1_000);
  for (clock.ms = 1_001; clock.ms <= 1_100; clock.ms++) log.add('t', `key-${clock.ms}`, { n: clock.ms });
  expect(log.reachMs).toBeGreaterThan(1_080);
  const kept = Object.keys(itemsAt(log, 't', log.reachMs));
  expect(kept).toHaveLength(1_100 - log.reachMs);
  expect(kept.length).toBeGreaterThan(5);
});

test('a change is forgotten after 35 days', () => {
  const { clock, log } = makeLog();
  log.add('t', 'a', undefined);
  clock.ms += 35 * DAY_MS - 1;
  log.add('t', 'b', undefined);
  expect(log.reachMs).toBe(1_000);
  expect(itemsAt(log, 't', 999)).toHaveProperty('a');
  clock.ms += 1;
  log.add('t', 'c', undefined);
  expect(Object.keys(itemsAt(log, 't', 999))).toEqual(['c', 'b']);
});

test('a clock that goes back does not mix up the order of changes', () => {
  const { clock, log } = makeLog();
  log.add('t', 'a', undefined);
  clock.ms -= 500;
  log.add('t', 'a', { n: 1 });
  expect(itemsAt(log, 't', 999)).toEqual({ a: undefined });
  expect(itemsAt(log, 't', 1_000)).toEqual({});
});

test('whatever happens to the items of two tables, the log takes it back to any moment', () => {
  const change = fc.record({
    table: fc.constantFrom('s', 't'),
    key: fc.constantFrom('a', 'b', 'c'),
    value: fc.option(fc.nat(9), { nil: undefined }),
    pauseMs: fc.nat({ max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.nat({ max: 60 }), (changes, afterMs) => {
      const { clock, log } = makeLog();
      const timeMs = clock.ms + afterMs;
      const tables = new Map([
        ['s', new Map<string, object>()],
        ['t', new Map<string, object>()],
      ]);
      const textOf = () =>
        JSON.stringify([...(tables.get('t') ?? [])].toSorted(([one], [other]) => one.localeCompare(other)));
      let then = textOf();
      for (const { table, key, value, pauseMs } of changes) {
        clock.ms += pauseMs;
        const items = tables.get(table) ?? new Map<string, object>();
        log.add(table, key, items.get(key));
        if (value === undefined) items.delete(key);
        else items.set(key, { value });
        if (clock.ms <= timeMs) then = textOf();
      }
      const now = tables.get('t') ?? new Map<string, object>();
      for (const [key, before] of log.itemsAt('t', timeMs, (key) => key))
        if (before === undefined) now.delete(key);
        else now.set(key, JSON.parse(before) as object);
      expect(textOf()).toBe(then);
    }),
  );
});
