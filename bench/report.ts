// Formats the results as Markdown, for bench/README.md and for the output of the command.

import { mebibytes, number, ratio, table } from './markdown.ts';
import type { Measurement } from './measure.ts';
import { formatAims } from './aims.ts';
import { formatProvenance } from './provenance.ts';
import { formatColdStarts, formatMicro, formatProfiles, formatWindows } from './report-parts.ts';
import { type Results, runsOf } from './results.ts';
import { ratioOf, type Summary, summarize } from './summarize.ts';
import { wrap } from './wrap.ts';

export function formatResults(results: Results): string {
  const { machine, command, seed, repeats, lanes } = results;
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `${wrap(`${formatProvenance(results)}, ${packages.join(', ')}.`)}\n` +
      `There are ${lanes} lanes, seed ${seed} and ${repeats} repeats. Rates are medians, the rest is over all repeats.`,
    `    ${command}`,
    `### Aims\n\n${formatAims(results)}`,
    formatOurs(results),
    ...results.arrivals.map((arrival) => formatArrival(results, arrival)),
    formatWindows(results),
    formatProfiles(results),
    formatMicro(results),
    formatColdStarts(results),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function formatOurs(results: Results): string {
  const rows = results.arrivals.map((arrival) => {
    const ours = summarize(runsOf(results, arrival, 'ours'));
    return [
      arrival.title,
      number(ours.countedPerSecond),
      mebibytes(ours.cloudRssBytes + ours.clientRssBytes),
      number(ours.counterWritesPerPostAndBatch, 3),
      number(ours.likesPerCounterWrite, 1),
      number(ours.postsDifferent),
    ];
  });
  const head = [
    'Ours',
    'likes/s until counted',
    'memory in all, MiB',
    'counter writes per post, lane and batch',
    'likes per counter write',
    'posts counted wrong',
  ];
  return table(head, rows);
}

type Row = readonly [
  label: string,
  shown: (summary: Summary) => string,
  value?: (run: Measurement) => number,
];

const perAction = (name: string) => (run: Measurement) => (run.counted[name] ?? 0) / run.actions;

const ROWS: readonly Row[] = [
  ['likes/s until counted', (s) => number(s.countedPerSecond), (run) => run.countedPerSecond],
  ['likes/s answered with 202', (s) => number(s.acceptedPerSecond), (run) => run.acceptedPerSecond],
  ['202 to counted, p50, ms', (s) => number(s.delayP50Ms), (run) => run.delayMs?.p50 ?? Number.NaN],
  ['202 to counted, p99, ms', (s) => number(s.delayP99Ms), (run) => run.delayMs?.p99 ?? Number.NaN],
  ['ledger writes per like', (s) => number(s.ledgerWritesPerLike, 3)],
  ['ledger WCU per like', (s) => number(s.ledgerUnitsPerLike, 3)],
  ['counter writes per like', (s) => number(s.counterWritesPerLike, 3), perAction('CounterWrites')],
  ['counter WCU per like', (s) => number(s.counterUnitsPerLike, 3), perAction('CounterWriteUnits')],
  ['RCU per like', (s) => number(s.readUnitsPerLike, 3)],
  [
    'CPU per like, ms: local cloud',
    (s) => number(s.cloudCpuMsPerLike, 2),
    (run) => run.cloudCpuMs / run.actions,
  ],
  [
    'CPU per like, ms: client',
    (s) => number(s.clientCpuMsPerLike, 2),
    (run) => run.clientCpuMs / run.actions,
  ],
  ['memory, MiB: local cloud', (s) => mebibytes(s.cloudRssBytes), (run) => run.cloudRssBytes],
  ['posts counted wrong', (s) => number(s.postsDifferent)],
];

function formatArrival(results: Results, arrival: Results['arrivals'][number]): string {
  const ours = runsOf(results, arrival, 'ours');
  const baseline = runsOf(results, arrival, 'baseline');
  const [oursInAll, baselineInAll] = [summarize(ours), summarize(baseline)];
  const rows = ROWS.map(([label, shown, valueOf]) => [
    label,
    shown(oursInAll),
    shown(baselineInAll),
    valueOf ? ratio(ratioOf(ours, baseline, valueOf)) : '',
  ]);
  const sent = number(oursInAll.actions / Math.max(1, ours.length));
  return [
    `### ${arrival.title}`,
    '',
    `${sent} actions in each run.`,
    '',
    table(['', 'ours', 'baseline', 'ours / baseline'], rows),
  ].join('\n');
}
