import { describe, expect, test } from 'vitest';
import { showUse } from '../../../planner/components/component.ts';
import { show } from '../../../planner/components/component.ts';
import { growWorkload } from '../../../planner/growth.ts';
import { makePlan, planOf } from '../../../planner/make-plan.ts';
import { findRig, rigNames, scenarioNames } from '../../../scenarios/index.ts';
import { broadcast } from '../../../scenarios/broadcast.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { smallSite } from '../../../scenarios/small-site.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { bar, columns, dollars, percentText, wrap } from '../../../tools/plan/columns.ts';
import { formatDiff } from '../../../tools/plan/format-diff.ts';
import { formatPlan } from '../../../tools/plan/format-plan.ts';

const huge = planOf(growWorkload(socialMedia, 2_000));

describe('the text of a plan', () => {
  test.each([...scenarioNames, ...rigNames])('fits a terminal of 120 columns: %s', (name) => {
    const lines = formatPlan(makePlan(findRig(name)!), true).split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
    expect(formatPlan(makePlan(findRig(name)!), false)).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test('fits also for a million likes a second, and names each quota and each wall', () => {
    const text = formatPlan(huge, true);
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
    for (const { name } of [...huge.quotas, ...huge.walls]) expect(text).toContain(name);
    expect(text).toMatch(/\n {2}1\. broadcast: executions at a time, at 19,071 likes\/s/);
  });

  test('says from which value on each alarm goes off, and for how long it must be bad', () => {
    const text = formatPlan(planOf(socialMedia), false);
    expect(text).toMatch(/^ {2}batch-likes-behind-minutes +at least 60 s +3 of 5 × 1 min$/m);
    expect(text).toMatch(/^ {2}burst-dlq-filled +at least 1 messages +5 min$/m);
    expect(text).not.toContain('2/3 × retention 72 h');
    expect(formatPlan(planOf(socialMedia), true)).toContain('2/3 × retention 72 h');
  });

  test('has formulas and sources on request', () => {
    expect(formatPlan(planOf(socialMedia), false)).not.toContain('WHY');
    expect(formatPlan(planOf(socialMedia), true)).toContain(
      'stream: records: peak 2,000, of 4 shards × 1,000.',
    );
  });
});

describe('how open pages stay current', () => {
  const text = (scenario: Scenario) => formatPlan(planOf(scenario), false);

  test('names the way that the policies choose, and the cheapest one', () => {
    expect(text(socialMedia)).toMatch(/^ {2}WebSocket API +\$1\.71 .*chosen$/m);
    expect(text(socialMedia)).toMatch(/^ {2}AppSync Events +\$1\.30 .*cheapest$/m);
    expect(text(smallSite)).toMatch(/^ {2}polls of the API .*chosen$/m);
  });

  test('is told where nobody looks, and where nothing is live', () => {
    const workload = { ...socialMedia.workload, steadyReadsPerSecond: 0, peakReadsPerSecond: 0 };
    expect(text({ ...socialMedia, workload })).toMatch(/0 pages are open, 0 at the peak/);
    expect(text({ ...socialMedia, workload })).not.toMatch(/NaN|undefined|Infinity/);
    expect(text(smallSite)).toMatch(/live counts +none: pages ask for counts/);
  });

  test('says that a load test is predicted as without it', () => {
    expect(text(socialMedia).replaceAll(/\s+/g, ' ')).toContain('Live counts change none of it');
    expect(text(smallSite)).not.toContain('Live counts change none of it');
  });
});

describe('a comparison', () => {
  test('of a plan with itself says so', () => {
    expect(formatDiff(planOf(socialMedia), planOf(socialMedia))).toBe(
      'social-media and social-media have the same plan.',
    );
  });

  test('shows what differs, and nothing else', () => {
    const text = formatDiff(planOf(socialMedia), planOf(broadcast));
    expect(text).toMatch(/^peakEventsPerSecond +2,000 +4,000$/m);
    expect(text).toContain('broadcast: provisioned: 2,750 to 5,715 writes/s');
    expect(text).not.toContain('freshnessSeconds');
  });
});

test.each([
  [0, '0'],
  [0.456, '0.46'],
  [2.549, '2.5'],
  [12.6, '13'],
  [1_234_567, '1,234,567'],
  [16_000_000, '16 M'],
  [1_240_000_000, '1.2 G'],
])('%d is shown as %s', (value, text) => {
  expect(show(value)).toBe(text);
});

test('a use is shown with its unit, and bytes in a larger one', () => {
  expect(showUse(500, 4_000, 'records/s')).toBe('500 of 4,000 records/s');
  expect(showUse(500_000, 4_000_000, 'B/s')).toBe('0.5 of 4 MB/s');
  expect(showUse(1e9, 2e10, 'B/s')).toBe('1 of 20 GB/s');
});

test.each([
  [0, '$0.00'],
  [0.001, '<$0.01'],
  [12.345, '$12.35'],
  [1_234.5, '$1,235'],
])('%d dollars are %s', (amount, text) => {
  expect(dollars(amount)).toBe(text);
});

test('a bar has ten blocks, of which a little use fills one and too much all', () => {
  expect([0, 0.1, 50, 999].map(bar)).toEqual(['░░░░░░░░░░', '█░░░░░░░░░', '█████░░░░░', '██████████']);
  expect([0, 0.1, 1_234].map(percentText)).toEqual(['0%', '<1%', '1,234%']);
});

test('columns are as wide as their widest cell, and a line never breaks a word', () => {
  expect(
    columns(
      [
        ['a', '10'],
        ['long', '5'],
      ],
      [1],
    ),
  ).toEqual(['a     10', 'long   5']);
  expect(wrap('word '.repeat(30).trim(), '- ').every((line) => /^(- | {2})(word ?)+$/.test(line))).toBe(true);
});
