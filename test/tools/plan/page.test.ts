import { describe, expect, test } from 'vitest';
import { growWorkload } from '../../../planner/growth.ts';
import { planOf } from '../../../planner/make-plan.ts';
import type { Plan } from '../../../planner/plan.ts';
import { smallSite } from '../../../scenarios/small-site.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { growthMark, logColumns, stackedBar, useBar } from '../../../tools/plan/html/charts.ts';
import { makePage } from '../../../tools/plan/html/page.ts';
import { html } from '../../../tools/plan/html/text.ts';

const pageOf = (plan: Plan, command = 'npm run plan') => makePage(plan, command);

describe('the page', () => {
  const page = pageOf(planOf(socialMedia));

  test('asks for nothing: it has no script, link, import or address', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
  });

  test('follows the light and the dark of its reader, and fits a phone', () => {
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('width=device-width');
  });

  test('has a bar for each component, and its formula', () => {
    const { components } = planOf(socialMedia);
    expect(page.match(/<svg class="use /g)!.length).toBeGreaterThanOrEqual(components.length);
    for (const { formula } of components.filter((it) => !/[<>&"']/.test(it.formula)))
      expect(page).toContain(formula);
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test('says when none of it is needed', () => {
    expect(pageOf(planOf(smallSite))).toContain('not needed yet');
    expect(page).not.toContain('not needed yet');
  });

  test('lists quotas and walls only if there are some', () => {
    expect(pageOf(planOf(smallSite))).not.toContain('Quotas to raise');
    expect(pageOf(planOf(growWorkload(socialMedia, 2_000)))).toContain('Quotas to raise');
  });

  test('escapes what somebody typed', () => {
    expect(pageOf(planOf(socialMedia), '--file <script>')).toContain('--file &lt;script&gt;');
    expect(html`<b>${`"'&`}</b>`.markup).toBe('<b>&quot;&#39;&amp;</b>');
  });
});

describe('charts', () => {
  test('a full limit reaches its line, and more turns red and stays within the chart', () => {
    expect(useBar(100, 'wall').markup).toContain('<rect class="fill" width="80"');
    expect(useBar(101, 'wall').markup).toContain('class="use over wall"');
    expect(useBar(9_999, 'wall').markup).toContain('<rect class="fill" width="100"');
  });

  test('slices lie side by side', () => {
    const slices = [1, 3].map((value, colour) => ({ name: `part ${value}`, value, colour }));
    expect(
      [...stackedBar(slices, 8).markup.matchAll(/x="([\d.]+)" width="([\d.]+)"/g)].map(([, x, w]) => [x, w]),
    ).toEqual([
      ['0.000', '12.500'],
      ['12.500', '37.500'],
    ]);
  });

  test('ten times lies in the middle of the growth from once to a hundred times', () => {
    expect(growthMark(10, 'quota').markup).toContain('class="fill" width="50.00"');
    expect(growthMark(1_000, 'quota').markup).not.toContain('class="end"');
  });

  test('columns grow with the logarithm', () => {
    const points = [10, 100, 1_000].map((value) => ({ label: `${value}`, value, text: `$${value}` }));
    const heights = [...logColumns(points).markup.matchAll(/height="([\d.]+)" rx/g)].map(([, height]) =>
      Number(height),
    );
    expect(heights[2]! - heights[1]!).toBeCloseTo(heights[1]! - heights[0]!, 0);
  });
});
