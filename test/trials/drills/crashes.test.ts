import { expect, test } from 'vitest';
import { type HowOften, makeCrashes } from '../../../trials/drills/crashes.ts';

const clock = { ms: 0 };
const crashes = (crashing: Record<string, HowOften>) => {
  const watch = makeCrashes(new Map(Object.entries(crashing)), () => clock.ms);
  return (functionName: string) => watch(functionName, '{}')?.fault?.kind === 'killed-before';
};

test('a function that always crashes does so each time, and no other function does', () => {
  const crash = crashes({ 'roll-up': 'always' });
  expect([crash('Service-RollUp1A'), crash('Service-RollUp1A'), crash('Service-Broadcast1A')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('one that crashes now and then works for three seconds after each crash', () => {
  const crash = crashes({ 'batch-likes': 'now and then', broadcast: 'now and then' });
  expect([crash('BatchLikes1A'), crash('BatchLikes1A'), crash('Broadcast1A')]).toEqual([true, false, true]);
  clock.ms += 2_999;
  expect(crash('BatchLikes1A')).toBe(false);
  clock.ms += 1;
  expect(crash('BatchLikes1A')).toBe(true);
});
