import { expect, test } from 'vitest';
import { formatMapping, formatPause } from '../../../tools/mapping/format-mapping.ts';

const HOUR = 3_600;
const mapping = (keptSeconds: number) => ({
  state: 'Disabled',
  sourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/likes',
  changedMs: Date.UTC(2026, 10, 26, 12),
  keptSeconds,
});

test('a pause of counting says when likes would be lost', () => {
  const said = formatPause('batch-likes', mapping(72 * HOUR));
  expect(said).toMatch(/^batch-likes is paused\. Likes are accepted and wait in the stream/);
  expect(said).toContain('Resume it before 2026-11-29T12:00:00Z: what waits for longer than 3 days is lost.');
});

test('records that are given up before they are lost go to the last resort, and say so', () => {
  const said = formatPause('batch-likes', { ...mapping(72 * HOUR), triedSeconds: 60 * HOUR });
  expect(said).toContain(
    'Resume it before 2026-11-29T00:00:00Z: what waits for longer than 60 hours goes to the last resort',
  );
});

test('a pause of broadcasts loses no like', () => {
  expect(formatPause('broadcast', mapping(60))).toContain(
    'What waits for longer than 60 s is dropped, which loses no like.',
  );
});

test.each([
  [60, '60 s'],
  [24 * HOUR, '24 hours'],
  [96 * HOUR, '4 days'],
])('%i seconds are %s', (seconds, text) => {
  expect(formatMapping('roll-up', mapping(seconds))).toMatch(new RegExp(`not read for ${text}\\.$`));
});
