// One page that shows a plan. It needs nothing else: no script, no font and no request. Pure.

import { FACTS_DATE, show } from '../../../planner/components/component.ts';
import type { Plan } from '../../../planner/plan.ts';
import { dollars, percentText } from '../columns.ts';
import { declaredParts } from '../format-declared.ts';
import { describeWorkload, predictionName, unpredictedText } from '../format-plan.ts';
import { useBar } from './charts.ts';
import { costSection, growthCostSection } from './cost-section.ts';
import { liveSection } from './live-section.ts';
import { STYLE } from './style.ts';
import { html, type Markup } from './text.ts';
import { designSection, growthSection, useSection } from './use-section.ts';

/** @param command as it was typed, so that a reader can make the page again */
export function makePage(plan: Plan, command: string): string {
  const { name, verdict } = plan;
  const kind = verdict.isNeeded ? '' : 'plain';
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Plan of ${name}</title><style>${{ markup: STYLE }}</style></head>
<body><main><h1>Plan of ${name}</h1><p class="soft">${describeWorkload(plan)}</p>
<section class="verdict ${kind}"><span class="badge">${verdict.isNeeded ? 'needed' : 'not needed yet'}</span><p>${verdict.summary}</p></section>
${tiles(plan)}
${todo(plan)}
${useSection(plan)}
${growthSection(plan)}
<div class="two">${growthCostSection(plan)}${designSection(plan)}</div>
${liveSection(plan)}
${costSection(plan)}
${predictionSection(plan)}
<div class="two">${declaredSection(plan)}${keySection(plan)}</div>
${formulaSection(plan)}
<footer><p>Facts and prices of ${FACTS_DATE}, us-east-1. Made by <code>${command}</code>.</p><p>It leaves out: data transfer, backups, storage, taxes, free tiers, and calls that fail.</p></footer>
</main></body></html>
`.markup;
}

function tiles({ scenario: { workload }, capacity, costs }: Plan): Markup {
  const all = [
    [show(workload.peakEventsPerSecond), 'likes/s at the peak'],
    [capacity.stream.mode === 'on-demand' ? 'on demand' : show(capacity.stream.shards), 'shards'],
    [dollars(costs.total.perMillionLikes), 'a million likes'],
    [dollars(costs.total.perMillionPages), 'a million pages'],
    [dollars(costs.total.atRest), 'a month at rest'],
    [dollars(costs.total.perMonth), 'a month, steady'],
  ] as const;
  return html`<div class="tiles">${all.map(([value, label]) => html`<div class="tile"><b>${value}</b><span class="soft">${label}</span></div>`)}</div>`;
}

/** What somebody must know or do before deploying. */
function todo({ quotas, walls, warnings }: Plan): Markup {
  const list = (title: string, kind: 'ul' | 'ol', items: readonly string[]) => {
    const lines = items.map((item) => html`<li>${item}</li>`);
    if (items.length === 0) return html``;
    const markup = kind === 'ul' ? html`<ul>${lines}</ul>` : html`<ol>${lines}</ol>`;
    return html`<section><h2>${title}</h2>${markup}</section>`;
  };
  return html`${list(
    'Quotas to raise',
    'ul',
    quotas.map(
      ({ name, needed, quota, unit, remedy }) =>
        `${name}: ${show(needed)} ${unit} are needed, and ${show(quota)} allowed. Remedy: ${remedy}.`,
    ),
  )}${list(
    'Walls, in the order in which growth meets them',
    'ol',
    walls.map(
      ({ name, atLikesPerSecond, remedy }) =>
        `${name}, at ${show(atLikesPerSecond)} likes/s. Remedy: ${remedy}.`,
    ),
  )}${list(
    'Warnings',
    'ul',
    warnings.map(({ text }) => text),
  )}`;
}

const declaredSection = (plan: Plan): Markup =>
  html`<section><h2>What is declared</h2><table><tbody>${declaredParts(plan).map(
    ([part, declared]) => html`<tr><td>${part}</td><td>${declared}</td></tr>`,
  )}</tbody></table></section>`;

const predictionSection = ({ predictions, capacity }: Plan): Markup =>
  html`<section><h2>Predicted for a minute at the peak</h2><p class="soft">What a load test would measure on AWS, with half a minute of the steady rate before and after. ${unpredictedText(capacity) ?? ''}</p><div class="scroll"><table><tbody>${predictions.map(
    ({ name, predicted, unit, formula }) =>
      html`<tr><td>${predictionName(name)}<br><small>${formula}</small></td><td class="number">${show(predicted)}</td><td>${unit}</td></tr>`,
  )}</tbody></table></div></section>`;

const keySection = ({ partitionKeys }: Plan): Markup =>
  html`<section><h2>Partition keys</h2><p class="soft">How many times its fair share the hottest shard would get. The limit is twice.</p><div class="rows">${partitionKeys.map(
    ({ key, hottestShardTimes, largestShare }) =>
      html`<div class="row grow"><span class="name">${key}</span>${useBar(50 * hottestShardTimes, 'declared')}<span class="use-text">${show(hottestShardTimes)} times; largest ${percentText(100 * largestShare)}</span></div>`,
  )}</div></section>`;

const formulaSection = ({ components }: Plan): Markup =>
  html`<section><details><summary>Formulas and sources</summary><div class="scroll"><table class="wide"><thead><tr><th>part</th><th>formula</th><th>source</th><th>remedy</th></tr></thead><tbody>${components.map(
    ({ name, formula, source, remedy }) =>
      html`<tr><td>${name}</td><td>${formula}</td><td>${source}</td><td>${remedy}</td></tr>`,
  )}</tbody></table></div></details></section>`;
