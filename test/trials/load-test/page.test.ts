import { expect, test } from 'vitest';
import { makePage } from '../../../trials/load-test/page/page.ts';
import { judged, sampleResult } from './sample-result.ts';

const page = makePage(sampleResult, undefined);

test('the page asks nobody for anything', () => {
  expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)\b/i);
  expect(page).not.toMatch(/\b(src|href|srcset|action)=/i);
  expect(page).not.toMatch(/url\(|@import|@font-face|https?:/i);
});

test('it says what was measured, with what, and what is left out', () => {
  for (const text of [
    'Load test: burst',
    'npm run loadtest -- --shape burst --minutes 3',
    'abc1234',
    '2026-11-26 13:00',
    '2 cores',
    'As predicted, and exact',
    'all 2,001',
    'In the burst queue',
    'What this leaves out',
  ])
    expect(page).toContain(text);
});

test('text from outside is text', () => {
  expect(page).toContain('Two Cores &lt;of&gt; a laptop');
  const hostile = makePage({ ...sampleResult, command: '<script>"&' }, ['<b>bold</b>']);
  expect(hostile).toContain('&lt;script&gt;&quot;&amp;');
  expect(hostile).toContain('&lt;b&gt;bold&lt;/b&gt;');
});

test('each plot is drawn for a desk and for a telephone, and no number in it is broken', () => {
  const plots = [...page.matchAll(/<svg viewBox="0 0 (\d+) (\d+)"/g)].map(([, width]) => Number(width));
  expect(plots).toEqual([1_000, 360, 1_000, 360, 1_000, 360]);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('a fault is the first thing that the page says', () => {
  const judgement = judged({ queued: 2_000 });
  const faulty = makePage({ ...sampleResult, judgement }, undefined);
  expect(faulty).toContain('Not as predicted');
  expect(faulty.indexOf('of these queued: 2,000 measured')).toBeLessThan(faulty.indexOf('<svg'));
});

test('a run that ended before it began still has a page', () => {
  const nothing = makePage(
    {
      ...sampleResult,
      seconds: [],
      queueSamples: [],
      comparison: undefined,
      latency: undefined,
      freshness: undefined,
      lateness: undefined,
      environment: {},
      endedBy: 'interruption',
    },
    undefined,
  );
  expect(nothing).toContain('Ended early');
  expect(nothing).not.toMatch(/NaN|undefined|Infinity/);
});

test('what did not come out again is named, and so is that everything did', () => {
  expect(makePage(sampleResult, ['202 after, p99: 61 ms was measured then, 40 ms now.'])).toContain(
    '61 ms was',
  );
  expect(makePage(sampleResult, [])).toContain('Every figure came out again.');
});
