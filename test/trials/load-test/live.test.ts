import { expect, test, vi } from 'vitest';
import { showLive } from '../../../trials/load-test/live.ts';

test('on a terminal it is one line that is written over, no longer than the terminal is wide', async () => {
  const written: string[] = [];
  const out = { isTTY: true, columns: 12, write: (text: string) => written.push(text) };
  const live = showLive(() => '0123456789abcdef', out);
  await vi.waitUntil(() => written.length > 0);
  await live.stop();
  expect(written[0]).toBe('\r0123456789a\u001B[K');
  expect(written.at(-1)).toBe('\n');
});

test('elsewhere it ends with a line that says how it stood', async () => {
  const written: string[] = [];
  const live = showLive(() => '3 sent', { isTTY: false, columns: 80, write: (text) => written.push(text) });
  await live.stop();
  expect(written).toEqual(['3 sent\n']);
});
