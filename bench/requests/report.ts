// Shows the costs of requests as Markdown, a table for each route. This module is pure.

import { number, table } from '../markdown.ts';
import { type Cost, isDear } from './cost.ts';

const HEAD = [
  'request',
  'answer',
  'events',
  'stream bytes',
  'reads',
  'writes',
  'log bytes',
  'CPU, µs',
  'CPU, likes',
];

/** A route of more characters is one that was made up to be long. */
const LONGEST_ROUTE = 60;

export function formatCosts(costs: readonly Cost[]): string {
  const byRoute = Map.groupBy(costs, ({ route }) =>
    route.length > LONGEST_ROUTE ? 'any other path' : route,
  );
  return [...byRoute]
    .map(([route, ofRoute]) => `### \`${route}\`\n\n${table(HEAD, ofRoute.map(rowOf))}`)
    .join('\n\n');
}

function rowOf(cost: Cost): string[] {
  const { name, status, events, streamBytes, reads, writes, logBytes, cpuMicroseconds, likes } = cost;
  const counts = [events, streamBytes, reads, writes, logBytes, cpuMicroseconds].map((it) => number(it));
  return [name, String(status), ...counts, isDear(cost) ? `**${number(likes, 2)} DEAR**` : number(likes, 2)];
}

/** Returns a line for each refusal that costs more than a like, and one that sums up. */
export function summarize(costs: readonly Cost[]): string[] {
  const refusals = costs.filter(({ isRefusal }) => isRefusal);
  const dear = refusals.filter(isDear);
  const dearest = refusals.toSorted((a, b) => b.likes - a.likes)[0];
  return [
    ...dear.map(({ route, name, likes }) => `DEAR: ${route}, ${name}: ${number(likes, 2)} likes`),
    `${refusals.length} kinds of refusals, ${dear.length} of them dearer than a like. The dearest costs ${number(
      dearest?.likes ?? Number.NaN,
      2,
    )} likes: ${dearest ? `${dearest.route}, ${dearest.name}` : 'none'}.`,
  ];
}
