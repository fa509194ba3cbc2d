import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeAccountConcurrency, UNLIMITED_CONCURRENCY } from '../../../local/lambda/account-concurrency.ts';

const startAll = (part: { start(): boolean }, invocations: number) =>
  Array.from({ length: invocations }, () => part.start()).filter(Boolean).length;

test('functions without a reservation share what is not reserved', () => {
  const account = makeAccountConcurrency(10, 1, () => 0);
  const reserved = account.addFunction(4);
  const [one, other] = [account.addFunction(undefined), account.addFunction(undefined)];
  expect(startAll(one, 5)).toBe(5);
  expect(startAll(other, 5)).toBe(1);
  expect(startAll(reserved, 5)).toBe(4);
  one.end();
  expect(startAll(other, 5)).toBe(1);
});

test('what other functions of the account run is taken from what is shared, and a reservation stays', () => {
  const account = makeAccountConcurrency(10, 1, () => 0);
  const reserved = account.addFunction(4);
  const shared = account.addFunction(undefined);
  account.runOthers(4);
  expect(startAll(shared, 5)).toBe(2);
  account.runOthers(10);
  shared.end();
  expect(startAll(shared, 5)).toBe(0);
  expect(startAll(reserved, 5)).toBe(4);
  account.runOthers(0);
  expect(startAll(shared, 5)).toBe(5);
});

test('a function with a reservation of 0 is switched off, also without limits', () => {
  expect(
    makeAccountConcurrency(10, 0.01, () => 0)
      .addFunction(0)
      .start(),
  ).toBe(false);
  expect(UNLIMITED_CONCURRENCY.addFunction(0).start()).toBe(false);
  expect(startAll(UNLIMITED_CONCURRENCY.addFunction(1), 2_000)).toBe(2_000);
});

test('an account starts ten times its concurrency a second', () => {
  let nowMs = 0;
  const part = makeAccountConcurrency(2, 1, () => nowMs).addFunction(undefined);
  const run = () => {
    const started = part.start();
    if (started) part.end();
    return started;
  };
  expect(Array.from({ length: 25 }, run).filter(Boolean)).toHaveLength(20);
  nowMs = 100;
  expect(Array.from({ length: 25 }, run).filter(Boolean)).toHaveLength(2);
});

test('at any scale each function runs an invocation, and no more run than the account allows', () => {
  const reservations = fc.array(fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(reservations, fc.double({ min: 0.001, max: 1, noNaN: true }), (all, scale) => {
      let nowMs = 0;
      const account = makeAccountConcurrency(1_000, scale, () => nowMs);
      const parts = all.map((reserved) => account.addFunction(reserved));
      let running = 0;
      for (const part of parts) {
        nowMs += 10_000;
        expect(part.start()).toBe(true);
        running += 1;
      }
      for (let round = 0; round < 100; round++) {
        nowMs += 10_000;
        for (const part of parts) if (part.start()) running += 1;
      }
      const reserved = all.reduce<number>(
        (sum, each) => sum + (each === undefined ? 0 : Math.max(1, Math.floor(each * scale))),
        0,
      );
      expect(running).toBeLessThanOrEqual(Math.max(Math.floor(1_000 * scale), reserved + all.length));
    }),
  );
});
