// The ways to keep an open page current, beside each other. Pure.

import { show } from '../../../planner/components/component.ts';
import type { Plan } from '../../../planner/plan.ts';
import { dollars, percentText } from '../columns.ts';
import { describeAudience, HOURS, markOf, tightestLimit } from '../format-live.ts';
import { html, type Markup } from './text.ts';

export function liveSection({ live }: Plan): Markup {
  const rows = live.options.map((option) => {
    const { percent, text } = tightestLimit(option);
    const mark = markOf(option, live);
    const tag = mark === '' ? html`` : html`<span class="tag good">${mark}</span>`;
    return html`<tr><td>${option.name}${tag}<br><small>${option.formula}; ${option.note}. At the peak ${text}.</small></td><td class="number">${dollars(HOURS * option.perViewerHour)}</td><td class="number">${dollars(option.perMonth)}</td><td class="number">${percentText(percent)}</td></tr>`;
  });
  return html`<section><h2>How open pages stay current</h2><p class="soft">${describeAudience(live)}</p><div class="scroll"><table class="wide"><thead><tr><th></th><th class="number">${show(HOURS)} viewer hours</th><th class="number">a month</th><th class="number">tightest limit</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
