// Formats the result of a run as text. This module is pure.

import type { SearchResult } from './search.ts';

export function formatReport(
  { schedules, failingSeed, tally }: SearchResult,
  { seed, wanted, seconds }: { seed: number; wanted: number; seconds: number },
): string {
  const rows = tally.entries().map(([what, count]) => [grouped(count), what] as const);
  const width = Math.max(0, ...rows.map(([count]) => count.length));
  const run = schedules < wanted ? `${grouped(schedules)} of ${grouped(wanted)}` : grouped(schedules);
  const perSecond = grouped(Math.round(schedules / Math.max(seconds, 0.001)));
  const verdict = failingSeed === undefined ? 'no error' : `an error with seed ${failingSeed}`;
  const verdictLine = `${run} schedules from seed ${seed} on, in ${seconds.toFixed(1)} s (${perSecond}/s): ${verdict}`;
  if (failingSeed !== undefined) return verdictLine;
  return [...rows.map(([count, what]) => `${count.padStart(width)}  ${what}`), '', verdictLine].join('\n');
}

const grouped = (count: number) => count.toLocaleString('en-US');
