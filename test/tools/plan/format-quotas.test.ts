// Holds docs/quotas.md to the planner. `vitest run test/tools/plan --update` rewrites its tables.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putIntoDocument } from '../../../bench/document.ts';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { growWorkload } from '../../../planner/growth.ts';
import { makePlan, planOf } from '../../../planner/make-plan.ts';
import { findRig, rigNames, scenarioNames } from '../../../scenarios/index.ts';
import { smallSite } from '../../../scenarios/small-site.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { formatQuotas } from '../../../tools/plan/format-quotas.ts';

const PAGE = join(PROJECT_DIR, 'docs/quotas.md');

const plans = [...scenarioNames, ...rigNames].map((name) => makePlan(findRig(name)!));
const rowOf = (text: string, quota: string) =>
  text.split('\n').find((line) => line.startsWith(`| ${quota} |`));

test('the page has the quotas of each scenario as the planner has them', async () => {
  const tables = scenarioNames.map((name) => `### ${name}\n\n${formatQuotas(makePlan(findRig(name)!))}`);
  const page = putIntoDocument(readFileSync(PAGE, 'utf8'), `\n${tables.join('\n\n')}\n`, 'quotas');
  await expect(page).toMatchFileSnapshot(PAGE);
});

test.each(plans)('what AWS raises names its quota, and nothing else does: $name', ({ components }) => {
  for (const { name, elasticity, quota } of components)
    expect({ name, hasQuota: quota !== undefined }).toEqual({ name, hasQuota: elasticity === 'quota' });
});

describe('the verdict on a quota', () => {
  const huge = formatQuotas(planOf(growWorkload(socialMedia, 2_000)));

  test('is to raise what the peak exceeds, and to ask where no code is there to raise it by', () => {
    expect(rowOf(huge, 'lambda: Concurrent executions')).toContain('| **raise it** |');
    const policies = { ...socialMedia.policies, edge: true };
    const behindEdge = formatQuotas(planOf(growWorkload({ ...socialMedia, policies }, 2_000)));
    expect(rowOf(behindEdge, 'cloudfront: Requests per second per distribution')).toContain(
      '| **ask AWS Support for more** |',
    );
  });

  test('names where an account may have less than the peak needs', () => {
    expect(rowOf(formatQuotas(planOf(socialMedia)), 'lambda: Concurrent executions')).toContain(
      '| **raise it in a new account**, where it may be ',
    );
  });

  test('is that it is enough otherwise', () => {
    expect(rowOf(formatQuotas(planOf(smallSite)), 'apigateway: Throttle rate')).toContain('| enough |');
  });
});

test('provisioned tables use a quota of the account, by all that auto scaling may provision', () => {
  const policies = { ...socialMedia.policies, tables: 'provisioned' as const };
  const { capacity, components } = planOf({ ...socialMedia, policies });
  const { likes } = capacity.tables;
  expect(likes.mode).toBe('provisioned');
  const row = rowOf(
    formatQuotas({ capacity, components }),
    'dynamodb: Account-level write throughput limit (Provisioned mode)',
  );
  expect(row).toContain('| 80,000 write units/s |');
  expect(formatQuotas(planOf(socialMedia))).not.toContain('Provisioned mode');
});
