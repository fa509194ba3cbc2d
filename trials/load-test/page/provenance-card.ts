// With what the run was measured, so that somebody can do it again.

import { formatFigure } from '../judge.ts';
import type { KeptResult } from '../result.ts';
import { describeThrottles } from '../table.ts';
import { escapeHtml } from './escape.ts';

const ms = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} ms`);

export function provenanceCard(result: KeptResult): string {
  const { command, setting, commit, date, machine, environment, lateness, requests } = result;
  const { cpu, cores, memoryGiB, system, node, packages } = machine;
  const budget = requests.most === undefined ? '' : ` of ${formatFigure(requests.most)}`;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const throttles = describeThrottles(result);
  const calibrated =
    environment.cpuMsPerLike === undefined ? '' : `; a like takes ${ms(environment.cpuMsPerLike)} of CPU`;
  const entries: [string, string][] = [
    ['Command', `<code>${escapeHtml(command)}</code>`],
    ['Seed', String(setting.seed)],
    ['Commit', escapeHtml(commit)],
    ['Date', `${escapeHtml(date)} UTC`],
    ['Machine', escapeHtml(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`)],
    ['Packages', escapeHtml(versions.join(', '))],
    ['Calibration', `the median of a lone 202 is ${ms(environment.baseLatencyMs)}${calibrated}`],
    ['Throttled by', escapeHtml(throttles.join(', ') || 'nothing')],
    [
      'Sender',
      `${ms(lateness?.p99)} behind its schedule (p99); ${formatFigure(requests.spent)} requests${budget}`,
    ],
  ];
  const rows = entries.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`);
  return `<section class="card"><h2>How it was measured</h2><dl>${rows.join('\n')}</dl></section>`;
}
