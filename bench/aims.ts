// What this counter shall reach, and whether this run has. This module is pure.

import { SHARD_RECORDS_PER_SECOND, vcpuShare } from '../planner/lane-rate.ts';
import { planOf } from '../planner/make-plan.ts';
import { socialMedia } from '../scenarios/social-media.ts';
import type { ArrivalName } from './arrivals.ts';
import { mebibytes, number, ratio, table } from './markdown.ts';
import type { MicroResult } from './micro/micro-result.ts';
import { type Results, runsOf } from './results.ts';
import { ratioOf, type Summary, summarize } from './summarize.ts';

interface Aim {
  readonly title: string;
  readonly bound: 'least' | 'most';
  readonly aim: number;
  readonly show: (value: number) => string;
  /** Undefined when the run did not measure it. */
  readonly valueOf: (results: Results) => number | undefined;
}

/** Ratios are medians of ratios within a run, and absolute figures say as much of the machine as of the code. */
const AIMS: readonly Aim[] = [
  beside('file', 'likes/s until counted beside the baseline: long tail', 1),
  beside('zipf', 'likes/s until counted beside the baseline: Zipf', 1),
  beside('hot', 'likes/s until counted beside the baseline: hot post', 1.3),
  {
    title: 'accept-like beside a bare PutRecord of the SDK',
    bound: 'most',
    aim: 0.6,
    show: ratio,
    valueOf: (results) => {
      const found = hotPath(results, 'accept-like: a like with a known token');
      return found && found.cpuMicrosecondsPerLike / found.baselineCpuMicrosecondsPerLike;
    },
  },
  cpu('batch-likes, CPU per like: long tail', 'batch-likes: a like of the long tail', 300),
  cpu('batch-likes, CPU per like: hot post', 'batch-likes: a like of one hot post', 120),
  {
    title:
      "what a lane counts beside what its shard takes in: long tail, with the function's share of a vCPU",
    bound: 'least',
    aim: 2,
    show: ratio,
    valueOf: (results) => {
      const found = hotPath(results, 'batch-likes: a like of the long tail');
      const share = vcpuShare(planOf(socialMedia).capacity.functions.batchLikes.memoryMiB);
      return found && (1e6 * share) / found.cpuMicrosecondsPerLike / SHARD_RECORDS_PER_SECOND;
    },
  },
  ofArrival('file', {
    title: 'likes/s until counted on the local cloud: long tail',
    bound: 'least',
    aim: 1_200,
    show: number,
    read: (summary) => summary.countedPerSecond,
  }),
  ofArrival('file', {
    title: 'memory of the local cloud, MiB: long tail',
    bound: 'most',
    aim: 600 * 2 ** 20,
    show: mebibytes,
    read: (summary) => summary.cloudRssBytes,
  }),
  ofArrival('hot', {
    title: 'write units per like: hot post',
    bound: 'most',
    aim: 1.01,
    show: (value) => number(value, 3),
    read: (summary) => summary.ledgerUnitsPerLike + summary.counterUnitsPerLike,
  }),
  {
    title: 'posts counted wrong, of all arrivals',
    bound: 'most',
    aim: 0,
    show: number,
    valueOf: ({ measurements }) =>
      measurements
        .filter(({ side }) => side === 'ours')
        .reduce((sum, { postsDifferent }) => sum + postsDifferent, 0),
  },
];

/** Leaves out what this run did not measure, such as the long tail of a file that was not given. */
export function formatAims(results: Results): string {
  const rows = AIMS.flatMap(({ title, bound, aim, show, valueOf }) => {
    const value = valueOf(results);
    if (value === undefined) return [];
    const isMet = bound === 'least' ? value >= aim : value <= aim;
    return [
      [title, show(value), `${bound === 'least' ? '≥' : '≤'} ${show(aim)}`, isMet ? 'met' : '**missed**'],
    ];
  });
  return table(['', 'measured', 'aim', ''], rows);
}

function beside(arrival: ArrivalName, title: string, aim: number): Aim {
  const valueOf = (results: Results) => {
    const ours = runsOf(results, { name: arrival }, 'ours');
    const baseline = runsOf(results, { name: arrival }, 'baseline');
    return ours.length === 0 ? undefined : ratioOf(ours, baseline, (run) => run.countedPerSecond);
  };
  return { title, bound: 'least', aim, show: ratio, valueOf };
}

function cpu(title: string, name: string, aim: number): Aim {
  const show = (value: number) => `${number(value)} µs`;
  const valueOf = (results: Results) => hotPath(results, name)?.cpuMicrosecondsPerLike;
  return { title, bound: 'most', aim, show, valueOf };
}

function ofArrival(
  arrival: ArrivalName,
  { read, ...aim }: Omit<Aim, 'valueOf'> & { readonly read: (summary: Summary) => number },
): Aim {
  const valueOf = (results: Results) => {
    const ours = runsOf(results, { name: arrival }, 'ours');
    return ours.length === 0 ? undefined : read(summarize(ours));
  };
  return { ...aim, valueOf };
}

const hotPath = ({ micro }: Results, name: string): MicroResult | undefined =>
  micro.find((it) => it.name === name);
