// Costs by part, beside the naive design, as the workload grows, and by front door. Pure.

import { show } from '../../../planner/components/component.ts';
import type { PartCost } from '../../../planner/costs/part-cost.ts';
import type { Plan } from '../../../planner/plan.ts';
import { MILLION } from '../../../planner/prices.ts';
import { dollars } from '../columns.ts';
import { logColumns, type Slice, stackedBar } from './charts.ts';
import { html, type Markup } from './text.ts';

export function costSection({ costs, variants }: Plan): Markup {
  const { parts, total, naive, millions, frontDoors, streamBreakEvenLikesPerSecond } = costs;
  const slices: Slice[] = parts.map(({ name, perMonth }, colour) => ({ name, value: perMonth, colour }));
  const most = Math.max(total.perMonth, naive.perMonth);
  const shown = slices.filter(({ value }) => value > total.perMonth / 1_000);
  const row = (name: string, cost: PartCost, kind = '') =>
    html`<tr class="${kind}"><td>${name}</td>${[
      cost.atRest,
      cost.perMonth,
      cost.perMillionLikes,
      cost.perMillionPages,
    ].map((amount) => html`<td class="number">${dollars(amount)}</td>`)}</tr>`;
  return html`<section><h2>Cost a month, by part</h2>
<p>This plan: <b>${dollars(total.perMonth)}</b></p>${stackedBar(slices, most)}
<p class="legend">${shown.map(({ name, colour }) => html`<span><i style="background:var(--c${colour})"></i>${name}</span>`)}</p>
<p>The naive design, a transaction for each like: <b>${dollars(naive.perMonth)}</b></p>${stackedBar([{ name: 'naive design', value: naive.perMonth, colour: 8 }], most)}
<div class="scroll"><table class="wide"><thead><tr><th></th><th class="number">at rest</th><th class="number">a month</th><th class="number">million likes</th><th class="number">million pages</th></tr></thead><tbody>
${parts.map((part) => row(part.name, part))}${row('all', total, 'total')}${row('naive design', naive)}${variants.map((variant) => row(`all, ${variant.name}`, variant.total))}</tbody></table></div>
<h2 style="margin-top:22px">What a million costs</h2><div class="scroll"><table><tbody>${millions.map(
    ({ of, dollars: amount, formula }) =>
      html`<tr><td>${of}<br><small>${formula}</small></td><td class="number">${dollars(amount)}</td></tr>`,
  )}</tbody></table></div>
<h2 style="margin-top:22px">Front door</h2><div class="scroll"><table><tbody>${frontDoors.doors.map(
    ({ name, perMonth, note }) =>
      html`<tr><td>${name}<br><small>${note}</small></td><td class="number">${dollars(perMonth)}</td></tr>`,
  )}</tbody></table></div><p class="soft">A load balancer is cheaper from ${show(frontDoors.balancerFromRequestsPerMonth / MILLION)} million requests a month on. ${
    streamBreakEvenLikesPerSecond > 0
      ? `An on-demand stream is cheaper below ${show(streamBreakEvenLikesPerSecond)} likes/s, all month.`
      : 'An on-demand stream is never cheaper.'
  }</p></section>`;
}

export const growthCostSection = ({ growth }: Plan): Markup =>
  html`<section><h2>Ten and a hundred times as much</h2>${logColumns(
    growth.map(({ times, costPerMonth }) => ({
      label: `${times}x`,
      value: costPerMonth,
      text: `$${show(Math.round(costPerMonth))}`,
    })),
  )}<p class="soft">Dollars a month, on a logarithmic scale.</p><div class="scroll"><table><thead><tr><th></th><th class="number">likes/s</th><th class="number">shards</th><th class="number">buckets</th><th>breaks next</th></tr></thead><tbody>${growth.map(
    ({ times, likesPerSecond, capacity, next }) =>
      html`<tr><td>${times}x</td><td class="number">${show(likesPerSecond)}</td><td class="number">${show(capacity.stream.shards)}</td><td class="number">${show(capacity.hotPosts.buckets)}</td><td>${next ? `${next.name}, at ${show(next.atLikesPerSecond)}/s` : '–'}</td></tr>`,
  )}</tbody></table></div></section>`;
