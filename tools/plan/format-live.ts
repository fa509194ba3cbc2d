// Formats the ways to keep an open page current, with the arithmetic, as a text. Pure.

import { show, showUse } from '../../planner/components/component.ts';
import type { LiveChoice } from '../../planner/live/choose-live.ts';
import type { LiveOption } from '../../planner/live/live-option.ts';
import type { Plan } from '../../planner/plan.ts';
import { columns, dollars, percentText, wrap } from './columns.ts';

/** So many hours of a viewer make a price that has digits. */
export const HOURS = 1_000;

const every = (perSecond: number): string => (perSecond > 0 ? `every ${show(1 / perSecond)} s` : 'never');

/** How many look, and how often what they see changes. */
export function describeAudience({ steady, peak }: LiveChoice): string {
  return (
    `${show(steady.viewers)} pages are open, ${show(peak.viewers)} at the peak. The compact text of the hottest post changes ` +
    `${every(steady.hotChangesPerSecond)} over its day and ${every(peak.hotChangesPerSecond)} at the peak, that of another post ` +
    `${every(steady.otherChangesPerSecond)}. So a page gets a message ${every(steady.messagesPerViewerSecond)}, ` +
    `${every(peak.messagesPerViewerSecond)} at the peak: ${show(steady.messagesPerSecond)} and ${show(peak.messagesPerSecond)} messages/s. ` +
    `One message a second would be ${show(steady.viewers)} and ${show(peak.viewers)}.`
  );
}

/** What the plan says of an option besides its price. */
export const markOf = ({ name }: LiveOption, { chosen, best }: LiveChoice): string =>
  [name === chosen ? 'chosen' : '', name === best ? 'cheapest' : ''].filter((it) => it !== '').join(', ');

/** The limit that the peak uses most. */
export function tightestLimit({ limits }: LiveOption): { readonly percent: number; readonly text: string } {
  const [first] = limits;
  return first
    ? { percent: (100 * first.load) / first.limit, text: showUse(first.load, first.limit, first.what) }
    : { percent: 0, text: '' };
}

export function formatLive({ live }: Plan): string[] {
  const rows = live.options.map((option) => {
    const { percent, text } = tightestLimit(option);
    return [
      option.name,
      dollars(HOURS * option.perViewerHour),
      dollars(option.perMonth),
      percentText(percent),
      text,
      markOf(option, live),
    ];
  });
  return [
    ...wrap(describeAudience(live), ''),
    '',
    ...columns(
      [['', `${show(HOURS)} hours`, 'a month, steady', 'peak', 'tightest limit', ''], ...rows],
      [1, 2, 3],
    ),
    '',
    ...live.options.flatMap(({ name, formula, note }) => wrap(`${formula}; ${note}.`, `${name}: `, '    ')),
  ];
}
