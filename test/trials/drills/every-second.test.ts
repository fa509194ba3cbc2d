import { expect, test } from 'vitest';
import { repeatEverySecond } from '../../../trials/drills/every-second.ts';

test('what fails ends it, and is told when it is stopped', async () => {
  const failing = repeatEverySecond(() => [Promise.reject(new Error('no such queue'))]);
  await expect(failing.stop()).rejects.toThrow('no such queue');
});

test('what was begun is awaited before it is stopped', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done: string[] = [];
  const repeating = repeatEverySecond(() => [promise.then(() => void done.push('one'))]);
  const stopping = repeating.stop().then(() => done.push('stopped'));
  resolve();
  await stopping;
  expect(done).toEqual(['one', 'stopped']);
});
