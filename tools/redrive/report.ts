// What a redrive prints.

import type { RedriveReport } from './redrive.ts';

export function formatReport({ reasons, sent }: RedriveReport, send: boolean, queue = 'quarantine'): string {
  if (reasons.size === 0) return `The ${queue} is empty.`;
  const rows = [...reasons].map(([reason, { messages, countable }]) => [reason, messages, countable]);
  const table = [['reason', 'messages', 'countable now'], ...rows]
    .map(([reason, messages, countable]) =>
      [String(reason).padEnd(32), String(messages).padStart(9), String(countable).padStart(15)].join(''),
    )
    .join('\n');
  const messages = sum([...reasons.values()].map((tally) => tally.messages));
  const countable = sum([...reasons.values()].map((tally) => tally.countable));
  const end = send
    ? `${sent} sent through again, ${messages - sent} left in the ${queue}.`
    : `Nothing was changed. With --send, ${countable} would be sent through again.`;
  return `${table}\n\n${end}`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
