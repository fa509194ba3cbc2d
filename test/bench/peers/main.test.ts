// The command as it is started.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import type { PeerResults } from '../../../bench/peers/results.ts';
import { runTool } from '../../run-tool.ts';

const MAIN = join(PROJECT_DIR, 'bench/peers/main.ts');

test('it measures all workloads and faults, finds ours exact, and prints JSON', async () => {
  const few = ['--seeds', '1', '--likes', '8', '--fault-likes', '8', '--designs', 'naive,ours'];
  const { stdout, stderr, exitCode } = await runTool(MAIN, [...few, '--store', 'dynalite', '--json']);
  expect({ exitCode, faults: stderr.includes('NOT AS IT SHOULD BE') }).toEqual({
    exitCode: 0,
    faults: false,
  });
  const { costs, errors, designs } = JSON.parse(stdout) as PeerResults;
  expect(designs.map(({ name }) => name)).toEqual(['naive', 'ours']);
  expect(costs.map(({ design, workload }) => `${design} ${workload}`)).toHaveLength(2 * 4);
  // The fault of inner streams cannot come to either.
  expect(new Set(errors.map(({ fault }) => fault)).size).toBe(5);
  expect(errors.filter(({ design }) => design === 'ours').every(({ error }) => error === 0)).toBe(true);
}, 120_000);
