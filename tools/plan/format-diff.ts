// Shows where two plans differ. Pure.

import { show } from '../../planner/components/component.ts';
import type { Plan } from '../../planner/plan.ts';
import { columns, dollars, percentText, wrap } from './columns.ts';
import { declaredParts } from './format-declared.ts';

/** What is longer gets lines of its own. */
const MAX_CELL = 30;

type Row = readonly [what: string, one: string, other: string];

export function formatDiff(plan: Plan, other: Plan): string {
  const rows: Row[] = [
    ...pair('needed', plan, other, ({ verdict }) => (verdict.isNeeded ? 'yes' : 'not yet')),
    ...workloadRows(plan, other),
    ...byName(plan, other, declaredParts),
    ...byName(plan, other, ({ components }) =>
      components.map(({ name, usePercent }): [string, string] => [`use: ${name}`, percentText(usePercent)]),
    ),
    ...pair('a month at rest', plan, other, ({ costs }) => dollars(costs.total.atRest)),
    ...pair('a month, steady', plan, other, ({ costs }) => dollars(costs.total.perMonth)),
    ...pair('a million likes', plan, other, ({ costs }) => dollars(costs.total.perMillionLikes)),
    ...pair('a million pages', plan, other, ({ costs }) => dollars(costs.total.perMillionPages)),
    ...pair('open pages stay current by', plan, other, ({ live }) => live.chosen),
    ...pair('cheapest way to stay current', plan, other, ({ live }) => live.best),
    ...pair('quotas to raise', plan, other, ({ quotas }) => show(quotas.length)),
  ];
  const different = rows.filter(([, one, two]) => one !== two);
  if (different.length === 0) return `${plan.name} and ${other.name} have the same plan.`;
  const isShort = ([, one, two]: Row) => one.length <= MAX_CELL && two.length <= MAX_CELL;
  return [
    ...columns([['', plan.name, other.name], ...different.filter(isShort)]),
    ...different
      .filter((row) => !isShort(row))
      .flatMap(([what, one, two]) => [
        '',
        what,
        ...wrap(one, `  ${plan.name}: `),
        ...wrap(two, `  ${other.name}: `),
      ]),
  ].join('\n');
}

const pair = (what: string, plan: Plan, other: Plan, text: (plan: Plan) => string): Row[] => [
  [what, text(plan), text(other)],
];

const workloadRows = (plan: Plan, other: Plan): Row[] =>
  byName(plan, other, ({ scenario }) =>
    Object.entries(scenario.workload).map(([field, value]): [string, string] => [
      field,
      show(value as number),
    ]),
  );

/** A row for each name that either plan has. What one of them lacks is a dash. */
function byName(plan: Plan, other: Plan, texts: (plan: Plan) => [string, string][]): Row[] {
  const [one, two] = [new Map(texts(plan)), new Map(texts(other))];
  return [...new Set([...one.keys(), ...two.keys()])].map((name) => [
    name,
    one.get(name) ?? '-',
    two.get(name) ?? '-',
  ]);
}
