import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { planOf } from '../../../planner/make-plan.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { runTool } from '../../run-tool.ts';

const plan = (...args: string[]) => runTool(join(PROJECT_DIR, 'tools/plan/main.ts'), args);

test('an impossible workload ends with exit code 2 and one line that names the field', async () => {
  expect(await plan('--users', '0')).toEqual({
    stdout: '',
    stderr: 'plan: --users (workload.users) must be a whole number from 1 to 10,000,000,000, not 0\n',
    exitCode: 2,
  });
});

test('the plan is printed with its verdict first', async () => {
  const { stdout, exitCode } = await plan('--likes-per-second', '20');
  expect(exitCode).toBe(0);
  const [workload, ...rest] = stdout.split('\n\n');
  expect(workload).toMatch(/^social-media: 20 likes\/s, at the peak 80 /);
  expect(rest[0]).toMatch(/^NOT NEEDED {2}One DynamoDB item per post is enough: you do not need this yet\./);
});

test('as JSON it is the plan itself', async () => {
  const { stdout } = await plan('--json');
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(planOf(socialMedia))));
});

test('its quotas are printed as a table, for a page or a ticket', async () => {
  const { stdout, exitCode } = await plan('--quotas', '--live', 'off');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\| Quota \| Code \| Default \| Needed at the peak \| Verdict \| For \|\n/);
  expect(stdout).toContain('\n| lambda: Concurrent executions | L-B99A9384 | 1,000 executions | ');
  expect(stdout).not.toContain('WebSocket');
});

test('partition keys are compared on events of one’s own', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'plan-')), 'events.csv');
  const events = Array.from({ length: 2_000 }, (_, index) => `u${index},monday`);
  writeFileSync(path, ['person,day', ...events].join('\n'));
  const { stdout } = await plan('--sample', path);
  expect(stdout).toMatch(
    /^ {2}person +hottest shard 1(\.\d)? times its share +2,000 values +largest <1% +even$/m,
  );
  expect(stdout).toMatch(/^ {2}day +hottest shard 4 times its share +1 values +largest 100% +skewed$/m);
});

test('files are written, and said', async () => {
  const [page, usage] = ['plan.html', 'usage.yml'].map((name) =>
    join(mkdtempSync(join(tmpdir(), 'plan-')), name),
  ) as [string, string];
  const { stderr, exitCode } = await plan('--html', page, '--infracost', usage);
  expect({ stderr, exitCode }).toEqual({ stderr: `wrote ${page}\nwrote ${usage}\n`, exitCode: 0 });
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  expect(readFileSync(usage, 'utf8')).toContain('version: 0.1');
});
