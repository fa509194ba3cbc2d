// Shows what has happened, in order, and says the last of it to those who listen.

import type { LogEntry } from '../story/log.ts';
import { h, type Wanted } from './element.ts';

const laneOf = (attempt: string) => attempt.split('#')[0] ?? '';

export const logOf = (entries: readonly LogEntry[]): Wanted[] =>
  entries.map(({ kind, attempt, text }, index) =>
    h(
      'li',
      { key: index, class: `entry ${kind}` },
      attempt !== undefined && h('b', { class: `who ${laneOf(attempt)}` }, attempt),
      h('span', {}, text),
    ),
  );

export const sayEntry = ({ attempt, text }: LogEntry): string =>
  attempt === undefined ? text : `${attempt} ${text}.`;
