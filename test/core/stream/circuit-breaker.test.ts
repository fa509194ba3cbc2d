import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CircuitBreaker } from '../../../core/stream/circuit-breaker.ts';

const POLICY = { failures: 3, windowMs: 10_000, openMs: 2_000 };
const half = () => 0.5;

function openAt(nowMs: number, random = half): CircuitBreaker {
  const circuit = new CircuitBreaker(POLICY, random);
  for (let failures = 0; failures < POLICY.failures; failures++) circuit.failed(nowMs);
  return circuit;
}

describe('the circuit breaker', () => {
  test('opens at the third failure within the window, and not before', () => {
    const circuit = new CircuitBreaker(POLICY, half);
    circuit.failed(0);
    circuit.failed(4_000);
    expect(circuit.mayCall(4_000)).toBe(true);
    circuit.failed(7_000);
    expect(circuit.mayCall(7_000)).toBe(false);
  });

  test('forgets failures that are older than the window', () => {
    const circuit = new CircuitBreaker(POLICY, half);
    for (const atMs of [0, 5_000, 10_000, 15_000, 20_000]) circuit.failed(atMs);
    expect(circuit.mayCall(20_000)).toBe(true);
  });

  test('allows one probe after the delay, and all others wait for it', () => {
    const circuit = openAt(0);
    expect(circuit.mayCall(1_999)).toBe(false);
    expect(circuit.mayCall(2_000)).toBe(true);
    expect(circuit.mayCall(2_001)).toBe(false);
  });

  test('closes when the probe succeeds, and forgets the failures', () => {
    const circuit = openAt(0);
    circuit.mayCall(2_000);
    circuit.succeeded();
    circuit.failed(2_001);
    expect(circuit.mayCall(2_002)).toBe(true);
  });

  test('stays open when the probe fails', () => {
    const circuit = openAt(0);
    circuit.mayCall(2_000);
    circuit.failed(2_500);
    expect(circuit.mayCall(4_499)).toBe(false);
    expect(circuit.mayCall(4_500)).toBe(true);
  });

  test('allows another probe when one never ends', () => {
    const circuit = openAt(0);
    circuit.mayCall(2_000);
    expect(circuit.mayCall(4_000)).toBe(true);
  });

  test('spreads the probes of many environments over the delay', () => {
    const delays = [0, 0.5, 0.999].map((random) => {
      const circuit = openAt(0, () => random);
      return [...Array(4_000).keys()].find((nowMs) => circuit.mayCall(nowMs));
    });
    expect(delays).toEqual([1_000, 2_000, 2_998]);
  });
});

type Step = { readonly afterMs: number; readonly fails: boolean };
const steps = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 4_000 }), fails: fc.boolean() }), {
  maxLength: 60,
});

/** Calls whenever the circuit allows it, and returns when that was. */
function run(
  circuit: CircuitBreaker,
  each: readonly Step[],
): { nowMs: number; called: boolean; fails: boolean }[] {
  let nowMs = 0;
  return each.map(({ afterMs, fails }) => {
    nowMs += afterMs;
    const called = circuit.mayCall(nowMs);
    if (called && fails) circuit.failed(nowMs);
    if (called && !fails) circuit.succeeded();
    return { nowMs, called, fails };
  });
}

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a service that never fails is always called', () => {
  fc.assert(
    fc.property(steps, random, (each, value) => {
      const calls = run(
        new CircuitBreaker(POLICY, () => value),
        each.map((step) => ({ ...step, fails: false })),
      );
      expect(calls.every(({ called }) => called)).toBe(true);
    }),
  );
});

test('whatever has happened, a call is allowed again within one and a half delays', () => {
  fc.assert(
    fc.property(steps, random, (each, value) => {
      const circuit = new CircuitBreaker(POLICY, () => value);
      const nowMs = run(circuit, each).at(-1)?.nowMs ?? 0;
      expect(circuit.mayCall(nowMs + 1.5 * POLICY.openMs)).toBe(true);
    }),
  );
});

test('within half a delay, a broken service is called at most as often as it takes to open the circuit', () => {
  fc.assert(
    fc.property(steps, random, (each, value) => {
      const broken = each.map((step) => ({ ...step, fails: true }));
      const calledAtMs = run(new CircuitBreaker(POLICY, () => value), broken).flatMap(({ nowMs, called }) =>
        called ? [nowMs] : [],
      );
      const apartMs = calledAtMs
        .slice(POLICY.failures)
        .map((later, index) => later - (calledAtMs[index] ?? 0));
      expect(apartMs.filter((ms) => ms < POLICY.openMs / 2)).toEqual([]);
    }),
  );
});
