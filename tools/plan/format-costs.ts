// Formats the costs of a plan, part by part, beside the naive design. Pure.

import { show } from '../../planner/components/component.ts';
import type { Plan } from '../../planner/plan.ts';
import type { PartCost } from '../../planner/costs/part-cost.ts';
import { MILLION } from '../../planner/prices.ts';
import { columns, dollars, wrap } from './columns.ts';

export function formatCosts({ costs, variants }: Plan): string[] {
  const { parts, total, naive, millions, frontDoors, streamBreakEvenLikesPerSecond } = costs;
  const row = (name: string, { atRest, perMonth, perMillionLikes, perMillionPages }: PartCost) => [
    name,
    dollars(atRest),
    dollars(perMonth),
    dollars(perMillionLikes),
    dollars(perMillionPages),
  ];
  return [
    ...columns(
      [
        ['', 'at rest', 'a month, steady', 'a million likes', 'a million pages'],
        ...parts.map((part) => row(part.name, part)),
        row('ALL', total),
        row('naive design', naive),
        ['', '', '', '', ''],
        ...variants.map((variant) => row(`ALL, ${variant.name}`, variant.total)),
      ],
      [1, 2, 3, 4],
    ),
    '',
    ...millions.flatMap(({ of, dollars: amount, formula }) =>
      wrap(`${dollars(amount)} = ${formula}`, `a million ${of}: `, '    '),
    ),
    '',
    ...columns(
      frontDoors.doors.map(({ name, perMonth, note }) => [`likes through ${name}`, dollars(perMonth), note]),
      [1],
    ),
    `A load balancer is cheaper from ${show(frontDoors.balancerFromRequestsPerMonth / MILLION)} million requests a month on.`,
    streamBreakEvenLikesPerSecond > 0
      ? `An on-demand stream is cheaper below ${show(streamBreakEvenLikesPerSecond)} likes/s, all month.`
      : 'An on-demand stream is never cheaper.',
  ];
}
