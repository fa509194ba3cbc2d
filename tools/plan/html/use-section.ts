// The load against each limit, the plain designs, and what runs out as the workload grows. Pure.

import { timesUntilFull } from '../../../planner/components.ts';
import { type Component, show, showUse } from '../../../planner/components/component.ts';
import type { Plan } from '../../../planner/plan.ts';
import { percentText } from '../columns.ts';
import { growthMark, useBar } from './charts.ts';
import { html, type Markup } from './text.ts';

const TAGS: Readonly<Record<Component['elasticity'], string>> = {
  declared: '',
  quota: 'quota',
  wall: 'wall',
};

const tag = (elasticity: Component['elasticity']): Markup =>
  TAGS[elasticity] === '' ? html`` : html`<span class="tag">${TAGS[elasticity]}</span>`;

const row = (name: string | Markup, percent: number, use: string, kind: Component['elasticity']): Markup =>
  html`<div class="row"><span class="name">${name}${tag(kind)}</span>${useBar(percent, kind)}<span class="percent ${percent > 100 ? 'over' : ''}">${percentText(percent)}</span><span class="use-text">${use}</span></div>`;

/** The components of one part share what stands before the colon. */
const partOf = ({ name }: Component): string => name.split(':')[0] ?? name;
const restOf = ({ name }: Component): string => name.split(': ')[1] ?? name;

export function useSection({ components }: Plan): Markup {
  const parts = [...new Set(components.map(partOf))];
  return html`<section><h2>Load against limits, at the peak</h2><p class="soft">The line marks the limit. A quota is raised by AWS on request; a wall by nobody.</p><div class="rows">${parts.map(
    (part) =>
      html`<div class="group">${part}</div>${components
        .filter((it) => partOf(it) === part)
        .map((it) => row(restOf(it), it.usePercent, showUse(it.load, it.limit, it.unit), it.elasticity))}`,
  )}</div></section>`;
}

export const designSection = ({ verdict }: Plan): Markup =>
  html`<section><h2>Would a plain design do?</h2><p class="soft">Trusted up to half of what it carries.</p><div class="rows">${verdict.designs.map(
    ({ name, load, carries, unit, note, isEnough }) =>
      html`${row(html`${name}<span class="tag ${isEnough ? 'good' : 'bad'}">${isEnough ? 'enough' : 'not enough'}</span>`, (100 * load) / carries, showUse(load, carries, unit), 'declared')}<small>${note}</small>`,
  )}</div></section>`;

export function growthSection({ components, scenario }: Plan): Markup {
  const steady = scenario.workload.steadyEventsPerSecond;
  const growing = components
    .filter((it) => timesUntilFull(it) <= 1_000)
    .toSorted((a, b) => timesUntilFull(a) - timesUntilFull(b));
  return html`<section><h2>What runs out first, if nothing more is declared</h2><div class="rows">${growing.map(
    (it) => {
      const times = timesUntilFull(it);
      return html`<div class="row grow"><span class="name">${it.name}${tag(it.elasticity)}</span>${growthMark(times, it.elasticity)}<span class="use-text">${show(times)}x, ${show(steady * times)}/s</span></div>`;
    },
  )}<div class="row grow axis"><span><i>today</i><i>10x</i><i>100x</i></span></div></div></section>`;
}
