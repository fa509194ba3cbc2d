import { expect, test } from 'vitest';
import { Faults } from '../../../bench/peers/faults.ts';

/** Gives these numbers in turn, and then none that makes anything fail. */
function randomOf(...numbers: number[]) {
  return () => numbers.shift() ?? 0.999;
}

/** Makes requests one after the other. Returns what was carried out. */
async function makeRequests(faults: Faults, carriedOut: number[], count: number): Promise<void> {
  for (let request = 0; request < count; request++)
    await faults.request(async () => void carriedOut.push(request));
}

test('a crash stops an invocation before one of its requests, and the repeat is free of it', async () => {
  const faults = new Faults();
  // The invocation is taken for 8 requests: 0.5 of 9 possible places is after the fourth.
  faults.set({ crashShare: 0.1, random: randomOf(0, 0.5) });
  const carriedOut: number[] = [];
  const invoke = () => faults.run('batch', () => makeRequests(faults, carriedOut, 6));
  expect(await invoke()).toBe('crashed');
  expect(carriedOut).toEqual([0, 1, 2, 3]);
  expect(await invoke()).toBeUndefined();
  expect(carriedOut).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 4, 5]);
  expect(faults.happened).toBe(1);
});

test('an invocation that would crash after its last request is repeated too', async () => {
  const faults = new Faults();
  faults.set({ crashShare: 0.1, random: randomOf(0, 0.999) });
  const carriedOut: number[] = [];
  expect(await faults.run('batch', () => makeRequests(faults, carriedOut, 2))).toBe('crashed');
  expect(carriedOut).toEqual([0, 1]);
});

test('what is in flight at the crash arrives before the repeat starts, and what comes after it is refused', async () => {
  const faults = new Faults();
  faults.set({ crashShare: 0.1, random: randomOf(0, 0.2) });
  const events: string[] = [];
  const send = (name: string) =>
    faults
      .request(async () => {
        for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
        events.push(`${name} arrived`);
      })
      .catch((error: Error) => {
        events.push(`${name}: ${error.name}`);
        throw error;
      });
  const outcome = await faults.run('batch', () => Promise.all([send('first'), send('second')]));
  expect(outcome).toBe('crashed');
  expect(events).toEqual([
    'second: InvocationCrashedError',
    'first arrived',
    'first: InvocationCrashedError',
  ]);
});

test('a failure that is no crash is passed on', async () => {
  const faults = new Faults();
  await expect(faults.run('batch', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('a lost answer comes after its request was carried out, and looks like a timeout', async () => {
  const faults = new Faults();
  faults.set({ lostAnswerShare: 0.1, random: randomOf(0.05) });
  let carriedOut = 0;
  const request = () => faults.request(async () => ++carriedOut);
  await expect(request()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await request()).toBe(2);
});
