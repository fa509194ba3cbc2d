// Formats a plan as a text that a person reads at once: the verdict first, then use, growth, costs, and what to do. Pure.

import { type Component, show, showUse } from '../../planner/components/component.ts';
import type { Break } from '../../planner/growth.ts';
import type { Plan } from '../../planner/plan.ts';
import { bar, columns, percentText, wrap } from './columns.ts';
import { formatAlarms } from './format-alarms.ts';
import { formatCosts } from './format-costs.ts';
import { declaredLines } from './format-declared.ts';
import { formatLive } from './format-live.ts';

/** How many of the parts that break first are shown for each step of growth. */
const SHOWN_BREAKS = 3;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];

export function formatPlan(plan: Plan, why: boolean): string {
  const { verdict, components, warnings, quotas, walls } = plan;
  return [
    ...wrap(describeWorkload(plan), `${plan.name}: `, '  '),
    '',
    ...wrap(verdict.summary, verdict.isNeeded ? 'NEEDED      ' : 'NOT NEEDED  '),
    ...section('WOULD A PLAIN DESIGN DO?', formatDesigns(plan)),
    ...section('USE OF EACH LIMIT AT THE PEAK', formatComponents(components)),
    ...section('WHAT IS DECLARED', declaredLines(plan)),
    ...section('PREDICTED FOR A MINUTE AT THE PEAK', formatPredictions(plan)),
    ...section('HOW EVENLY PARTITION KEYS WOULD SPREAD THE EVENTS', formatKeys(plan)),
    ...section('GROWTH', formatGrowth(plan)),
    ...section('HOW OPEN PAGES STAY CURRENT', formatLive(plan)),
    ...section('COSTS IN US-EAST-1', formatCosts(plan)),
    ...section('ALARMS', formatAlarms(plan, why)),
    ...section(
      'QUOTAS TO RAISE',
      quotas.flatMap(({ name, quota, needed, unit, remedy }) =>
        wrap(`${name}: ${showUse(needed, quota, unit)}. Remedy: ${remedy}.`, '- '),
      ),
    ),
    ...section(
      'WALLS, IN THE ORDER IN WHICH GROWTH MEETS THEM',
      walls.flatMap(({ name, atLikesPerSecond, remedy }, index) =>
        wrap(`${name}, at ${show(atLikesPerSecond)} likes/s. Remedy: ${remedy}.`, `${index + 1}. `),
      ),
    ),
    ...section(
      'WARNINGS',
      warnings.flatMap(({ text }) => wrap(text, '- ')),
    ),
    ...(why ? section('WHY', components.flatMap(formatFormula)) : []),
  ].join('\n');
}

export function describeWorkload({ scenario: { workload } }: Plan): string {
  const { peakSeconds, hotKeyShare, users, eventBytes, freshnessSeconds, postsPerRead } = workload;
  return (
    `${show(workload.steadyEventsPerSecond)} likes/s, at the peak ${show(workload.peakEventsPerSecond)} for ${show(peakSeconds)} s; ` +
    `${show(workload.steadyReadsPerSecond)} pages/s of ${postsPerRead} posts, at the peak ${show(workload.peakReadsPerSecond)}; ` +
    `the hottest post draws ${percentText(100 * hotKeyShare)}; ${show(users)} people; ${eventBytes} bytes an event; ` +
    `counts at most ${freshnessSeconds} s old.`
  );
}

const formatKeys = ({ partitionKeys }: Plan): string[] =>
  columns(
    partitionKeys.map(({ key, values, largestShare, hottestShardTimes, isEven }) => [
      key,
      `hottest shard ${show(hottestShardTimes)} times its share`,
      `${show(values)} values`,
      `largest ${percentText(100 * largestShare)}`,
      isEven ? 'even' : 'skewed',
    ]),
  );

const formatDesigns = ({ verdict }: Plan): string[] =>
  columns(
    verdict.designs.map(({ name, load, carries, unit, isEnough }) => {
      const percent = (100 * load) / carries;
      return [
        name,
        bar(percent),
        percentText(percent),
        showUse(load, carries, unit),
        isEnough ? 'enough' : 'not enough',
      ];
    }),
    [2],
  );

const MARKS: Readonly<Record<Component['elasticity'], string>> = {
  declared: '',
  quota: 'quota',
  wall: 'wall',
};

const formatComponents = (components: readonly Component[]): string[] =>
  columns(
    components.map(({ name, usePercent, load, limit, unit, elasticity }) => [
      name,
      bar(usePercent),
      `${percentText(usePercent)}${usePercent > 100 ? ' !' : '  '}`,
      showUse(load, limit, unit),
      MARKS[elasticity],
    ]),
    [2],
  );

/** A name as words: latencyP99Ms is "latency P99". Its unit stands beside its value. */
export const predictionName = (name: string): string =>
  name
    .replace(/(Ms|Seconds|Messages)$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replace('P999', 'P99.9')
    .replaceAll(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);

/** What a plan with live counts says of its predictions. */
export const unpredictedText = ({ rollUp }: Plan['capacity']): string | undefined =>
  rollUp &&
  `Live counts change none of it: after its commits, a batch puts at most ${show(rollUp.rootSlots)} records on a stream of their own.`;

function formatUnpredicted({ capacity }: Plan): string[] {
  const text = unpredictedText(capacity);
  return text === undefined ? [] : wrap(text, '');
}

function formatPredictions(plan: Plan): string[] {
  const { predictions } = plan;
  const cells = predictions.map(({ name, predicted, unit }) => [predictionName(name), show(predicted), unit]);
  const half = Math.ceil(cells.length / 2);
  const rows = cells.slice(0, half).map((cell, index) => [...cell, ...(cells[half + index] ?? ['', '', ''])]);
  return [...columns(rows, [1, 4]), ...formatUnpredicted(plan)];
}

const breakText = ({ name, atLikesPerSecond }: Break): string => `${name} (${show(atLikesPerSecond)}/s)`;

function formatGrowth({ growth }: Plan): string[] {
  const rows = growth.map(({ times, likesPerSecond, capacity, costPerMonth, next }) => [
    `${times}x`,
    show(likesPerSecond),
    show(capacity.stream.shards),
    show(capacity.hotPosts.buckets),
    `$${Math.round(costPerMonth).toLocaleString('en-US')}`,
    next ? breakText(next) : '-',
  ]);
  const table = columns(
    [['', 'likes/s', 'shards', 'buckets', 'a month', 'what breaks next, if this is declared'], ...rows],
    [0, 1, 2, 3, 4],
  );
  const breaks = growth
    .filter((step) => step.breaks.length > 0)
    .flatMap(({ times, breaks }) => {
      const first = breaks.slice(0, SHOWN_BREAKS).map(breakText).join(', ');
      const more = breaks.length > SHOWN_BREAKS ? `, and ${breaks.length - SHOWN_BREAKS} more` : '';
      return wrap(
        `${breaks.length} parts of today's plan run out on the way: ${first}${more}.`,
        `${times}x: `,
      );
    });
  return [...table, ...breaks];
}

const formatFormula = ({ name, formula, source, declared }: Component): string[] => [
  ...wrap(`${formula}. Declared: ${declared}. Source: ${source}.`, `${name}: `, '    '),
];
