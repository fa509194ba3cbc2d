import { describe, expect, test } from 'vitest';
import {
  classifyFailure,
  type Failure,
  makeRepeatCall,
} from '../../../../adapters/kinesis/light/repeat-call.ts';

class FailureOfKind extends Error {
  readonly kind: Failure;
  constructor(kind: Failure) {
    super(kind);
    this.kind = kind;
  }
}

function start(maxAttempts: number, random = () => 1) {
  const waits: number[] = [];
  const repeat = makeRepeatCall({
    maxAttempts,
    random,
    pause: async (ms) => void waits.push(ms),
    classify: (error) => (error as FailureOfKind).kind,
  });
  let calls = 0;
  const failing = (...kinds: Failure[]) =>
    repeat(async () => {
      calls++;
      const kind = kinds.shift();
      if (kind) throw new FailureOfKind(kind);
      return 'done';
    }, undefined);
  return { waits, failing, calls: () => calls };
}

describe('a call', () => {
  test('is repeated up to the last attempt, and each wait may be twice as long as the one before', async () => {
    const { waits, failing, calls } = start(4);
    await expect(failing('transient', 'transient', 'transient', 'transient')).rejects.toThrow('transient');
    expect(calls()).toBe(4);
    expect(waits).toEqual([50, 100, 200]);
  });

  test('waits longer after a throttle, and a random part of the longest wait', async () => {
    const { waits, failing } = start(2, () => 0.25);
    expect(await failing('throttling')).toBe('done');
    expect(waits).toEqual([250]);
  });

  test('that is refused is not repeated', async () => {
    const { failing, calls } = start(4);
    await expect(failing('refused')).rejects.toThrow('refused');
    expect(calls()).toBe(1);
  });

  test('is not repeated once many calls have failed, until some succeed again', async () => {
    const { failing, calls } = start(2);
    for (let call = 0; call < 35; call++) await failing('transient', 'transient').catch(() => {});
    expect(calls()).toBe(70);
    await expect(failing('transient')).rejects.toThrow('transient');
    expect(calls()).toBe(71);
    // The quota is at 500 - 35 x 14 = 10, and each success at the first attempt adds 1.
    for (let call = 0; call < 4; call++) await failing();
    expect(await failing('transient')).toBe('done');
  });
});

describe('a failure', () => {
  test.each<[kind: Failure, error: object]>([
    ['throttling', { name: 'ProvisionedThroughputExceededException', statusCode: 400 }],
    ['throttling', { name: 'UnknownError', statusCode: 429 }],
    ['transient', { name: 'TimeoutError' }],
    ['transient', { name: 'Error', code: 'ENOTFOUND' }],
    ['transient', { name: 'UnknownError', statusCode: 502 }],
    ['refused', { name: 'KMSThrottlingException', statusCode: 400 }],
    ['refused', { name: 'NotImplemented', statusCode: 501 }],
    ['refused', { name: 'AbortError' }],
    ['refused', { name: 'Error', code: 'EPROTO' }],
  ])('is %s: %o', (kind, error) => {
    expect(classifyFailure(Object.assign(new Error('it'), error))).toBe(kind);
  });
});
