import { expect, test } from 'vitest';
import { formatReport } from '../../../trials/load-test/table.ts';
import { judged, sampleResult } from './sample-result.ts';

test('a run as predicted says so at its end, under a row for each figure', () => {
  const report = formatReport(sampleResult, []);
  expect(report).toMatch(/^social-media, burst, scale 1\/100, 3 min, seed 1$/m);
  expect(report).toMatch(/^answered 202 +4,000 +4,160 +1\.04$/m);
  expect(report).toMatch(/^202 after, p99\.9, ms +90 +93\.6 +1\.04 +not judged$/m);
  expect(report).toContain('Counts: 2001 of 2001 posts exact, 3,900 likes counted of 3,900');
  expect(report).toMatch(/AS PREDICTED, AND EXACT$/);
});

test('what is off is marked in its row and named at the end', () => {
  const report = formatReport({ ...sampleResult, judgement: judged({ drainSeconds: 90 }) }, []);
  expect(report).toMatch(/^queue drained after, s +24 +90 +3\.75 +OFF$/m);
  expect(report).toMatch(/NOT AS IT SHOULD BE: queue drained after: 90 s measured, 24 s predicted$/);
});

test('a wrong count is a fault even when every prediction holds', () => {
  const differences = [{ postId: 'x', expected: 2, counted: 3 }];
  const comparison = { posts: 2_001, likesExpected: 3_900, likesCounted: 3_901, differences };
  expect(formatReport({ ...sampleResult, comparison }, [])).toMatch(
    /NOT AS IT SHOULD BE: 1 of 2001 posts were counted wrong$/,
  );
});

test('what the naive design did, the cross-check and the earlier run stand below', () => {
  const report = formatReport(
    {
      ...sampleResult,
      naive: {
        fates: { accepted: 3_600, queued: 0, shed: 0, refused: 0, unknown: 0 },
        throttles: { shards: 0, counters: 812, tables: 0, byComponent: {} },
        counterWrites: 3_600,
        postsDifferent: 1,
        posts: 700,
      },
      crossCheck: {
        request: 'GET /v1/posts/p/likes',
        requestsPerSecond: 20,
        seconds: 10,
        ours: { latencyMs: { p50: 5.12, p99: 14, p999: 20 }, answered: 200, failed: 0 },
        theirs: {
          name: 'autocannon 9.0.0',
          latencyMs: { p50: 5, p99: 15, p999: 21 },
          answered: 199,
          failed: 1,
        },
      },
    },
    ['202 after, p99: 61 ms was measured then, 40 ms now.'],
  );
  expect(report).toContain('- 3,600 counter writes for 3,600 likes; throttled by counter items: 812');
  expect(report).toContain('- 699 of 700 posts counted right');
  expect(report).toContain('- ours: p50 5.1 ms, p99 14.0 ms, 0 failed');
  expect(report).toContain('- autocannon 9.0.0: p50 5.0 ms, p99 15.0 ms, 1 failed');
  expect(report).toContain('- 202 after, p99: 61 ms was measured then, 40 ms now.');
});
