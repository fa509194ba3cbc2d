// Draws loads as bars against their limits.

import type { Bar } from './sample.ts';

/** A bar is a warning from this share of its limit on. */
const NEAR = 0.8;

export function drawBars(host: HTMLElement, bars: readonly Bar[], empty: string): void {
  while (host.children.length > bars.length) host.lastElementChild?.remove();
  while (host.children.length < bars.length) host.append(makeBar());
  for (const [index, { name, perSecond, limit }] of bars.entries()) {
    const [label, meter, value] = host.children[index]?.children ?? [];
    const share = Math.min(1, perSecond / limit);
    if (label) label.textContent = name;
    if (value) value.textContent = `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} of ${limit.toFixed(0)}/s`;
    const fill = meter?.firstElementChild as HTMLElement | null;
    fill?.style.setProperty('width', `${(100 * share).toFixed(1)}%`);
    fill?.classList.toggle('near', share >= NEAR);
  }
  host.dataset['empty'] = bars.length === 0 ? empty : '';
}

function makeBar(): HTMLElement {
  const row = document.createElement('li');
  for (const name of ['name', 'track', 'value']) {
    const part = document.createElement('span');
    part.className = name;
    if (name === 'track') part.append(document.createElement('span'));
    row.append(part);
  }
  return row;
}
